"""What a load's own rules leave it, and what its unbroken runs cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .minutes import Minutes, run_minutes, run_starts, span_minutes, union_minutes
from .preparing import prepare
from .problem import Load, Minute, Problem
from .timeline import Timeline, to_currency, to_power


@dataclass(frozen=True, slots=True)
class Freedom:
    """What its own rules, the windows and the fixed loads leave a load.

    `phases` are (from, until, power units) in minutes after the start.
    `starts` are the minutes at which its run may start (its first segment, for
    an interruptible load), `minutes` those in which it may run.
    """

    load: Load
    phases: tuple[tuple[Minute, Minute, int], ...]
    starts: Minutes
    minutes: Minutes

    @property
    def duration(self) -> Minute:
        """Return the minutes of the whole run."""
        return self.phases[-1][1]

    @property
    def power(self) -> int:
        """Return the highest power that it draws, in power units."""
        return max(power for _, _, power in self.phases)


def freedom_of(timeline: Timeline, load: Load) -> Freedom:
    """Return what is left to a load on its own."""
    phases = _phases(load)
    allowed = _allowed_minutes(timeline, load)
    if load.interruptible:
        minutes = allowed & timeline.room(phases[0][2])
        return Freedom(load, phases, minutes & ~_forbidden_starts(load), minutes)
    starts = run_starts(allowed, load.duration)
    if timeline.limit is not None:
        for begin, until, power in phases:
            starts &= run_starts(timeline.room(power), until - begin) >> begin
    starts &= ~_forbidden_starts(load)
    return Freedom(load, phases, starts, run_minutes(starts, load.duration))


def _phases(load: Load) -> tuple[tuple[Minute, Minute, int], ...]:
    """Return (from, until, power units) of each phase, in minutes after the start."""
    phases, now = [], 0
    for phase in load.phases:
        phases.append((now, now + phase.minutes, to_power(phase.power)))
        now += phase.minutes
    return tuple(phases)


def _allowed_minutes(timeline: Timeline, load: Load) -> Minutes:
    """Return the priced minutes in which the load's rules let it run."""
    earliest, latest, quiet = 0, timeline.end, 0
    for rule in load.rules:
        if rule.quiet:
            quiet |= union_minutes(rule.quiet)
        if rule.latest_end is not None:
            latest = min(latest, rule.latest_end)
        if rule.earliest_start is not None:
            earliest = max(earliest, rule.earliest_start)
    return timeline.open & span_minutes(earliest, latest) & ~quiet


def _forbidden_starts(load: Load) -> Minutes:
    """Return the minutes in which the load's rules forbid it to start."""
    return union_minutes(span for rule in load.rules for span in rule.no_start)


def run_costs(
    timeline: Timeline,
    freedom: Freedom,
    starts: Sequence[Minute],
    *,
    least: bool = False,
) -> list[int]:
    """Return the cost units of an unbroken run from each of the starts.

    With `least`, what the run adds at least, whatever else runs; without, what
    it costs alone.
    """
    parts = [
        timeline.costs(power, starts, begin, until, least=least)
        for begin, until, power in freedom.phases
    ]
    return (
        parts[0]
        if len(parts) == 1
        else [sum(costs) for costs in zip(*parts, strict=True)]
    )


def solve_load_now(problem: Problem, load_id: str) -> float | None:
    """Return what starting a load at minute 0 and running it through costs alone.

    In currency; None when a rule, a hole in the prices, an order, or the limit
    with the fixed loads forbids it. An interruptible load is run unbroken, as
    it is when a person switches it on. KeyError when there is no such load,
    ValueError for a problem that means nothing.
    """
    problem = prepare(problem)
    load = replace(problem.load(load_id), interruptible=False)
    if any(order.then == load_id for order in problem.orders):
        return None
    timeline = Timeline(problem)
    freedom = freedom_of(timeline, load)
    if not freedom.starts & 1:
        return None
    return to_currency(run_costs(timeline, freedom, [0])[0])
