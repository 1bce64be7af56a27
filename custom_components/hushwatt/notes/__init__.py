"""Notes to typed constraints: the readers and the checks that compare them."""

from .built_in.reader import read_note
from .compiling import CompiledNotes, compile_notes, read_notes, reading_key
from .context import ReadingContext
from .contradictions import find_contradictions

__all__ = [
    "CompiledNotes",
    "ReadingContext",
    "compile_notes",
    "find_contradictions",
    "read_note",
    "read_notes",
    "reading_key",
]
