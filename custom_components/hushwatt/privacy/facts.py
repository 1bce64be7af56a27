"""What of a problem can change where the loads asked about run best.

Everything else is left out before anything is put into numbers: rules of a load
become the starts that they leave, what runs already becomes less room, and a
limit, a surplus or a coupling that cannot bind is dropped. All times are
minutes after the problem's origin, powers kW, prices currency per kWh.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..scheduling.problem import Load, Minute, Problem, Rule, Span, Window
from ..vocabulary import Phase
from .intervals import Spans, intersect, merge, starts_within, subtract

# A sum of powers that is above the limit by less than this (kW) keeps it.
POWER_TOLERANCE = 1e-6


@dataclass(frozen=True)
class PricedWindow:
    """A window after what runs already has taken its share of it.

    `surplus` is None when it cannot change a cost, `limit` when it cannot bind.
    `loads` are the ids of the loads that may run in it.
    """

    span: Span
    price: float
    export: float = 0.0
    surplus: float | None = None
    limit: float | None = None
    loads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlacedLoad:
    """A load with what its rules leave.

    `starts` are its allowed first minutes. `spans` is where it may run and is
    empty for a load that cannot be cut. `reach` is where it may run at all.
    `free_start` tells that an interruptible load may start anywhere in `spans`.
    """

    id: str
    phases: tuple[Phase, ...]
    starts: Spans
    spans: Spans
    reach: Spans
    segment: Minute
    free_start: bool

    @property
    def duration(self) -> Minute:
        """Return the minutes of the whole run."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def energy(self) -> float:
        """Return the kWh of the whole run."""
        return sum(phase.minutes * phase.power for phase in self.phases) / 60

    @property
    def powers(self) -> frozenset[float]:
        """Return the powers in kW that the load can draw."""
        return frozenset(phase.power for phase in self.phases)


@dataclass(frozen=True)
class Facts:
    """All that can change the optimum, in the home's own units."""

    loads: tuple[PlacedLoad, ...]
    windows: tuple[PricedWindow, ...]
    orders: tuple[tuple[str, str], ...]
    exclusions: tuple[tuple[str, str], ...]

    def present(self, window: PricedWindow) -> list[PlacedLoad]:
        """Return the loads that may run in a window."""
        return [load for load in self.loads if load.id in window.loads]

    def weighted(self, load: PlacedLoad) -> bool:
        """Return whether the load's power can change the optimum."""
        return (
            len(load.powers) > 1
            or load.energy == 0
            or any(load.id in pair for pair in (*self.orders, *self.exclusions))
            or any(
                window.surplus is not None or window.limit is not None
                for window in self.windows
                if load.id in window.loads
            )
        )


def gather_facts(problem: Problem, load_ids: Collection[str]) -> Facts:
    """Return what can change the optimum of these loads of a problem.

    The windows are cut where what may run changes, so that it does not show
    how the tariff was cut. Raises ValueError when a load has nowhere to run.
    """
    windows = windows_left(problem)
    loads = tuple(
        place_load(load, windows) for load in problem.loads if load.id in load_ids
    )
    reach = [span for load in loads for span in load.reach]
    edges = {edge for span in reach for edge in (span.start, span.end)}
    return Facts(
        loads=loads,
        windows=tuple(
            _settle(replace(window, span=span), loads)
            for window in clip(windows, reach)
            for span in _cut(window.span, edges)
        ),
        orders=_orders(problem, loads),
        exclusions=_exclusions(problem, loads),
    )


def gather_readable_facts(problem: Problem) -> Facts:
    """Return all loads of a problem and the tariff as it is, until the last may end.

    Raises ValueError when a load has nowhere to run.
    """
    windows = windows_left(problem)
    loads = tuple(place_load(load, windows) for load in problem.loads)
    until = max(load.reach[-1].end for load in loads)
    return Facts(
        loads=loads,
        windows=tuple(
            replace(
                window,
                limit=_binding_limit(window, loads, alone=True),
                surplus=window.surplus or None,
                loads=frozenset(load.id for load in loads),
            )
            for window in clip(windows, (Span(0, until),))
        ),
        orders=_orders(problem, loads),
        exclusions=_exclusions(problem, loads),
    )


