"""Tests of what appliances' entities say."""
