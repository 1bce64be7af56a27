"""Tests of reading household notes."""
