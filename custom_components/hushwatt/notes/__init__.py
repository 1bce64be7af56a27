"""Notes to typed constraints: the readers and the checks that compare them."""
