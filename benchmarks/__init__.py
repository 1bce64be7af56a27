"""Benchmarks: what the product costs, measured; a row is a module."""
