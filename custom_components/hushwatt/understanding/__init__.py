"""What a person asks: words to a typed request, in five languages."""
