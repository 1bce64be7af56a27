"""Tests of the wall: what leaves the house is nothing of the house."""
