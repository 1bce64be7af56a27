"""The built-in reader: one engine, a lexicon per language, no model."""
