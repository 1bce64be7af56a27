"""Tests of how well phrases are understood: the floor under `script/eval --phrases`."""

from functools import cache
from statistics import median
from time import process_time

import pytest

from custom_components.hushwatt.understanding import understand
from evals.phrases.phrases import LANGUAGES, NOW, home, phrases
from evals.phrases.table import PARTS, print_tables, scores

# Each part is scored once for all tests.
_scores = cache(scores)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_phrases(language: str) -> None:
    """At least 300 a language, a part of them held out, and of both sorts."""
    found = {part: phrases(language, part) for part in PARTS}
    assert sum(map(len, found.values())) >= 300
    for part in found.values():
        ours = sum(phrase.is_ours for phrase in part)
        assert ours >= 25
        assert len(part) - ours >= 14


@pytest.mark.parametrize("part", PARTS)
def test_nothing_that_is_not_ours_is_swallowed(part: str) -> None:
    """Commands, states, lights, weather and timers are all handed on."""
    assert {
        tag: score.hand_off for tag, score in _scores(part).items()
    } == dict.fromkeys(LANGUAGES, 1.0)


@pytest.mark.parametrize("part", PARTS)
def test_ours_is_understood(part: str) -> None:
    """What is taken is right, and little is missed; nothing was tuned on the fresh part."""
    for score in _scores(part).values():
        assert score.precision >= 0.97
        assert score.recall >= (0.85 if part == "fresh" else 0.94)


def test_a_phrase_takes_little_time() -> None:
    """Under 5 ms of one core each, in the middle."""
    appliances, spent = home("en"), []
    for phrase in phrases("en", "tuned"):
        begun = process_time()
        understand(phrase.text, "en", appliances, NOW)
        spent.append(process_time() - begun)
    assert median(spent) < 0.005


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """With all languages and parts, and mistakes when they are asked for."""
    print_tables(mistakes=True)
    printed = capsys.readouterr().out
    assert "held out" in printed
    assert "precision" in printed
    for language in LANGUAGES:
        assert language in printed
