"""Prices from every kind of source, one small module per family."""
