"""The document of the level `blinded`: integers, and steps of the request's own grid."""

from collections.abc import Callable, Iterable, Mapping, Sequence
import math

from ..scheduling.problem import Minute, Span
from ..vocabulary import PrivacyLevel
from .document import BlindedDocument, BlindedLoad, BlindedWindow, IdPair, Pair
from .facts import Facts, PlacedLoad
from .key import Blinded, BlindingKey, Rate, SentLoad
from .scaling import PowerMap, map_prices, regret_bound, useful_surplus

type Step = Callable[[Minute], int]


def hide(facts: Facts, powers: PowerMap, names: Mapping[str, str]) -> Blinded:
    """Return the facts as the document of the level `blinded`, with its key."""
    first = min(load.reach[0].start for load in facts.loads)
    rates = _rates(facts, powers)
    grid = math.gcd(*_times(facts, rates, first))

    def step(minute: Minute) -> int:
        return (minute - first) // grid

    steps = tuple(
        Rate(step(r.start), step(r.end), r.price, r.export, r.surplus, r.limit)
        for r in rates
    )
    sent = {
        names[load.id]: (load, _sent(load, facts, powers, grid)) for load in facts.loads
    }
    ordered = {
        name: sent[name] for name in sorted(sent, key=lambda name: int(name[1:]))
    }
    document = BlindedDocument(
        loads=[_load(name, *pair, step) for name, pair in ordered.items()],
        prices=[_window(rate) for rate in steps],
    )
    if facts.orders:
        document["order"] = sorted((names[a], names[b]) for a, b in facts.orders)
    if facts.exclusions:
        document["apart"] = name_pairs(facts.exclusions, names)
    key = BlindingKey(
        level=PrivacyLevel.BLINDED,
        loads={name: pair[1] for name, pair in ordered.items()},
        rates=steps,
        worth=1.0,
        grid=grid,
        first=first,
        midnight=0,
        regret=regret_bound(facts, map_prices(facts.windows), powers),
    )
    return Blinded(document, key)


def name_pairs(
    pairs: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> list[IdPair]:
    """Return pairs without an order in the request's names, each sorted."""
    named = [sorted((names[one], names[other])) for one, other in pairs]
    return sorted((one, other) for one, other in named)


def _rates(facts: Facts, powers: PowerMap) -> list[Rate]:
    """Return the windows in integers, in minutes, equal neighbours as one."""
    prices = map_prices(facts.windows)
    rates: list[Rate] = []
    for index, window in enumerate(facts.windows):
        price, export = prices(window.price), prices(window.export)
        surplus: int | None = None
        if window.surplus is not None:
            surplus = powers(useful_surplus(window, facts))
        if not surplus or export == price:
            surplus, export = None, 0
        span, limit = window.span, powers.limits.get(index)
        join(rates, Rate(span.start, span.end, price, export, surplus, limit))
    return rates


def join(rates: list[Rate], rate: Rate) -> None:
    """Append a window, or lengthen the last one when it goes on unchanged."""
    if rates and rates[-1].end == rate.start and rates[-1].terms == rate.terms:
        rate = Rate(rates.pop().start, rate.end, *rate.terms)
    rates.append(rate)


def _times(facts: Facts, rates: Sequence[Rate], first: Minute) -> Iterable[Minute]:
    """Yield every time that is sent, in minutes after the first or as a length."""
    for rate in rates:
        yield rate.start - first
        yield rate.end - first
    for load in facts.loads:
        yield load.segment
        yield from (phase.minutes for phase in load.phases)
        for span in load.spans:
            yield from (span.start - first, span.end - first)
        for start in load.starts:
            yield from (start.start - first, start.end - 1 - first)


def _sent(load: PlacedLoad, facts: Facts, powers: PowerMap, grid: Minute) -> SentLoad:
    """Return a load in steps and integers; it draws 1 where its power means nothing."""
    weighted = facts.weighted(load)
    return SentLoad(
        load.id,
        tuple(
            (phase.minutes // grid, powers(phase.power) if weighted else 1)
            for phase in load.phases
        ),
        load.segment // grid,
        weighted,
    )


def _load(name: str, load: PlacedLoad, sent: SentLoad, step: Step) -> BlindedLoad:
    """Return a load as it stands in the document."""
    shown = BlindedLoad(id=name)
    if len(sent.phases) > 1:
        shown["phases"] = [(steps, int(power)) for steps, power in sent.phases]
    else:
        shown["length"] = sent.length
        if sent.weighted:
            shown["power"] = int(sent.phases[0][1])
    if load.spans:
        shown["segment"] = sent.segment
        shown["spans"] = [(step(span.start), step(span.end)) for span in load.spans]
    if not load.free_start:
        shown["starts"] = _ranges(load.starts, step)
    return shown


def _ranges(starts: Sequence[Span], step: Step) -> list[Pair]:
    """Return ranges of allowed first steps, both ends included."""
    return [(step(span.start), step(span.end - 1)) for span in starts]


def _window(rate: Rate) -> BlindedWindow:
    """Return a window as it stands in the document."""
    window = BlindedWindow(
        {"from": rate.start, "to": rate.end, "price": int(rate.price)}
    )
    if rate.surplus is not None:
        window["export"] = int(rate.export)
        window["surplus"] = int(rate.surplus)
    if rate.limit is not None:
        window["limit"] = int(rate.limit)
    return window
