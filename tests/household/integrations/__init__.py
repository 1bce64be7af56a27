"""Core's own integrations of appliances, their networks answered in the shape of their APIs."""
