"""Tests of what is learned from the past."""
