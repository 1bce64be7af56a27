"""Which loads can get in each other's way, and so must be placed together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .costs import Freedom, freedom_of
from .minutes import Minutes, first_minute, members, run_minutes
from .preparing import prepare
from .problem import Problem
from .timeline import Cell, Timeline

# Beyond so many loads in one minute, sets of powers are no longer listed.
_MOST_SUMS = 1 << 12


def coupled_groups(problem: Problem) -> tuple[frozenset[str], ...]:
    """Return the load ids in groups that can share a binding coupling.

    The limit couples loads that can run in a minute in which their powers,
    with the fixed loads, can exceed it; an exclusion those that can run in the
    same minute; an order those of which the second could start before the
    first has ended; a surplus those that can run in a window where it is less
    than they can draw and priced differently. Loads of different groups never
    change each other's best run. Groups are in the order of their first load.
    Raises ValueError for a problem that means nothing.
    """
    problem = prepare(problem)
    timeline = Timeline(problem)
    freedoms = [freedom_of(timeline, load) for load in problem.loads]
    return tuple(frozenset(group) for group in grouped(problem, timeline, freedoms))


def grouped(
    problem: Problem, timeline: Timeline, freedoms: Sequence[Freedom]
) -> list[list[str]]:
    """Return the groups of `coupled_groups`, each in the order of the problem."""
    group = {freedom.load.id: freedom.load.id for freedom in freedoms}

    def root(load_id: str) -> str:
        while group[load_id] != load_id:
            load_id = group[load_id]
        return load_id

    for rivals in (*_paired(problem, freedoms), *_crowded(timeline, freedoms)):
        for one, other in pairwise(rivals):
            group[root(other)] = root(one)
    found: dict[str, list[str]] = {}
    for load_id in group:
        found.setdefault(root(load_id), []).append(load_id)
    return list(found.values())


def _paired(problem: Problem, freedoms: Sequence[Freedom]) -> Iterator[tuple[str, str]]:
    """Return the pairs that an exclusion or an order can bind."""
    by_id = {freedom.load.id: freedom for freedom in freedoms}
    for exclusion in problem.exclusions:
        if by_id[exclusion.one].minutes & by_id[exclusion.other].minutes:
            yield exclusion.one, exclusion.other
    for order in problem.orders:
        first, then = by_id[order.first].minutes, by_id[order.then].minutes
        if first and then and first.bit_length() > first_minute(then):
            yield order.first, order.then


def _crowded(timeline: Timeline, freedoms: Sequence[Freedom]) -> Iterator[list[str]]:
    """Return the loads that the limit or a surplus can couple, while by while."""
    most = sum(freedom.power for freedom in freedoms)
    cells = [cell for cell in timeline.cells if _can_couple(timeline, cell, most)]
    drawing = [(freedom.load.id, _powers(freedom)) for freedom in freedoms]
    cuts = _cuts(cells, (minutes for _, powers in drawing for _, minutes in powers))
    seen: set[tuple[object, ...]] = set()
    at = 0
    for cut in cuts:
        while at < len(cells) and cells[at].end <= cut:
            at += 1
        if at == len(cells) or cells[at].start > cut:
            continue
        rivals = [
            (load_id, drawn)
            for load_id, powers in drawing
            if (drawn := _drawn_at(powers, cut))
        ]
        cell = cells[at]
        key = (cell.fixed, cell.shared, cell.surplus, *rivals)
        if key not in seen:
            seen.add(key)
            yield from _rivals(timeline, cell, rivals)


def _can_couple(timeline: Timeline, cell: Cell, most: int) -> bool:
    """Return whether loads drawing `most` together would feel each other in a cell."""
    return not timeline.fits(cell.fixed, most) or (cell.shared and most > cell.surplus)


def _powers(freedom: Freedom) -> list[tuple[int, Minutes]]:
    """Return each power of the load with the minutes in which it can draw it."""
    if freedom.load.interruptible:
        return [(freedom.power, freedom.minutes)]
    return [
        (power, run_minutes(freedom.starts << start, end - start))
        for start, end, power in freedom.phases
    ]


def _drawn_at(powers: Iterable[tuple[int, Minutes]], minute: int) -> frozenset[int]:
    """Return the powers above 0 that can be drawn in a minute."""
    return frozenset(
        power for power, minutes in powers if power and minutes >> minute & 1
    )


def _cuts(cells: Sequence[Cell], drawing: Iterable[Minutes]) -> list[int]:
    """Return the minutes at which what can be drawn, or what couples, changes."""
    cuts = {cells[0].start} if cells else set()
    for one, other in pairwise(cells):
        if (
            one.end != other.start
            or one.surplus
            or other.surplus
            or one.fixed != other.fixed
        ):
            cuts.add(other.start)
    for minutes in drawing:
        cuts.update(members(minutes ^ (minutes << 1)))
    return sorted(cuts)


def _rivals(
    timeline: Timeline, cell: Cell, rivals: list[tuple[str, frozenset[int]]]
) -> Iterator[list[str]]:
    """Return the loads that couple each other among those that can run in a minute."""
    total = sum(max(powers) for _, powers in rivals)
    if cell.shared and total > cell.surplus:
        yield [load_id for load_id, _ in rivals]
    elif not timeline.fits(cell.fixed, total):
        yield [
            load_id
            for at, (load_id, powers) in enumerate(rivals)
            if _can_bind(timeline, cell, max(powers), rivals[:at] + rivals[at + 1 :])
        ]


def _can_bind(
    timeline: Timeline, cell: Cell, power: int, others: list[tuple[str, frozenset[int]]]
) -> bool:
    """Return whether some of the others fit the limit, but not with `power`."""
    sums = {0}
    for _, powers in others:
        further = {total + one for total in sums for one in powers}
        sums |= {total for total in further if timeline.fits(cell.fixed, total)}
        if len(sums) > _MOST_SUMS:
            return True
    return not all(timeline.fits(cell.fixed, total + power) for total in sums)