def windows_left(problem: Problem) -> tuple[PricedWindow, ...]:
    """Return the windows from now on with what fixed loads leave of them.

    A fixed load lowers the limit by its power and uses the surplus up first:
    the cost that the other loads add is that of a surplus smaller by it.
    """
    edges = {
        edge for fixed in problem.fixed for edge in (fixed.span.start, fixed.span.end)
    }
    return tuple(
        _window_left(problem, window, span)
        for window in problem.windows
        for span in _cut(Span(max(window.span.start, 0), window.span.end), edges)
    )


def _cut(span: Span, edges: Iterable[Minute]) -> Iterable[Span]:
    """Return the span cut at the edges that lie inside it."""
    inside = sorted(edge for edge in edges if span.start < edge < span.end)
    if span.start >= span.end:
        return ()
    return [Span(a, b) for a, b in pairwise([span.start, *inside, span.end])]


def _window_left(problem: Problem, window: Window, span: Span) -> PricedWindow:
    """Return the part of a window on a span that no fixed load's edge cuts."""
    taken = sum(
        fixed.power
        for fixed in problem.fixed
        if fixed.span.start <= span.start < fixed.span.end
    )
    return PricedWindow(
        span=span,
        price=window.import_price,
        export=window.export_price,
        surplus=max(window.surplus - taken, 0.0),
        limit=None if problem.limit is None else problem.limit - taken,
    )


def place_load(load: Load, windows: Sequence[PricedWindow]) -> PlacedLoad:
    """Return where a load may start and run; ValueError when nowhere."""
    phases = _merge_phases(load.phases)
    if not phases:
        raise ValueError(load.id)
    allowed = _allowed(load.rules, windows)
    barred = [span for rule in load.rules for span in rule.no_start]
    if load.interruptible and load.duration >= 2 * load.segment:
        return _place_cut(load, phases, allowed, barred, windows)
    starts, after = starts_within(allowed, load.duration), 0
    for phase in phases:
        room = intersect(allowed, _with_room(windows, phase.power))
        starts = intersect(starts, starts_within(room, phase.minutes, after))
        after += phase.minutes
    starts = subtract(starts, barred)
    if not starts:
        raise ValueError(load.id)
    reach = merge(Span(s.start, s.end - 1 + load.duration) for s in starts)
    return PlacedLoad(load.id, phases, starts, (), reach, 0, free_start=False)


def _place_cut(
    load: Load,
    phases: tuple[Phase, ...],
    allowed: Spans,
    barred: Sequence[Span],
    windows: Sequence[PricedWindow],
) -> PlacedLoad:
    """Return where an interruptible load may start and run."""
    room = intersect(allowed, _with_room(windows, phases[0].power))
    anywhere = starts_within(room, load.segment)
    starts = subtract(anywhere, barred)
    if not starts:
        raise ValueError(load.id)
    after_first = [Span(max(s.start, starts[0].start), s.end) for s in room]
    spans = tuple(s for s in after_first if s.end - s.start >= load.segment)
    if sum(s.end - s.start for s in spans) < load.duration:
        raise ValueError(load.id)
    return PlacedLoad(
        load.id,
        phases,
        starts,
        spans,
        spans,
        load.segment,
        free_start=starts == starts_within(spans, load.segment),
    )


