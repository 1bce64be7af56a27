"""The table says what was measured, and when a goal was missed."""

import json
from math import inf

import pytest

from benchmarks.page import BEGIN, END, PAGE, machine, with_table
from benchmarks.rows import Row, bounded, compared
from benchmarks.table import HEADINGS, MET, as_json, as_markdown, as_text, summary

ROWS = [
    bounded("a slice", 4.9, below=5),
    bounded("a long slice", 5.0, below=5),
    compared("faster", 2.0, 40.0, times=20),
    compared("not fast enough", 2.0, 39.0, times=20),
    compared("no peer here", 2.0, None, times=20),
    Row(name="no goal", ours=12345.6, unit="tokens"),
    Row(name="nothing", ours=0.0, peer=1.0, ratio=inf),
]


def test_goals_are_met_missed_or_undecided() -> None:
    """A bound is missed when it is reached; without a peer nothing is decided."""
    met = [True, False, True, False, None, None, None]
    assert [row.met for row in ROWS] == met
    assert summary(ROWS) == "2 goals met, 2 not, 1 undecided for want of a peer"


def test_the_json_is_a_list_of_rows() -> None:
    """With the fields that the issue names, and null for what is no number."""
    rows = json.loads(as_json(ROWS))
    assert len(rows) == len(ROWS)
    keys = {"name", "ours", "peer", "unit", "ratio", "goal", "met"}
    assert all(row.keys() == keys for row in rows)
    assert rows[3]["met"] is False
    assert rows[-1]["ratio"] is None


def test_a_terminal_shows_all_of_it() -> None:
    """One line for each row, with three digits that count."""
    lines = as_text(ROWS).splitlines()
    assert len(lines) == len(ROWS) + 1
    assert lines[2].split() == [
        "a",
        "long",
        "slice",
        "5.00",
        "ms",
        "under",
        "5",
        "ms",
        "no",
    ]
    assert "12,346 tokens" in lines[6]
    assert "∞x" in lines[7]


def test_the_table_goes_into_the_page_and_nothing_else_changes() -> None:
    """Again and again, with the machine that it was measured on."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = with_table(page, ROWS, ["No rows of EMHASS."])
    assert once == with_table(once, ROWS, ["No rows of EMHASS."])
    assert once.startswith("before\n") and once.endswith("\nafter\n")
    assert "old" not in once
    for told in (machine(), as_markdown(ROWS), "No rows of EMHASS."):
        assert told in once


def test_a_page_without_a_place_is_not_written() -> None:
    """It says so."""
    with pytest.raises(ValueError, match="no place"):
        with_table("no marks", ROWS, [])


def test_the_table_in_the_docs_is_one_that_the_script_wrote() -> None:
    """It tells its machine, and each row has all its cells."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"{BEGIN}\n")
    body, end, _ = rest.partition(END)
    assert end
    told, table = body.split("\n\n")[:2]
    assert told.startswith("Measured on 20")
    for word in ("processors", "Python 3.14", "Home Assistant 202", "goals met"):
        assert word in told
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.strip().splitlines()
    ]
    assert lines[0] == list(HEADINGS)
    assert len(lines) > 30
    assert {len(line) for line in lines} == {len(HEADINGS)}
    for name, ours, *_, goal, met in lines[2:]:
        assert name and ours
        assert met in MET.values()
        assert bool(goal) or not met
