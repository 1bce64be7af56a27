"""Tests of the room that reads Home Assistant."""
