"""Tests of the files of sentences."""

import re

import pytest

from custom_components.hushwatt.understanding.ask import AskKind
from custom_components.hushwatt.understanding.languages import LANGUAGES
from custom_components.hushwatt.understanding.sentences import FOLDER, load


def test_every_language_has_its_file_and_every_file_its_language() -> None:
    """One file per language, and the triggers."""
    files = {path.stem for path in FOLDER.glob("*.yaml")}
    assert files == {*LANGUAGES, "triggers"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_can_be_asked(language: str) -> None:
    """No language lacks a question."""
    sentences = load(language)
    assert sentences is not None
    kinds = {kind for kind, _ in sentences.asks}
    by_demand = {AskKind.WHAT_IF, AskKind.NOT_OURS}
    assert kinds == set(AskKind) - by_demand


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_never_glued_to_brackets(language: str) -> None:
    """Templates are matched word by word, so a part of a word cannot be optional."""
    text = (FOLDER / f"{language}.yaml").read_text("utf-8")
    templates = re.findall(r'"(.*)"', text)
    glued = [t for t in templates if re.search(r"\w[(\[<{]|[)\]>}]\w", t)]
    assert templates
    assert glued == []


def test_sentences_are_loaded_once() -> None:
    """Regions share what their language has."""
    assert load("en-GB") is load("en")
    assert load("xx") is None
