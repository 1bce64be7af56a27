"""How well Hushwatt understands people: statements of our own with their truth."""
