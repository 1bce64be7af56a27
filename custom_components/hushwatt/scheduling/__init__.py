"""Facts and constraints to one exact problem; its solver and its verifier."""
