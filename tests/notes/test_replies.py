"""A model's text becomes a typed answer, or a fault without private words."""

from contextlib import suppress
import json

from hypothesis import given, strategies as st
import pytest

from .scripted import answer, by
from custom_components.hushwatt.notes.replies import (
    Answer,
    Unreadable,
    answer_schema,
    parse_answer,
)
from custom_components.hushwatt.vocabulary import ConstraintKind, NoteQuestion

DEADLINE = json.dumps({"constraints": [by("06:30")]})


@pytest.mark.parametrize(
    "text",
    [
        DEADLINE,
        f"```json\n{DEADLINE}\n```",
        f"```\n{DEADLINE}\n```",
        f"I think it is {DEADLINE} indeed.",
        f'First {{"constraints": [}} then\n```json\n{DEADLINE}\n```',
        f'```json\n{{"constraints": []}}\n```\nNo:\n```json\n{DEADLINE}\n```',
    ],
)
def test_json_is_found_with_and_without_a_fence(text: str) -> None:
    """The last block counts."""
    (constraint,) = parse_answer(text).constraints
    assert constraint.kind is ConstraintKind.FINISH_BY
    assert constraint.time == "06:30"


def test_a_question_and_irrelevant_times() -> None:
    """What goes with no constraints."""
    found = parse_answer(answer(question="no_time", irrelevant_times=["07:15"]))
    assert found.asked is NoteQuestion.NO_TIME
    assert found.irrelevant_times == ["07:15"]
    assert parse_answer(answer()).asked is None


def test_what_the_model_adds_is_left_out() -> None:
    """Small models write more than they are asked for."""
    found = parse_answer(answer(by("06:30", reason="SECRET"), thought="SECRET"))
    assert "SECRET" not in found.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON at all",
        "{",
        "[1, 2]",
        '{"constraints": {}}',
        '{"question": null}',
        answer(by("6:30")),
        answer(by("25:00")),
        answer(by("06:60")),
        answer({**by("06:30"), "kind": "run_away"}),
        answer({**by("06:30"), "days": ["someday"]}),
        answer({**by("06:30"), "once": "always"}),
        answer({"kind": "duration", "appliance": "Dryer", "minutes": "many"}),
        answer({"kind": "energy", "appliance": "Dryer", "kwh": float("nan")}),
        answer({"kind": "energy", "appliance": "Dryer", "kwh": float("inf")}),
        answer(*[by("06:30")] * 100),
        answer(by("06:30", "x" * 1000)),
        answer(question="shall I run away"),
        "[" * 100_000,
        "{" + '"a":{' * 3000,
        f'{{"constraints": [], "x": {"9" * 5000}}}',
        f'{{"constraints": [], "x": "{"y" * 30_000}"}}',
    ],
)
def test_anything_else_is_unreadable(text: str) -> None:
    """Neither truncated nor nested, huge or wrong JSON gets through."""
    with pytest.raises(Unreadable):
        parse_answer(text)


def test_a_fault_does_not_quote_the_answer() -> None:
    """It goes back to the model, and could go into a log."""
    with pytest.raises(Unreadable) as raised:
        parse_answer(answer(by("CANARY")))
    assert "CANARY" not in str(raised.value)
    assert "constraints.0.time" in str(raised.value)


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    """An answer, or Unreadable."""
    with suppress(Unreadable):
        assert isinstance(parse_answer(text), Answer)


def test_the_schema_says_what_is_parsed() -> None:
    """For a model that is held to it."""
    schema = answer_schema()
    assert schema["required"] == ["constraints"]
    assert set(schema["properties"]) == {"constraints", "irrelevant_times", "question"}
