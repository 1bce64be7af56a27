"""What the tests of the reader look at: the words of a note and what it came to."""

from ..homes import context, note
from custom_components.hushwatt.notes.built_in.reader import Finding, find
from custom_components.hushwatt.vocabulary import Constraint, NoteQuestion


def finding(text: str, language: str = "en") -> Finding:
    """Return all that is found in a note."""
    return find(note(text), context(language=language))


def demands(text: str, language: str = "en") -> set[Constraint]:
    """Return what a note demands; fail when it raises a question."""
    found = finding(text, language)
    assert found.question is None, found.question
    return set(found.constraints)


def question(text: str, language: str = "en") -> NoteQuestion | None:
    """Return what has to be asked about a note, None when nothing has."""
    found = finding(text, language).question
    return None if found is None else found.question
