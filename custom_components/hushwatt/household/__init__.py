"""The home as Home Assistant knows it; the only readers of its state."""
