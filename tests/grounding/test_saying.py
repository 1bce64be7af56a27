"""Tests of the answer for those who may pass it on."""

from hypothesis import given
import pytest

from .recommendations import TAGS, answers, home, later, rule, without_run
from custom_components.hushwatt.grounding.describing import describe_rules
from custom_components.hushwatt.grounding.languages import language_for
from custom_components.hushwatt.grounding.saying import say, say_outside
from custom_components.hushwatt.vocabulary import (
    ConstraintKind,
    Household,
    Reason,
    Recommendation,
)


def rules_of(found: Recommendation, household: Household) -> list[str]:
    """Return every rule that an answer could name, in its language."""
    named = [*found.conflicts, *([found.relaxed] if found.relaxed else [])]
    language = language_for(found.language)
    return [describe_rules([one], household, language, about=None) for one in named] + [
        describe_rules([one], household, language, about=found.appliance)
        for one in named
    ]


@given(answers())
def test_no_rule_of_the_household_goes_out(
    asked: tuple[Recommendation, Household],
) -> None:
    """Whatever is advised, in whatever language."""
    found, household = asked
    said = say_outside(found, household)
    assert not [one for one in rules_of(found, household) if one in said]
    assert not said.endswith("?")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("reason", [Reason.CONFLICT, Reason.DEADLINE_UNREACHABLE])
def test_a_conflict_is_told_without_its_rules(tag: str, reason: Reason) -> None:
    """The full answer names them."""
    found = without_run(reason, tag, conflicts=(rule(),))
    named = rules_of(found, home(tag))[-1]
    assert named in say(found, home(tag))
    assert named not in say_outside(found, home(tag))


@pytest.mark.parametrize("tag", TAGS)
def test_a_deadline_that_moved_is_told_all_the_same(tag: str) -> None:
    """Never silently, though not which one it is."""
    found = later(tag, relaxed=rule(ConstraintKind.FINISH_BY))
    plain = say_outside(later(tag), home(tag))
    assert say_outside(found, home(tag)).startswith(plain)
    assert say_outside(found, home(tag)) != plain
