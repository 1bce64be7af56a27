"""Tests of the exact problem, its solver and its verifier."""
