"""The cheapest way to cut one run into segments, exact to the minute.

Among all ways to run `duration` minutes in segments of at least `shortest`, a
cheapest one with the fewest segments is a vertex of a small linear system: each
segment has both ends on an edge (where the price or the permission changes), or
is exactly `shortest` long with one end on an edge; only one segment, the odd
one, may have its other end elsewhere, and it takes up what is left of the
duration. So the search needs segments of the first two kinds before and after
the odd one, and none of the minutes between the edges.

It is a label search from both sides of the odd segment. A price per minute of
running (the multiplier of the duration) gives each label a lower bound; labels
above a budget are dropped, and the budget grows until a way is found, which is
then the best.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .labels import Label, LabelSearch
from .minutes import Minutes, stretches
from .problem import Span
from .segments import (
    GIFT,
    WEIGHT,
    Layout,
    Piece,
    best_multiplier,
    regions_of,
    start_edges,
)
from .timeline import Timeline


class Placement(NamedTuple):
    """A way to run: its cost in cost units and its segments, ascending."""

    cost: int
    spans: tuple[Span, ...]


def pieces_of(timeline: Timeline, power: int, allowed: Minutes) -> list[Piece]:
    """Return the allowed minutes as pieces with what drawing `power` alone costs."""
    return [
        Piece(start, end, cell.rate(power))
        for stretch in stretches(allowed)
        for cell, start, end in timeline.cells_between(stretch.start, stretch.end)
    ]


def place(
    pieces: Sequence[Piece], duration: int, shortest: int, forbidden_starts: Minutes = 0
) -> Placement | None:
    """Return the cheapest way to run `duration` minutes, None when there is none.

    `pieces` are ascending and do not overlap. Every segment lasts `shortest`
    minutes or more (`duration`, if that is less); the first does not start in
    `forbidden_starts`. At equal cost the fewest segments, then the earliest
    first segment, then the longest first segment, and so on with the next.
    """
    laid = _laid_out(pieces, duration, shortest, forbidden_starts)
    if laid is None:
        return None
    layout, gifts = laid
    bound, price = best_multiplier(layout, duration)
    rates = [piece.rate for region in layout.regions for piece in region]
    step = max((max(rates) - min(rates)) * layout.shortest * WEIGHT // 1024, 16)
    dearest = duration * (max(rates) * WEIGHT + 1) - gifts
    search = LabelSearch(layout, duration, price, forbidden_starts)
    # The bound itself is seldom reached.
    while True:
        bound, step = bound + step, step * 4
        found = search.best(bound)
        if found is not None and found[0] <= dearest:
            return _placement(found, gifts)
        if bound >= dearest:
            return None


def least_cost(pieces: Sequence[Piece], duration: int, shortest: int) -> int | None:
    """Return a lower bound of the cost of `place`, found much faster.

    None when there are too few minutes.
    """
    laid = _laid_out(pieces, duration, shortest, 0)
    if laid is None:
        return None
    layout, gifts = laid
    return (best_multiplier(layout, duration)[0] + gifts) // WEIGHT


def _laid_out(
    pieces: Sequence[Piece], duration: int, shortest: int, forbidden_starts: Minutes
) -> tuple[Layout, int] | None:
    """Return the layout of the pieces and the gifts in them, None when they are too few."""
    shortest = min(shortest, duration)
    regions = regions_of(pieces, shortest)
    minutes = sum(region[-1].end - region[0].start for region in regions)
    given = sum(piece.end - piece.start for piece in pieces if piece.demanded)
    if minutes < duration or given > duration:
        return None
    return Layout(regions, start_edges(forbidden_starts), shortest), given * GIFT


def _placement(label: Label, gifts: int) -> Placement:
    """Return a complete label as a placement; segments that touch are one."""
    value, key = label
    spans: list[Span] = []
    for start, end in zip(key[::2], key[1::2], strict=True):
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, -end)
        else:
            spans.append(Span(start, -end))
    return Placement((value + gifts) // WEIGHT, tuple(spans))
