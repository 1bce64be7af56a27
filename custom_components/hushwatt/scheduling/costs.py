"""What a load's own rules leave it, and what its unbroken runs cost."""

from dataclasses import dataclass

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
    def power(self) -> int:
        """Return the highest power that it draws, in power units."""
        return max(power for _, _, power in self.phases)


def freedom_of(timeline: Timeline, load: Load) -> Freedom:
    """Return what is left to a load on its own."""
    phases = tuple(phase_spans(load))
    if load.interruptible:
        minutes = allowed_minutes(timeline, load) & timeline.room(phases[0][2])
        return Freedom(load, phases, minutes & ~forbidden_starts(load), minutes)
    starts = allowed_starts(timeline, load)
    return Freedom(load, phases, starts, run_minutes(starts, load.duration))


def phase_spans(load: Load) -> list[tuple[Minute, Minute, int]]:
    """Return (from, until, power units) of each phase, in minutes after the start."""
    spans, now = [], 0
    for phase in load.phases:
        spans.append((now, now + phase.minutes, to_power(phase.power)))
        now += phase.minutes
    return spans


def allowed_minutes(timeline: Timeline, load: Load) -> Minutes:
    """Return the priced minutes in which the load's rules let it run."""
    allowed = timeline.open
    for rule in load.rules:
        allowed &= ~union_minutes(rule.quiet)
        if rule.latest_end is not None:
            allowed &= span_minutes(0, rule.latest_end)
        if rule.earliest_start is not None:
            allowed &= ~span_minutes(0, rule.earliest_start)
    return allowed


def forbidden_starts(load: Load) -> Minutes:
    """Return the minutes in which the load's rules forbid it to start."""
    return union_minutes(span for rule in load.rules for span in rule.no_start)


def allowed_starts(timeline: Timeline, load: Load) -> Minutes:
    """Return the minutes at which an unbroken run of the load may start.

    Exact to the minute for rules, windows with holes between them, and the
    limit with the fixed loads.
    """
    allowed = allowed_minutes(timeline, load)
    starts = run_starts(allowed, load.duration)
    for start, end, power in phase_spans(load):
        if timeline.limited and power:
            starts &= run_starts(timeline.room(power), end - start) >> start
    return starts & ~forbidden_starts(load)


def run_costs(
    timeline: Timeline, load: Load, starts: list[Minute], *, least: bool = False
) -> list[int]:
    """Return the cost units of an unbroken run from each of the starts.

    With `least`, what the run adds at least, whatever else runs; without, what
    it costs alone.
    """
    costs: list[int] | None = None
    for begin, end, power in phase_spans(load):
        sums = timeline.sums(power, least=least)
        part = [sums[start + end] - sums[start + begin] for start in starts]
        costs = (
            part if costs is None else list(map(int.__add__, costs, part, strict=True))
        )
    return costs or []


def solve_load_now(problem: Problem, load_id: str) -> float | None:
    """Return what starting a load at minute 0 and running it through costs alone.

    In currency; None when a rule, a hole in the prices, an order, or the limit
    with the fixed loads forbids it. An interruptible load is run unbroken, as
    it is when a person switches it on. KeyError when there is no such load.
    """
    problem = prepare(problem)
    load = problem.load(load_id)
    if any(order.then == load_id for order in problem.orders):
        return None
    timeline = Timeline(problem)
    if not allowed_starts(timeline, load) & 1:
        return None
    return to_currency(run_costs(timeline, load, [0])[0])
