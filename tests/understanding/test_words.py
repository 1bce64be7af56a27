"""Tests of words as speech-to-text gives them."""

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.understanding.words import fold, split


@pytest.mark.parametrize(
    ("text", "elides", "words"),
    [
        ("What's Anna's?", False, ("whats", "annas")),
        ("L’aspirateur s'est arrêté", True, ("l", "aspirateur", "s", "est", "arrete")),
        ("Geschirrspüler, Straße!", False, ("geschirrspuler", "strasse")),
        ("6pm 22h30 6.30 06:15", False, ("6", "pm", "22", "h", "30", "6:30", "06:15")),
        ("lave-vaisselle", True, ("lave", "vaisselle")),
        ("1.5 hours", False, ("1", "5", "hours")),
        ("'s avonds", True, ("s", "avonds")),
        ("œuf æther", True, ("oeuf", "aether")),
        ("", False, ()),
    ],
)
def test_words_are_folded(text: str, elides: bool, words: tuple[str, ...]) -> None:
    """Case, accents and punctuation go; figures stay."""
    assert split(text, elides=elides).folded == words


def test_what_was_said_can_be_had_from_any_word_on() -> None:
    """The rest is as it was said."""
    words = split("Remember that Anna's asleep.", elides=False)
    assert words.after(2) == "Anna's asleep."
    assert words.after(4) == ""


@given(st.text(max_size=60), st.booleans())
def test_every_word_stands_where_it_says(text: str, elides: bool) -> None:
    """Folding a word's place in the text gives the word."""
    words = split(text, elides=elides)
    for token in words.tokens:
        there = fold(words.said[token.start : token.end])
        assert "".join(c for c in there if c.isalnum()) == "".join(
            c for c in token.text if c.isalnum()
        )
