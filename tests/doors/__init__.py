"""Tests of the doors: what Home Assistant and a person see of Hushwatt."""
