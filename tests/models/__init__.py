"""Tests of the clients of both models."""
