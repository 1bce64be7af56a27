"""Tests of the patterns, over real sockets to stand-ins."""
