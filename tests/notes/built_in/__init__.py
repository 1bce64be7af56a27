"""Tests of the reader that needs no model."""
