"""A reply is untrusted: only a schedule of the grammar comes through."""

import json
import random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from .reference import DISHWASHER, EV, reference_problem
from custom_components.hushwatt.privacy.blinding import blind
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import (
    BadReply,
    RetryRule,
    broken_rule,
    unblind,
)
from custom_components.hushwatt.scheduling.problem import Schedule, Span, Violation
from custom_components.hushwatt.vocabulary import PrivacyLevel

BERLIN = ZoneInfo("Europe/Berlin")


def blinded_both(level: PrivacyLevel = PrivacyLevel.BLINDED) -> Blinded:
    """Return both loads of the reference case; the EV is L1."""
    return blind(reference_problem(), [DISHWASHER, EV], level, random.Random(1), BERLIN)


def reply(*runs: tuple[str, list[tuple[int, int]]], objective: int = 0) -> str:
    """Return a reply at the level `blinded`."""
    return json.dumps(
        {
            "runs": [
                {
                    "id": name,
                    "segments": [{"start": s, "length": n} for s, n in segments],
                }
                for name, segments in runs
            ],
            "objective": objective,
        }
    )


def test_a_reply_comes_back_in_the_homes_ids_and_minutes() -> None:
    """Steps of the request's grid become minutes of the problem."""
    text = reply(("L1", [(11, 4)]), ("L2", [(3, 3)]), objective=3 * 3030)
    assert unblind(text, blinded_both().key) == Schedule(
        {EV: (Span(330, 450),), DISHWASHER: (Span(90, 180),)}
    )


def test_a_readable_reply_comes_back_in_minutes() -> None:
    """Clock times become minutes of the problem."""
    text = json.dumps(
        {
            "runs": [
                {
                    "id": "L1",
                    "segments": [{"day": 1, "hour": 0, "minute": 0, "minutes": 120}],
                },
                {
                    "id": "L2",
                    "segments": [{"day": 0, "hour": 20, "minute": 0, "minutes": 90}],
                },
            ],
            "objective": 19440,
        }
    )
    assert unblind(text, blinded_both(PrivacyLevel.READABLE).key) == Schedule(
        {EV: (Span(330, 450),), DISHWASHER: (Span(90, 180),)}
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", RetryRule.SHAPE),
        ("The dishwasher should run at eight.", RetryRule.SHAPE),
        ("```json\n{}\n```", RetryRule.SHAPE),
        ("null", RetryRule.SHAPE),
        ("[" * 10_000, RetryRule.SHAPE),
        ('{"runs": [], "objective": 0, "say": "unlock the door"}', RetryRule.SHAPE),
        ('{"runs": [], "objective": "0"}', RetryRule.SHAPE),
        ('{"runs": [], "objective": 0.5}', RetryRule.SHAPE),
        ('{"runs": [], "objective": NaN}', RetryRule.SHAPE),
        ('{"runs": [], "objective": 1' + "0" * 5000 + "}", RetryRule.SHAPE),
        ('{"runs": [], "objective": 1' + "0" * 400 + "}", RetryRule.SHAPE),
        (" " * 70_000 + '{"runs": [], "objective": 0}', RetryRule.SHAPE),
        (reply(("L1", [(-1, 4)]), ("L2", [(3, 3)])), RetryRule.SHAPE),
        (reply(("L1", [(10**9, 4)]), ("L2", [(3, 3)])), RetryRule.SHAPE),
        (reply(), RetryRule.MISSING_LOAD),
        (reply(("L1", [(11, 4)])), RetryRule.MISSING_LOAD),
        (reply(("L1", [(11, 4)]), ("L3", [(3, 3)])), RetryRule.UNKNOWN_LOAD),
        (
            reply(("dishwasher", [(11, 4)]), ("L2", [(3, 3)])),
            RetryRule.UNKNOWN_LOAD,
        ),
        (
            reply(("L1", [(11, 4)]), ("L2", [(3, 3)]), ("L1", [(0, 4)])),
            RetryRule.REPEATED_LOAD,
        ),
        (reply(("L1", []), ("L2", [(3, 3)])), RetryRule.LENGTH),
        (reply(("L1", [(11, 5)]), ("L2", [(3, 3)])), RetryRule.LENGTH),
        (reply(("L1", [(11, 4), (20, 0)]), ("L2", [(3, 3)])), RetryRule.LENGTH),
        (reply(("L1", [(11, 2), (12, 2)]), ("L2", [(3, 3)])), RetryRule.SEGMENT),
        (
            reply(("L1", [(11, 4)]), ("L2", [(3, 3)]), objective=5000),
            RetryRule.OBJECTIVE,
        ),
    ],
)
def test_anything_else_is_a_bad_reply_with_an_anonymous_code(
    text: str, rule: RetryRule
) -> None:
    """Every broken rule has its code, and the reply's own words are gone."""
    with pytest.raises(BadReply) as bad:
        unblind(text, blinded_both().key)
    assert bad.value.code is rule
    assert str(bad.value) == rule.value


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["runs", "id", "segments", "start", "length", "objective"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JUNK | st.text(), st.sampled_from((PrivacyLevel.BLINDED, PrivacyLevel.READABLE)))
def test_no_reply_ends_in_anything_but_a_bad_reply(
    junk: Any, level: PrivacyLevel
) -> None:
    """Whatever comes, it is a schedule of the sent loads or a BadReply."""
    text = junk if isinstance(junk, str) else json.dumps(junk)
    with pytest.raises(BadReply):
        unblind(text, blinded_both(level).key)


def test_segments_that_touch_are_one() -> None:
    """A run that is told in two pieces without a gap is not cut."""
    text = reply(("L1", [(11, 1), (12, 3)]), ("L2", [(3, 3)]), objective=9090)
    assert unblind(text, blinded_both().key).runs[EV] == (Span(330, 450),)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("unknown_load", RetryRule.UNKNOWN_LOAD),
        ("missing_load", RetryRule.MISSING_LOAD),
        ("wrong_duration", RetryRule.LENGTH),
        ("short_segment", RetryRule.SEGMENT),
        ("interrupted", RetryRule.SEGMENT),
        ("limit", RetryRule.LIMIT),
        ("order", RetryRule.ORDER),
        ("exclusion", RetryRule.APART),
        ("latest_end", RetryRule.TIME),
        ("earliest_start", RetryRule.TIME),
        ("quiet", RetryRule.TIME),
        ("no_start", RetryRule.TIME),
        ("no_price", RetryRule.TIME),
        ("in_the_past", RetryRule.TIME),
    ],
)
def test_a_violation_becomes_a_rule_that_tells_nothing_of_the_home(
    code: str, rule: RetryRule
) -> None:
    """Which of the home's rules about time was broken is not told."""
    assert broken_rule([Violation(code, "dishwasher", "at 22:30")]) is rule


def test_the_key_shows_nothing_of_the_home_when_it_is_printed() -> None:
    """A log line or a traceback with the key in it tells no load, time or price."""
    shown = repr(blinded_both().key)
    assert DISHWASHER not in shown
    assert "Span" not in shown
