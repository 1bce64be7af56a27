"""The independent check of a schedule: every rule, and the cost, once more.

Everything is recomputed minute by minute from the words of `problem.py`, in
decimal arithmetic on the numbers as they are written (0.1 is a tenth). It
shares no arithmetic and no helper with the solver, so that a fault of one is
found by the other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from itertools import pairwise

from .problem import (
    Load,
    Minute,
    Problem,
    Rule,
    Schedule,
    Span,
    Verification,
    Violation,
)

LIMIT_TOLERANCE = Decimal("1e-6")
"""kW by which the limit may be passed: what rounding in floats can amount to."""

_PRECISION = 50
_NOTHING = Decimal(0)

type Runs = Mapping[str, tuple[Span, ...]]
type Draws = Mapping[Minute, list[tuple[str, Decimal]]]
type Prices = Mapping[Minute, tuple[Decimal, Decimal, Decimal]]


def verify(problem: Problem, schedule: Schedule) -> Verification:
    """Return the violations of a schedule (none: it is good) and its cost.

    Every load of the problem must be in the schedule. Minutes are those of the
    problem, costs currency; what is fixed already costs nothing here, but takes
    the surplus first. A run of the wrong shape is named and then left out of
    all further checks and of the cost; unpriced minutes cost nothing.
    """
    with localcontext(Context(prec=_PRECISION)):
        violations = [*_unplaced(problem, schedule)]
        runs: dict[str, tuple[Span, ...]] = {}
        for load in problem.loads:
            if load.id not in schedule.runs:
                continue
            spans = schedule.runs[load.id]
            faults = [*_shape(load, spans)]
            violations += faults
            if not faults:
                runs[load.id] = spans
                violations += _rules(load, spans)
        violations += _couplings(problem, runs)
        draws = _draws(problem, runs)
        violations += _over_limit(problem, draws)
        priced = _priced(problem, draws)
        violations += _unpriced(draws, priced)
        costs = _costs(problem, draws, priced)
    return Verification(
        violations=tuple(violations),
        cost=float(sum(costs.values(), _NOTHING)),
        load_costs={
            load_id: float(costs[load_id])
            for load_id in schedule.runs
            if load_id in costs
        },
    )


def _unplaced(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    """Yield what is scheduled but unknown, and what is known but unscheduled."""
    known = {load.id for load in problem.loads}
    for load_id in schedule.runs:
        if load_id not in known:
            yield Violation("unknown_load", load_id)
    for load in problem.loads:
        if load.id not in schedule.runs:
            yield Violation("missing_load", load.id, "it has no run")


def _shape(load: Load, spans: tuple[Span, ...]) -> Iterator[Violation]:
    """Yield what keeps spans from being one run of a load."""
    lengths = [span.end - span.start for span in spans]
    if any(length <= 0 for length in lengths):
        yield Violation("empty_span", load.id, "an end is not after its start")
    elif not spans or sum(lengths) != load.duration:
        yield Violation(
            "wrong_duration",
            load.id,
            f"it runs {sum(lengths)} minutes, it needs {load.duration}",
        )
    if spans and spans[0].start < 0:
        yield Violation("in_the_past", load.id, f"it starts at {spans[0].start}")
    if any(after.start < before.end for before, after in pairwise(spans)):
        yield Violation("unordered", load.id, "its segments overlap or are unsorted")
    if len(spans) > 1 and not load.interruptible:
        yield Violation("interrupted", load.id, f"it is cut into {len(spans)}")
    if len(spans) > 1 and any(length < load.segment for length in lengths):
        yield Violation(
            "short_segment",
            load.id,
            f"its shortest segment is {min(lengths)}, at least {load.segment} is needed",
        )


def _rules(load: Load, spans: tuple[Span, ...]) -> Iterator[Violation]:
    """Yield the rules of a load that its run breaks."""
    for rule in load.rules:
        yield from _broken(load.id, rule, spans)


def _broken(load_id: str, rule: Rule, spans: tuple[Span, ...]) -> Iterator[Violation]:
    """Yield in which ways a run breaks one rule."""
    start, end = spans[0].start, spans[-1].end
    if rule.latest_end is not None and end > rule.latest_end:
        yield Violation(
            "latest_end", load_id, f"it ends at {end}, the latest is {rule.latest_end}"
        )
    if rule.earliest_start is not None and start < rule.earliest_start:
        yield Violation(
            "earliest_start",
            load_id,
            f"it starts at {start}, the earliest is {rule.earliest_start}",
        )
    for quiet in rule.quiet:
        if any(_common(quiet, span) for span in spans):
            yield Violation(
                "quiet", load_id, f"it runs between {quiet.start} and {quiet.end}"
            )
    for closed in rule.no_start:
        if start in range(closed.start, closed.end):
            yield Violation(
                "no_start",
                load_id,
                f"it starts at {start}, between {closed.start} and {closed.end}",
            )


def _common(one: Span, other: Span) -> range:
    """Return the minutes that two spans share."""
    return range(max(one.start, other.start), min(one.end, other.end))


def _couplings(problem: Problem, runs: Runs) -> Iterator[Violation]:
    """Yield the orders and exclusions that well-shaped runs break.

    A coupling may name a fixed load too; what is fixed breaks nothing itself.
    """
    placed = {load.id: (load.span,) for load in problem.fixed} | dict(runs)
    for order in problem.orders:
        first, then = placed.get(order.first), placed.get(order.then)
        if not runs.keys() & {order.first, order.then}:
            continue
        if first and then and then[0].start < first[-1].end:
            yield Violation(
                "order",
                order.then,
                f"it starts at {then[0].start}, before the other ends at {first[-1].end}",
            )
    for exclusion in problem.exclusions:
        if not runs.keys() & {exclusion.one, exclusion.other}:
            continue
        one, other = placed.get(exclusion.one, ()), placed.get(exclusion.other, ())
        if any(_common(mine, theirs) for mine in one for theirs in other):
            yield Violation("exclusion", exclusion.one, "it runs with the other")


def _number(value: float) -> Decimal:
    """Return a number as it is written: 0.1 is a tenth."""
    return Decimal(repr(value))


def _draws(problem: Problem, runs: Runs) -> Draws:
    """Return which load draws how many kW in each minute in which any runs."""
    draws: dict[Minute, list[tuple[str, Decimal]]] = {}
    for load_id, spans in runs.items():
        drawn = (
            part
            for phase in problem.load(load_id).phases
            for part in [(load_id, _number(phase.power))] * phase.minutes
        )
        minutes = (minute for span in spans for minute in range(span.start, span.end))
        for minute, part in zip(minutes, drawn, strict=True):
            draws.setdefault(minute, []).append(part)
    return draws


def _fixed(problem: Problem) -> Callable[[Minute], Decimal]:
    """Return the function that tells what fixed loads draw in a minute, kW."""
    if not problem.fixed:
        return lambda minute: _NOTHING
    fixed = [
        (range(load.span.start, load.span.end), _number(load.power))
        for load in problem.fixed
    ]
    return lambda minute: sum(
        (power for minutes, power in fixed if minute in minutes), _NOTHING
    )


def _together(drawn: Iterable[tuple[str, Decimal]]) -> Decimal:
    """Return what loads draw together, kW."""
    return sum((power for _, power in drawn), _NOTHING)


def _over_limit(problem: Problem, draws: Draws) -> Iterator[Violation]:
    """Yield each load that runs in a minute that is over the limit, once."""
    if problem.limit is None:
        return
    limit, fixed = _number(problem.limit), _fixed(problem)
    named: set[str] = set()
    for minute in sorted(draws):
        drawn = draws[minute]
        total = _together(drawn) + fixed(minute)
        if total <= limit + LIMIT_TOLERANCE:
            continue
        for load_id, power in drawn:
            if power > 0 and load_id not in named:
                named.add(load_id)
                yield Violation(
                    "limit", load_id, f"the limit is passed at minute {minute}"
                )


def _priced(problem: Problem, draws: Draws) -> Prices:
    """Return import price, export price and surplus of each priced minute in which any runs."""
    prices: dict[Minute, tuple[Decimal, Decimal, Decimal]] = {}
    first, last = min(draws, default=0), max(draws, default=-1)
    for window in problem.windows:
        if window.span.end <= first or window.span.start > last:
            continue
        price = (
            _number(window.import_price),
            _number(window.export_price),
            _number(window.surplus),
        )
        for minute in range(window.span.start, window.span.end):
            if minute in draws:
                prices[minute] = price
    return prices


def _unpriced(draws: Draws, priced: Prices) -> Iterator[Violation]:
    """Yield each load that runs in a minute without a price, once."""
    named: set[str] = set()
    for minute in sorted(draws):
        if minute in priced:
            continue
        for load_id, _ in draws[minute]:
            if load_id not in named:
                named.add(load_id)
                yield Violation(
                    "no_price", load_id, f"no price is known for minute {minute}"
                )


def _costs(problem: Problem, draws: Draws, priced: Prices) -> Mapping[str, Decimal]:
    """Return the cost of each load: in each minute its share by power.

    What fixed loads leave of the surplus costs the export price, the rest the
    import price; a minute is a sixtieth of an hour.
    """
    costs = dict.fromkeys((load.id for load in problem.loads), _NOTHING)
    fixed, before, shares = _fixed(problem), None, dict[str, Decimal]()
    for minute, drawn in draws.items():
        if minute not in priced:
            continue
        now = drawn, priced[minute], fixed(minute)
        if now != before:
            before, shares = now, _shares(*now)
        for load_id, share in shares.items():
            costs[load_id] += share
    return costs


def _shares(
    drawn: Sequence[tuple[str, Decimal]],
    prices: tuple[Decimal, Decimal, Decimal],
    fixed: Decimal,
) -> dict[str, Decimal]:
    """Return what each load costs in a minute in which these draw."""
    total = _together(drawn)
    if not total:
        return {}
    bought, sold, surplus = prices
    own = min(total, max(_NOTHING, surplus - fixed))
    price = (own * sold + (total - own) * bought) / total
    return {load_id: power * price / 60 for load_id, power in drawn}
