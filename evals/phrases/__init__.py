"""How well Hushwatt understands what people ask: phrases of our own with their truth."""
