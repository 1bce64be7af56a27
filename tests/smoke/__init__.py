"""A whole life of Hushwatt in a real Home Assistant, on any release."""
