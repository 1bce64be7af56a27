"""How the local side and the cloud share the work: one file per pattern."""
