"""A procedure: how to solve a kind of problem, in a closed set of operations.

It names no load, no time and no price, so it can come from somebody who has
seen none of them. It is carried out here, on the real problem.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .problem import FixedLoad, Infeasible, Load, Problem, Rule, Schedule, Span, Window
from .solver import solve

SECONDS = 1.0


class Goal(StrEnum):
    """The kinds of problem there are; all that the cloud learns of one.

    A problem without a solution is of a kind of its own: what is to be given up?
    """

    SHIFT_ONE = "shift_one"
    CHARGE_ONE = "charge_one"
    SHIFT_SEVERAL = "shift_several"
    FITS_NOWHERE = "fits_nowhere"


class Filter(StrEnum):
    """What a start must keep to stay in the choice."""

    ALLOWED_TIMES = "allowed_times"
    DEADLINE = "deadline"
    LIMIT = "limit"
    RELATIONS = "relations"


class Rank(StrEnum):
    """What makes one start better than another; equal ones: the earliest."""

    COST = "cost"
    EARLIEST = "earliest"


class Turn(StrEnum):
    """Which load is placed first where several are."""

    MOST_ENERGY = "most_energy"
    LEAST_ROOM = "least_room"
    LONGEST = "longest"


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """The steps: which load's turn it is, what its starts must keep, how they are ranked.

    Where no start is left for a load, the filters of `relax` are given up in
    their order, one after the other; the verifier judges what comes of it.
    """

    turns: tuple[Turn, ...] = ()
    filters: frozenset[Filter] = frozenset(Filter)
    rank: Rank = Rank.COST
    relax: tuple[Filter, ...] = ()


def goal_of(problem: Problem) -> Goal:
    """Return the kind of a problem."""
    if len(problem.loads) > 1:
        return Goal.SHIFT_SEVERAL
    return Goal.CHARGE_ONE if problem.loads[0].interruptible else Goal.SHIFT_ONE


def carry_out(procedure: Procedure, problem: Problem) -> Schedule | None:
    """Return the schedule that a procedure makes of a problem, None when it makes none.

    Loads are placed one after the other, those placed before staying where they
    are. Blocking; nothing says that the schedule keeps the rules: verify it.
    """
    placed: dict[str, tuple[Span, ...]] = {}
    for load in _in_turn(procedure.turns, problem.loads):
        spans = _place(procedure, problem, load, placed)
        if spans is None:
            return None
        placed[load.id] = spans
    return Schedule(placed)


def _in_turn(turns: Sequence[Turn], loads: Sequence[Load]) -> list[Load]:
    """Return the loads in the order in which they are placed."""

    def key(load: Load) -> tuple[float, ...]:
        """Return what decides whose turn it is, the smallest first."""
        measures = {
            Turn.MOST_ENERGY: -load.energy,
            Turn.LEAST_ROOM: _room(load),
            Turn.LONGEST: -load.duration,
        }
        return tuple(measures[turn] for turn in turns)

    return sorted(loads, key=key)


def _room(load: Load) -> float:
    """Return how many minutes a load can be moved by, as its rules have it."""
    latest = min(
        (r.latest_end for r in load.rules if r.latest_end is not None), default=0
    )
    earliest = max((r.earliest_start or 0 for r in load.rules), default=0)
    return latest - earliest - load.duration


def _place(
    procedure: Procedure,
    problem: Problem,
    load: Load,
    placed: dict[str, tuple[Span, ...]],
) -> tuple[Span, ...] | None:
    """Return where one load is placed, giving filters up where nothing is left."""
    filters = procedure.filters
    for given_up in (None, *procedure.relax):
        filters -= {given_up} if given_up is not None else frozenset()
        part = _part(filters, procedure.rank, problem, load, placed)
        found = solve(part, seconds=SECONDS)
        if not isinstance(found, Infeasible):
            return found.schedule.runs[load.id]
    return None


def _part(
    filters: frozenset[Filter],
    rank: Rank,
    problem: Problem,
    load: Load,
    placed: dict[str, tuple[Span, ...]],
) -> Problem:
    """Return the problem of one load alone, the others fixed where they were placed."""
    known = {load.id, *placed}
    related = Filter.RELATIONS in filters
    fixed = (
        piece
        for other in problem.loads
        if other.id in placed
        for piece in _fixed(other, placed[other.id])
    )
    return replace(
        problem,
        loads=(replace(load, rules=_rules(filters, load)),),
        fixed=(*problem.fixed, *fixed),
        windows=_windows(rank, problem.windows),
        limit=problem.limit if Filter.LIMIT in filters else None,
        orders=tuple(
            one
            for one in problem.orders
            if related
            and {one.first, one.then} <= known
            and load.id in {one.first, one.then}
        ),
        exclusions=tuple(
            one
            for one in problem.exclusions
            if related
            and {one.one, one.other} <= known
            and load.id in {one.one, one.other}
        ),
    )


def _fixed(load: Load, spans: tuple[Span, ...]) -> Iterator[FixedLoad]:
    """Yield a placed load as fixed ones: its span for relations, its pieces for powers."""
    yield FixedLoad(load.id, Span(spans[0].start, spans[-1].end), 0.0)
    phases = [(phase.minutes, phase.power) for phase in load.phases]
    left, power = phases.pop(0)
    count = 0
    for span in spans:
        start = span.start
        while start < span.end:
            if not left:
                left, power = phases.pop(0)
            minutes = min(left, span.end - start)
            count += 1
            yield FixedLoad(f"{load.id}/{count}", Span(start, start + minutes), power)
            start, left = start + minutes, left - minutes


def _rules(filters: frozenset[Filter], load: Load) -> tuple[Rule, ...]:
    """Return a load's rules as far as the filters keep them; the horizon stays."""
    rules = []
    for rule in load.rules:
        if rule.constraint is not None and Filter.DEADLINE not in filters:
            rule = replace(rule, latest_end=None)
        if Filter.ALLOWED_TIMES not in filters:
            rule = replace(rule, quiet=(), no_start=())
        rules.append(rule)
    return tuple(rules)


def _windows(rank: Rank, windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """Return the windows, all at one price where the cost does not rank."""
    if rank is Rank.COST:
        return windows
    return tuple(
        replace(window, import_price=0.0, export_price=0.0) for window in windows
    )
