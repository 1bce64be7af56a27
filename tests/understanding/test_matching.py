"""Tests of templates, against hassil's own matcher as the oracle."""

from hassil import Intents, recognize
from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.understanding.matching import Grammar, Matcher

RULES = {"who": "(you|they|[all] of us)", "now": "(now|right now)"}
TEMPLATES = (
    "should <who> run [it] <now>",
    "[please] (run|start) (it|that)",
    "<who> [<now>] or later",
    "(<now>|later) [or (<now>|later)]",
    "run",
)
_WORDS = "should you they all of us run it now right please start that or later"


def matches(template: str, text: str, *fillers: str) -> bool:
    """Return whether a text is what a template stands for."""
    words = text.split()
    known = frozenset(tuple(filler.split()) for filler in fillers)
    part = Grammar(RULES).template(template).before
    return Matcher(words, known).matches(part, 0, len(words))


def hassil_matches(template: str, text: str) -> bool:
    """Return the same, as hassil says."""
    intents = Intents.from_dict(
        {
            "language": "en",
            "intents": {"x": {"data": [{"sentences": [template]}]}},
            "expansion_rules": RULES,
        }
    )
    return recognize(text, intents) is not None


@given(
    st.sampled_from(TEMPLATES),
    st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=6),
)
def test_templates_mean_what_they_mean_to_hassil(
    template: str, words: list[str]
) -> None:
    """Sequences, choices, options and rules are hassil's."""
    text = " ".join(words)
    assert matches(template, text) == hassil_matches(template, text)


def test_fillers_may_stand_anywhere() -> None:
    """A filler of several words, too."""
    template = "should you run it now"
    assert matches(template, "um should you er you know run it now please", *FILLERS)
    assert not matches(template, "should you not run it now", *FILLERS)


FILLERS = ("um", "er", "you know", "please")


def test_free_words_are_found_between_the_rest() -> None:
    """What stands before and after them is not part of them."""
    template = Grammar(RULES).template("run {free} <now>")
    words = ["run", "the", "old", "toaster", "right", "now"]
    assert Matcher(words, frozenset()).free_words(template, 6) == (1, 4)


@pytest.mark.parametrize("text", ["run now", "run the toaster", "start x now"])
def test_free_words_are_not_found_where_the_rest_is_not(text: str) -> None:
    """They are one word at least, and all else must match."""
    template = Grammar(RULES).template("run {free} <now>")
    words = text.split()
    assert Matcher(words, frozenset()).free_words(template, len(words)) is None


def test_a_template_without_free_words_has_none() -> None:
    """It only matches as a whole."""
    template = Grammar(RULES).template("run")
    assert Matcher(["run"], frozenset()).free_words(template, 1) is None


def test_parts_can_be_repeated_and_held() -> None:
    """For what is understood in any order."""
    grammar = Grammar(RULES)
    matcher = Matcher(["run", "it", "now", "or", "um", "later"], frozenset({("um",)}))
    allowed = grammar.one_of(["run", "it", "<now>", "or", "later"])
    assert 6 in matcher.repeated(allowed, 0)
    assert matcher.holds(grammar.part("<now>"), 0, 6)
    assert not matcher.holds(grammar.part("later"), 0, 5)


def test_a_rule_that_is_not_there_is_an_error() -> None:
    """A slip in a file of sentences shows when it is loaded."""
    with pytest.raises(KeyError):
        Grammar({}).part("<nobody>")


def test_what_templates_here_cannot_have_is_an_error() -> None:
    """Lists in the middle of a part and permutations are not supported."""
    with pytest.raises(ValueError, match="Not a part of a template"):
        Grammar({}).part("a [{list}] b")
