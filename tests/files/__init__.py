"""Tests of the files that Home Assistant and its stores read: manifest, texts, icons, actions."""
