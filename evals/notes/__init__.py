"""Statements as people write them into the notes list, with what they demand."""
