"""The document of the level `readable`: clock times, kWh, kW and the tariff as they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from ..scheduling.problem import Load, Minute, Problem, Span
from ..vocabulary import PrivacyLevel
from .document import (
    ClockPair,
    ReadableDocument,
    ReadableLoad,
    ReadableWindow,
)
from .facts import Facts, PlacedLoad
from .hiding import join, name_pairs
from .intervals import intersect, merge
from .key import Blinded, BlindingKey, Rate, SentLoad
from .scaling import PowerMap, all_prices, drift

UNITS = (1e-3, 1e-4, 1e-5, 1e-6)
DAY = 24 * 60

# Decimal places of what is shown.
PRICE_PLACES = 5
POWER_PLACES = 6
ENERGY_PLACES = 4


def show(
    problem: Problem,
    facts: Facts,
    powers: PowerMap,
    names: Mapping[str, str],
    timezone: tzinfo,
) -> Blinded:
    """Return the facts as the document of the level `readable`, with its key."""
    origin = problem.origin.astimezone(timezone)
    midnight = -(origin.hour * 60 + origin.minute)
    rates = _rates(facts, powers)
    loads = {names[load.id]: load for load in facts.loads}
    ordered = {
        name: loads[name] for name in sorted(loads, key=lambda name: int(name[1:]))
    }
    document = ReadableDocument(
        now=clock(-midnight),
        loads=[
            _load(name, load, problem, facts, powers, midnight)
            for name, load in ordered.items()
        ],
        tariff=[_window(rate, midnight) for rate in rates],
    )
    if facts.orders:
        document["order"] = sorted((names[a], names[b]) for a, b in facts.orders)
    if facts.exclusions:
        document["apart"] = name_pairs(facts.exclusions, names)
    key = BlindingKey(
        level=PrivacyLevel.READABLE,
        loads={name: _sent(load, facts, powers) for name, load in ordered.items()},
        rates=tuple(rates),
        worth=10_000 / 60,
        grid=1,
        first=0,
        midnight=midnight,
        regret=_regret_bound(facts, powers),
    )
    return Blinded(document, key)


def clock(minute: Minute) -> str:
    """Return a minute after the midnight before now as a clock time.

    "18:30" on that day, "+1 06:30" on the next.
    """
    days, rest = divmod(minute, DAY)
    time = f"{rest // 60:02}:{rest % 60:02}"
    return f"+{days} {time}" if days else time


def _clock_pairs(spans: Iterable[Span], midnight: Minute) -> list[ClockPair]:
    """Return spans as pairs of clock times."""
    return [(clock(s.start - midnight), clock(s.end - midnight)) for s in spans]


def _rates(facts: Facts, powers: PowerMap) -> list[Rate]:
    """Return the windows as they are shown, equal neighbours as one."""
    rates: list[Rate] = []
    for index, window in enumerate(facts.windows):
        surplus, limit = window.surplus, powers.limits.get(index)
        rate = Rate(
            window.span.start,
            window.span.end,
            round(window.price, PRICE_PLACES),
            0.0 if surplus is None else round(window.export, PRICE_PLACES),
            None if surplus is None else _kilowatts(surplus, powers),
            None if limit is None else round(limit * powers.unit, POWER_PLACES),
        )
        join(rates, rate)
    return rates


def _kilowatts(power: float, powers: PowerMap) -> float:
    """Return a power in kW, rounded to the unit of the request."""
    return round(powers(power) * powers.unit, POWER_PLACES)


def _is_profile(load: PlacedLoad, facts: Facts) -> bool:
    """Return whether a load is shown by its power instead of its energy."""
    return len(load.phases) > 1 or any(
        window.limit is not None or window.surplus is not None
        for window in facts.windows
    )


def _sent(load: PlacedLoad, facts: Facts, powers: PowerMap) -> SentLoad:
    """Return a load in minutes and kW as they are shown."""
    if _is_profile(load, facts):
        phases = tuple((p.minutes, _kilowatts(p.power, powers)) for p in load.phases)
    else:
        energy = round(load.energy, ENERGY_PLACES)
        phases = ((load.duration, energy * 60 / load.duration),)
    return SentLoad(load.id, phases, load.segment, weighted=True)


def _load(
    name: str,
    load: PlacedLoad,
    problem: Problem,
    facts: Facts,
    powers: PowerMap,
    midnight: Minute,
) -> ReadableLoad:
    """Return a load as it stands in the document."""
    earliest, latest, quiet, closed = shown_rules(problem.load(load.id), facts)
    shown = ReadableLoad(id=name)
    if _is_profile(load, facts):
        shown["phases"] = list(_sent(load, facts, powers).phases)
    else:
        shown["minutes"] = load.duration
        shown["kwh"] = round(load.energy, ENERGY_PLACES)
    shown["earliest_start"] = clock(earliest - midnight)
    shown["finish_by"] = clock(latest - midnight)
    if quiet:
        shown["not_running"] = _clock_pairs(quiet, midnight)
    if closed:
        shown["no_start"] = _clock_pairs(closed, midnight)
    if load.segment:
        shown["segment"] = load.segment
    return shown


def shown_rules(
    load: Load, facts: Facts
) -> tuple[Minute, Minute, Sequence[Span], Sequence[Span]]:
    """Return a load's earliest start, latest end, quiet spans and closed starts.

    However many rules say so, and whoever wrote them, each is said once.
    """
    starts = [r.earliest_start for r in load.rules if r.earliest_start is not None]
    ends = [r.latest_end for r in load.rules if r.latest_end is not None]
    earliest = max([0, *starts])
    latest = min([facts.windows[-1].span.end, *ends])
    within = (Span(earliest, latest),)
    quiet = merge(span for rule in load.rules for span in rule.quiet)
    closed = merge(span for rule in load.rules for span in rule.no_start)
    return earliest, latest, intersect(quiet, within), intersect(closed, within)


def _window(rate: Rate, midnight: Minute) -> ReadableWindow:
    """Return a window as it stands in the document."""
    window = ReadableWindow(
        {
            "from": clock(rate.start - midnight),
            "to": clock(rate.end - midnight),
            "price": rate.price,
        }
    )
    if rate.surplus is not None:
        window["export"] = rate.export
        window["surplus_kw"] = rate.surplus
    if rate.limit is not None:
        window["limit_kw"] = rate.limit
    return window


def _regret_bound(facts: Facts, powers: PowerMap) -> float:
    """Return what the optimum of the rounded figures can cost more, in currency."""
    prices = list(all_prices(facts.windows))
    spread = max(prices) - min(prices)
    energy = sum(load.energy for load in facts.loads)
    lost = sum(
        2 * drift(load, facts, powers)
        if _is_profile(load, facts)
        else abs(load.energy - round(load.energy, ENERGY_PLACES))
        for load in facts.loads
    )
    return energy * 1e-5 + spread * lost
