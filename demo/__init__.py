"""The main job, shown: a real Home Assistant answers the reference question."""
