"""The clients of the local and the cloud model, and the local model's prompts."""