def _merge_phases(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """Return the phases with empty ones gone and equal neighbours as one."""
    merged: list[Phase] = []
    for phase in phases:
        if merged and merged[-1].power == phase.power:
            merged[-1] = Phase(merged[-1].minutes + phase.minutes, phase.power)
        elif phase.minutes > 0:
            merged.append(phase)
    return tuple(merged)


def _allowed(rules: Sequence[Rule], windows: Sequence[PricedWindow]) -> Spans:
    """Return the priced minutes in which the rules let a load run."""
    earliest = max(
        (r.earliest_start for r in rules if r.earliest_start is not None), default=0
    )
    ends = [r.latest_end for r in rules if r.latest_end is not None]
    priced = merge(window.span for window in windows)
    latest = min(ends, default=priced[-1].end if priced else 0)
    within = intersect(priced, (Span(earliest, latest),))
    return subtract(within, [span for rule in rules for span in rule.quiet])


def _with_room(windows: Sequence[PricedWindow], power: float) -> Spans:
    """Return the minutes in which the limit leaves room for a power."""
    return merge(
        window.span
        for window in windows
        if window.limit is None or power <= max(window.limit + POWER_TOLERANCE, 0)
    )


def clip(
    windows: Iterable[PricedWindow], spans: Iterable[Span]
) -> tuple[PricedWindow, ...]:
    """Return the parts of the windows that lie in the spans, in order of time."""
    reach = merge(spans)
    return tuple(
        replace(window, span=part)
        for window in windows
        for part in intersect((window.span,), reach)
    )


def _settle(window: PricedWindow, loads: Sequence[PlacedLoad]) -> PricedWindow:
    """Return a window without what cannot change a cost or bind in it.

    No load's reach begins or ends inside it.
    """
    here = [
        load
        for load in loads
        if any(s.start <= window.span.start < s.end for s in load.reach)
    ]
    most = sum(max(load.powers) for load in here)
    surplus = window.surplus or 0.0
    limit = _binding_limit(window, here, alone=False)
    settled = replace(
        window,
        export=0.0,
        surplus=None,
        limit=limit,
        loads=frozenset(load.id for load in here),
    )
    if surplus <= 0 or window.export == window.price:
        return settled
    if most <= surplus:
        return replace(settled, price=window.export)
    if len(here) == 1 and len(here[0].powers) == 1:
        share = surplus / most
        mixed = share * window.export + (1 - share) * window.price
        return replace(settled, price=mixed)
    return replace(settled, export=window.export, surplus=surplus)


def _binding_limit(
    window: PricedWindow, loads: Sequence[PlacedLoad], *, alone: bool
) -> float | None:
    """Return the limit of a window, None when the loads keep to it anyhow.

    Unless `alone` counts, a load on its own does: its starts leave out where it
    would not.
    """
    powers = [max(load.powers) for load in loads if max(load.powers) > 0]
    if window.limit is None or (len(powers) < 2 and not alone):
        return None
    return window.limit if sum(powers) > window.limit + POWER_TOLERANCE else None


def _orders(
    problem: Problem, loads: Sequence[PlacedLoad]
) -> tuple[tuple[str, str], ...]:
    """Return the orders that some allowed placing of two loads would break."""
    placed = {load.id: load for load in loads}
    found = {
        (order.first, order.then)
        for order in problem.orders
        if order.first in placed
        and order.then in placed
        and placed[order.first].reach[-1].end > placed[order.then].reach[0].start
    }
    return tuple(sorted(found))


def _exclusions(
    problem: Problem, loads: Sequence[PlacedLoad]
) -> tuple[tuple[str, str], ...]:
    """Return the exclusions of loads that could run in the same minute."""
    placed = {load.id: load for load in loads}
    ordered = {frozenset((order.first, order.then)) for order in problem.orders}
    found = {
        tuple(sorted((pair.one, pair.other)))
        for pair in problem.exclusions
        if pair.one in placed
        and pair.other in placed
        and frozenset((pair.one, pair.other)) not in ordered
        and intersect(placed[pair.one].reach, placed[pair.other].reach)
    }
    return tuple(sorted((one, other) for one, other in found))
