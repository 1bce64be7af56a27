"""Tests of the understanding room."""
