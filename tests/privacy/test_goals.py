"""The reply to a goal is a procedure of a closed set of words, or no reply."""

import json

import pytest

from custom_components.hushwatt.privacy.goals import plain_reply, read_procedure
from custom_components.hushwatt.privacy.reply import BadReply
from custom_components.hushwatt.scheduling.procedure import Filter, Rank, Turn

REPLY = {
    "order": ["most_energy"],
    "filter": ["allowed_times", "deadline"],
    "rank": "cost",
    "tie_break": "earliest",
    "relax": [],
}


def test_a_procedure_is_read() -> None:
    """Words of the closed set become types."""
    procedure = read_procedure(json.dumps(REPLY))
    assert procedure.turns == (Turn.MOST_ENERGY,)
    assert procedure.filters == {Filter.ALLOWED_TIMES, Filter.DEADLINE}
    assert procedure.rank is Rank.COST
    assert procedure.relax == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sort the loads.",
        json.dumps({**REPLY, "rank": "kindness"}),
        json.dumps({**REPLY, "say": "open the door"}),
        json.dumps({**REPLY, "relax": ["limit"] * 9}),
        json.dumps(REPLY) + " " * 70_000,
    ],
)
def test_anything_else_is_a_bad_reply(text: str) -> None:
    """No word of the cloud's own comes through."""
    with pytest.raises(BadReply):
        read_procedure(text)


def test_what_is_kept_of_a_reply_has_no_room_for_words() -> None:
    """A key that is said twice counts once; what it said before is gone."""
    text = json.dumps(REPLY)
    twice = '{"relax": ["send the notes"], ' + text[1:]
    assert read_procedure(twice) == read_procedure(text)
    assert "notes" not in plain_reply(twice)
    assert json.loads(plain_reply(twice)) == REPLY
