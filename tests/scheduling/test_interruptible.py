"""Interruptible runs against a search over every minute."""

from functools import cache
from random import Random
from typing import NamedTuple

import pytest

from .groups import broken, hours, problem_of
from custom_components.hushwatt.scheduling.interruptible import (
    least_cost,
    pieces_of,
    place,
)
from custom_components.hushwatt.scheduling.minutes import span_minutes
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.scheduling.segments import Piece
from custom_components.hushwatt.scheduling.timeline import COST_UNITS, Timeline
from tests import full_run


class Case(NamedTuple):
    """A run to place."""

    pieces: list[Piece]
    duration: int
    shortest: int
    forbidden: int


def case(seed: int) -> Case:
    """Return a small case, some with minutes that are demanded."""
    random = Random(seed)
    pieces, now = [], random.randint(0, 3)
    for _ in range(random.randint(1, 7)):
        length = random.randint(1, 6)
        demanded = random.random() < 0.1
        pieces.append(Piece(now, now + length, random.randint(-2, 4), demanded))
        now += length
        if random.random() < 0.25:
            now += random.randint(1, 4)
    forbidden = 0
    if random.random() < 0.5:
        start = random.randint(0, now)
        forbidden = span_minutes(start, start + random.randint(1, 8))
    return Case(pieces, random.randint(1, 14), random.randint(1, 5), forbidden)


def best_by_minutes(case: Case) -> tuple[int, list[Span]] | None:
    """Return the least cost and the run, by a decision in every minute.

    At equal cost the fewest segments, then running rather than not in the
    first minute in which two runs differ.
    """
    rates = {t: p.rate for p in case.pieces for t in range(p.start, p.end)}
    demanded = {t for p in case.pieces if p.demanded for t in range(p.start, p.end)}
    shortest, end = min(case.shortest, case.duration), max(rates) + 1

    @cache
    def rest(
        minute: int, left: int, ran: int, begun: bool
    ) -> tuple[int, int, tuple[int, ...]] | None:
        """Return cost, segments and idle minutes (1) of the best rest."""
        if minute == end:
            return None if left or 0 < ran < shortest else (0, 0, ())
        found = []
        if (ran in (0, shortest)) and minute not in demanded:
            idle = rest(minute + 1, left, 0, begun)
            if idle is not None:
                found.append((idle[0], idle[1], (1, *idle[2])))
        may_begin = ran or begun or not case.forbidden >> minute & 1
        if left and minute in rates and may_begin:
            running = rest(minute + 1, left - 1, min(ran + 1, shortest), True)
            if running is not None:
                cost = running[0] + rates[minute]
                found.append((cost, running[1] + (not ran), (0, *running[2])))
        return min(found, default=None)

    best = rest(0, case.duration, 0, False)
    if best is None:
        return None
    spans: list[Span] = []
    for minute, idle in enumerate(best[2]):
        if not idle and spans and spans[-1].end == minute:
            spans[-1] = Span(spans[-1].start, minute + 1)
        elif not idle:
            spans.append(Span(minute, minute + 1))
    return best[0], spans


@pytest.mark.parametrize("seed", range(20000 if full_run() else 600))
def test_nothing_is_cheaper_less_cut_or_earlier(seed: int) -> None:
    """To the minute, with holes, forbidden first starts and demanded minutes."""
    given = case(seed)
    expected = best_by_minutes(given)
    found = place(*given)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.cost, list(found.spans)) == expected
        bound = least_cost(given.pieces, given.duration, given.shortest)
        assert bound is not None
        assert bound <= found.cost


def test_the_cheapest_hours_are_filled() -> None:
    """In two segments, the odd minutes at the cheaper end."""
    timeline = Timeline(
        problem_of([broken("a", 90)], hours(0.3, 0.1, 0.4, 0.1, 0.2, length=60))
    )
    found = place(pieces_of(timeline, 10**9, timeline.open), 90, 30)
    assert found is not None
    assert found.spans == (Span(60, 120), Span(180, 210))
    assert found.cost == COST_UNITS * 15 // 100


def test_a_run_shorter_than_a_segment_is_one() -> None:
    """Nothing can be cut off it."""
    found = place([Piece(0, 10, 3), Piece(10, 20, 1)], 5, 30)
    assert found is not None
    assert found.spans == (Span(10, 15),)


def test_too_few_minutes_are_no_way() -> None:
    """Nor are stretches that are all too short, nor more demanded than there is to run."""
    assert place([Piece(0, 10, 1)], 11, 1) is None
    assert place([Piece(0, 4, 1), Piece(5, 9, 1)], 8, 5) is None
    assert place([Piece(0, 10, 1, demanded=True)], 5, 1) is None
    assert place([], 5, 1) is None
    assert least_cost([], 5, 1) is None


def test_what_is_left_over_must_be_a_segment_too() -> None:
    """Seven minutes in segments of three fit into five and four; of four into eight only."""
    assert place([Piece(0, 5, 1), Piece(6, 10, 1)], 7, 3) is not None
    assert place([Piece(0, 5, 1), Piece(6, 10, 1)], 7, 4) is None


def test_a_week_of_noisy_quarters_is_a_matter_of_moments() -> None:
    """The price per minute leaves few ways to look at."""
    random = Random(5)
    pieces = [
        Piece(at * 15, at * 15 + 15, random.randint(100, 400) * 10**15)
        for at in range(672)
    ]
    found = place(pieces, 611, 30)
    assert found is not None
    assert sum(span.end - span.start for span in found.spans) == 611
    assert all(span.end - span.start >= 30 for span in found.spans)
