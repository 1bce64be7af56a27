"""A verified plan in household words, and the check that words must pass."""
