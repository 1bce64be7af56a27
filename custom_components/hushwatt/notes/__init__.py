"""Notes to typed constraints: the readers and the checks that compare them."""

from .built_in.reader import read_note
from .context import ReadingContext

__all__ = ["ReadingContext", "read_note"]
