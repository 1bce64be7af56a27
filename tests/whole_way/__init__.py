"""Tests of the hybrid way from end to end: a real Home Assistant core, real clients, real sockets."""
