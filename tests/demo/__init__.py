"""Tests of the demo: the main job, run as a person runs it."""
