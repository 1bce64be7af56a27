"""Short answers to "which one?": by a word of it, by its place, or all."""

from collections.abc import Sequence

from .sentences import Answers, load
from .words import split

LONGEST = 8
"""An answer of more words is none."""
_STEM = 4
_ENDING = 2


def choose(words: str, language: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return which of some options an answer means, counted from 0; none when it means none.

    Each option is all that it can be called by. A word may have another ending
    ("die obere" means "Oberer Geschirrspüler"). The first call for a language
    (a tag; English for one that is not spoken here) reads a file.
    """
    sentences = load(language) or load("en")
    assert sentences is not None
    answers, elides = sentences.answers, sentences.words.elides
    said = split(words, elides=elides).folded
    meant = [word for word in said if word not in answers.words]
    if not said or len(said) > LONGEST:
        return ()
    if set(meant) <= answers.all and set(said) & answers.all:
        return tuple(range(len(options)))
    if len(meant) == 1 and (place := _place(meant[0], answers, len(options))):
        return place
    called = [split(option, elides=elides).folded for option in options]
    found = [
        index
        for index, names in enumerate(called)
        if meant and all(any(_is_same(one, name) for name in names) for one in meant)
    ]
    return () if len(found) == len(options) else tuple(found)


def is_refused(words: str, language: str) -> bool:
    """Return whether an answer says "no", "neither" or the like; reads a file at first."""
    sentences = load(language) or load("en")
    assert sentences is not None
    said = set(split(words, elides=sentences.words.elides).folded)
    refused = sentences.answers.none
    return bool(said & refused) and said <= refused | sentences.answers.words


def with_part_of_day(answer: str, language: str, note: str, time: str) -> str | None:
    """Return a note in which a clock time has the part of the day that an answer says.

    None when the answer says none, or more than that. `time` is the time's words
    in the note. Reads a file at first.
    """
    sentences = load(language) or load("en")
    assert sentences is not None
    answers = sentences.answers
    said = set(split(answer, elides=sentences.words.elides).folded)
    is_morning, is_evening = bool(said & answers.morning), bool(said & answers.evening)
    beside = answers.words | answers.morning | answers.evening
    if is_morning is is_evening or not said <= beside:
        return None
    part = sentences.words.morning if is_morning else sentences.words.evening
    start = note.casefold().find(time.casefold()) if time else -1
    end = len(note.rstrip(" .!")) if start < 0 else start + len(time)
    return f"{note[:end]} {part}{note[end:]}"


def _place(word: str, answers: Answers, count: int) -> tuple[int, ...]:
    """Return the option that is meant by its place."""
    if word in answers.last:
        return (count - 1,)
    places = enumerate(answers.places[:count])
    return tuple(index for index, words in places if word in words)


def _is_same(said: str, name: str) -> bool:
    """Return whether two words are the same but for their endings."""
    if said == name:
        return True
    stem = max(len(said), len(name)) - _ENDING
    return stem >= _STEM and said[:stem] == name[:stem]
