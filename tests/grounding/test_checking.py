"""Tests of the check that a wording must pass."""

from collections.abc import Mapping
import re

from hypothesis import HealthCheck, assume, given, settings, strategies as st
import pytest

from .recommendations import TAGS, answers, home, later, now, without_run
from .wordings import LATER_FALSE, LATER_TRUE, NOW_FALSE, NOW_TRUE
from custom_components.hushwatt.grounding.checking import check_wording
from custom_components.hushwatt.grounding.saying import say, say_verdict
from custom_components.hushwatt.grounding.telling import Telling
from custom_components.hushwatt.vocabulary import (
    Household,
    PlannedRun,
    Reason,
    Recommendation,
    Verdict,
)

LATER = (Verdict.RUN_LATER,)

type Answer = tuple[Recommendation, Household]


def flat[Case](cases: Mapping[str, tuple[Case, ...]]) -> list[tuple[str, Case]]:
    """Return cases with their language."""
    return [(tag, case) for tag, each in cases.items() for case in each]


def codes(text: str, recommendation: Recommendation) -> set[str]:
    """Return the codes of what is wrong with a wording."""
    found = check_wording(text, recommendation, home(recommendation.language))
    return {fault.code.value for fault in found}


@given(answers())
def test_every_template_answer_passes(answer: Answer) -> None:
    """What the templates say is true of its plan."""
    text = say(*answer)
    assert check_wording(text, *answer) == (), text


@pytest.mark.parametrize(("tag", "text"), flat(LATER_TRUE))
def test_other_true_words_for_later_pass(tag: str, text: str) -> None:
    """A model may say the same in its own words."""
    assert check_wording(text, later(tag), home(tag)) == ()


@pytest.mark.parametrize(("tag", "text"), flat(NOW_TRUE))
def test_other_true_words_for_now_pass(tag: str, text: str) -> None:
    """A model may say the same in its own words."""
    assert check_wording(text, now(tag), home(tag)) == ()


@pytest.mark.parametrize(("tag", "case"), flat(LATER_FALSE))
def test_false_words_for_later_fail(tag: str, case: tuple[str, str]) -> None:
    """What is not the plan's is found, and called what it is."""
    text, code = case
    assert code in codes(text, later(tag))


@pytest.mark.parametrize(("tag", "case"), flat(NOW_FALSE))
def test_false_words_for_now_fail(tag: str, case: tuple[str, str]) -> None:
    """What is not the plan's is found, and called what it is."""
    text, code = case
    assert code in codes(text, now(tag))


@given(answers(alone=True), st.data())
def test_a_changed_figure_fails(answer: Answer, data: st.DataObject) -> None:
    """No digit of a time or an amount can be another one."""
    recommendation, household = answer
    text = say(*answer)
    core = say_core(*answer)
    digits = [match.start() for match in re.finditer(r"\d", core)]
    at = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    changed = text[:at] + digit + text[at + 1 :]
    assert check_wording(changed, recommendation, household), changed


@given(answers(alone=True, verdicts=LATER))
def test_swapped_start_and_end_fail(answer: Answer) -> None:
    """The start is not said to be the end, nor the end the start."""
    recommendation, household = answer
    told = Telling.of(*answer).run(run_of(recommendation))
    assume(told["start"] not in told["end"] and told["end"] not in told["start"])
    text = swapped(say(*answer), told["start"], told["end"])
    assert check_wording(text, recommendation, household), text


# Many answers say only one of the two.
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(answers(alone=True, verdicts=LATER, reasons=(Reason.CHEAPER_LATER,)))
def test_swapped_amounts_fail(answer: Answer) -> None:
    """The cost later is not said to be the cost now."""
    recommendation, household = answer
    told = Telling.of(*answer).run(run_of(recommendation))
    text = say(*answer)
    assume(told["cost_now"] in text and told["cost"] in text)
    assume(told["cost"] not in told["cost_now"])
    assume(told["cost_now"] not in told["cost"])
    assume(len({told["cost"], told["cost_now"], told["saving"]}) == 3)
    assert check_wording(
        swapped(text, told["cost"], told["cost_now"]), recommendation, household
    )


@given(answers(alone=True))
def test_the_other_verdict_first_fails(answer: Answer) -> None:
    """Now is not said where later was meant, nor later where now was."""
    recommendation, household = answer
    tag = recommendation.language
    other = now(tag) if recommendation.verdict is Verdict.RUN_LATER else later(tag)
    opening = say(other, home(tag)).split(":", maxsplit=1)[0]
    text = opening + ":" + say(*answer).split(":", maxsplit=1)[1]
    assert "verdict" in {
        fault.code.value for fault in check_wording(text, recommendation, household)
    }


@pytest.mark.parametrize("tag", TAGS)
def test_another_language_fails(tag: str) -> None:
    """An answer in another language than the question's is not given."""
    for other in TAGS:
        if other.split("-", maxsplit=1)[0] != tag.split("-", maxsplit=1)[0]:
            text = say(later(other), home(other))
            assert codes(text, later(tag))


@pytest.mark.parametrize("reason", [Reason.FINISHED, Reason.CONFLICT, Reason.NO_PRICES])
def test_without_a_plan_only_the_template_passes(reason: Reason) -> None:
    """Where there is nothing to word, nothing is reworded."""
    recommendation = without_run(reason)
    text = say(recommendation, home())
    assert codes(text, recommendation) == set()
    assert codes(text + " So there.", recommendation) == {"not_the_template"}


def say_core(recommendation: Recommendation, household: Household) -> str:
    """Return an answer without the sentences that code adds after it."""
    return say_verdict(Telling.of(recommendation, household))


def run_of(recommendation: Recommendation) -> PlannedRun:
    """Return the run of the appliance asked about."""
    assert recommendation.run is not None
    return recommendation.run


def swapped(text: str, one: str, other: str) -> str:
    """Return a text with two parts of it in each other's place."""
    return text.replace(one, "\0").replace(other, one).replace("\0", other)
