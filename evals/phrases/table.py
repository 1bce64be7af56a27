"""Prints how well phrases are understood, by language and by part."""

from functools import partial
from time import perf_counter

from .phrases import LANGUAGES, NOW, home, phrases
from .score import Score, score
from custom_components.hushwatt.understanding import Ask, load, understand

PARTS = {
    "tuned": "the templates were tuned on these",
    "held_out": "held out: drawn by lot beforehand from the first set, hardly tuned on (two of its mistakes were mended)",
    "second": "the second set: scored once before it was tuned on",
    "third": "the third set, meant to be hard: scored once before it was tuned on",
    "fourth": "the fourth set: scored once before it was tuned on",
    "fifth": "the fifth set: scored once before it was tuned on",
    "fresh": "fresh: the sixth set, written before it was scored, not tuned on",
}


def scores(part: str) -> dict[str, Score]:
    """Return the score of each language on one part."""
    return {
        language: score(phrases(language, part), partial(_understand, language))
        for language in LANGUAGES
    }


def _understand(language: str, words: str) -> Ask:
    """Return what words ask in the home of a language."""
    return understand(words, language, home(language), NOW)


def print_tables(*, mistakes: bool) -> None:
    """Print one table per part; with `mistakes`, what was misunderstood in the tuned part."""
    begun = perf_counter()
    for language in LANGUAGES:
        load(language)
    print(f"\nTemplates of {len(LANGUAGES)} languages: {_ms(begun):.0f} ms to load")
    for part, words in PARTS.items():
        begun = perf_counter()
        found = scores(part)
        count = sum(len(phrases(language, part)) for language in LANGUAGES)
        print(f"\nPhrases: {words} ({_ms(begun) / count:.1f} ms a phrase)\n")
        _print_rows(found)
        if mistakes and part == "tuned":
            _print_mistakes(found)


def _print_rows(found: dict[str, Score]) -> None:
    """Print the counts and shares of each language."""
    print(f"{'':22}" + "".join(f"{language:>8}" for language in found))
    for name, read in _ROWS.items():
        print(f"{name:22}" + "".join(f"{read(each):>8}" for each in found.values()))


_ROWS = {
    "ours": lambda each: str(each.right + each.wrong + each.missed),
    "not ours": lambda each: str(each.handed_on + each.swallowed),
    "precision": lambda each: f"{each.precision:.3f}",
    "recall": lambda each: f"{each.recall:.3f}",
    "handed on": lambda each: f"{each.hand_off:.3f}",
}


def _print_mistakes(found: dict[str, Score]) -> None:
    """Print what was misunderstood, for whoever tunes the templates."""
    for language, result in found.items():
        for phrase, taken in result.mistakes:
            print(f"{language}: {phrase.text}\n    {phrase.truth} | {taken}")


def _ms(begun: float) -> float:
    """Return the milliseconds since a moment."""
    return (perf_counter() - begun) * 1000
