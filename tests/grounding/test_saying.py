"""Tests of the templates: what is said of differences, and the answer for those who may pass it on."""

from dataclasses import replace

from hypothesis import given
import pytest

from .recommendations import NOW, TAGS, answers, home, later, rule, without_run
from custom_components.hushwatt.grounding.checking import check_wording
from custom_components.hushwatt.grounding.describing import describe_rules
from custom_components.hushwatt.grounding.languages import language_for
from custom_components.hushwatt.grounding.saying import say, say_outside
from custom_components.hushwatt.grounding.telling import Telling
from custom_components.hushwatt.grounding.texts import Text
from custom_components.hushwatt.vocabulary import (
    Alternative,
    ConstraintKind,
    Degraded,
    Household,
    PlanSource,
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


@pytest.mark.parametrize("tag", TAGS)
def test_a_disagreement_is_one_short_clause_where_the_cheaper_plan_is_given(
    tag: str,
) -> None:
    """Nobody hears of an agreement; of a dearer plan that is shown, what it costs more."""
    house = home(tag)
    language = language_for(tag)
    clause = language.say(Text.DISAGREED)
    assert clause not in say(later(tag), house)
    assert clause not in say(later(tag, agreed=True), house)
    differing = later(tag, agreed=False)
    assert say(differing, house).endswith(clause)
    assert len(clause) < 90
    assert check_wording(say(differing, house), differing, house) == ()
    replaced = replace(differing, degraded=(Degraded.CLOUD_DEARER,))
    assert say(replaced, house).endswith(clause)
    assert replaced.plan is not None
    shown = replace(
        replaced, plan=replace(replaced.plan, source=PlanSource.CLOUD, gap=0.1)
    )
    assert clause not in say(shown, house)
    assert "0" in say(shown, house).rpartition(". ")[2]


@pytest.mark.parametrize("tag", TAGS)
def test_what_could_be_given_up_is_said_as_a_possibility(tag: str) -> None:
    """With the rule and the time, after the verdict; it is a statement."""
    house = home(tag)
    instead = Alternative(without=(rule(),), start=NOW.replace(hour=19))
    for advice in (
        without_run(Reason.CONFLICT, tag, conflicts=(rule(),), instead=instead),
        later(tag, instead=instead),
    ):
        said = say(advice, house)
        telling = Telling.of(advice, house)
        assert telling.moment(instead.start) in said
        assert telling.rules(rule()) in said
        assert not said.endswith("?")
        assert check_wording(said, advice, house) == ()


@pytest.mark.parametrize("tag", TAGS)
def test_what_could_be_given_up_is_not_passed_on(tag: str) -> None:
    """It comes from notes."""
    instead = Alternative(without=(rule(),), start=NOW.replace(hour=19))
    advice = without_run(Reason.CONFLICT, tag, conflicts=(rule(),), instead=instead)
    bare = without_run(Reason.CONFLICT, tag)
    assert say_outside(advice, home(tag)) == say_outside(bare, home(tag))
