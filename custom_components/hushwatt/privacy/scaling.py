"""Numbers of a home as integers of a request, and what the rounding can cost.

Prices go through one affine map onto 0..TOP: a load's energy is fixed, so the
map changes every schedule's cost alike. Powers become multiples of a unit so
that the same combinations stay within the limit as before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .facts import POWER_TOLERANCE, Facts, PlacedLoad, PricedWindow

TOP = 10_000
TRIES = 200
MOST_SUMS = 50_000


class NoFit(Exception):
    """No rounding of these powers keeps what is feasible feasible."""


@dataclass(frozen=True)
class PriceMap:
    """The affine map of prices: `low` to 0, one step is `step` currency per kWh."""

    low: float
    step: float

    def __call__(self, price: float) -> int:
        """Return a price as an integer from 0 to TOP."""
        return round((price - self.low) / self.step) if self.step else 0

    def error(self, price: float) -> float:
        """Return what rounding takes off a price, in currency per kWh."""
        return price - self.low - self.step * self(price)


@dataclass(frozen=True)
class PowerMap:
    """Powers in multiples of `unit` kW, and the limit of each window likewise.

    `limits` holds, by position of the window, the integer that separates what
    its limit allows from what it forbids.
    """

    unit: float
    limits: Mapping[int, int]

    def __call__(self, power: float) -> int:
        """Return a power as a multiple of the unit."""
        return round(power / self.unit)

    def error(self, power: float) -> float:
        """Return how far rounding moves a power, in kW."""
        return abs(power - self.unit * self(power))


def all_prices(windows: Iterable[PricedWindow]) -> Iterator[float]:
    """Yield every price that is sent, in currency per kWh."""
    for window in windows:
        yield window.price
        if window.surplus is not None:
            yield window.export


def map_prices(windows: Sequence[PricedWindow]) -> PriceMap:
    """Return the map of the lowest price to 0 and the highest to TOP."""
    prices = list(all_prices(windows))
    low, high = min(prices), max(prices)
    return PriceMap(low, (high - low) / TOP)


def useful_surplus(window: PricedWindow, facts: Facts) -> float:
    """Return the surplus in kW, at most what the loads can draw together."""
    drawable = sum(max(load.powers) for load in facts.present(window))
    return min(window.surplus or 0.0, drawable)


def blinded_units(facts: Facts) -> Iterator[float]:
    """Yield units in kW that make the largest power at most TOP, finest first."""
    largest = max(
        *(max(load.powers) for load in facts.loads),
        *(useful_surplus(window, facts) for window in facts.windows),
        *(window.limit or 0.0 for window in facts.windows),
    )
    for parts in range(TOP, TOP - TRIES, -1):
        yield (largest or 1.0) / parts


def map_powers(
    facts: Facts, units: Iterable[float], *, most: int | None = None
) -> PowerMap:
    """Return the map by the first unit (kW) that keeps feasibility.

    No limit becomes more than `most`. Raises NoFit when none of the units does.
    """
    bound = {
        index: (
            window.limit,
            tuple(tuple(sorted(load.powers)) for load in facts.present(window)),
        )
        for index, window in enumerate(facts.windows)
        if window.limit is not None
    }
    for unit in units:
        separating = {key: _separate(*key, unit) for key in set(bound.values())}
        limits = {
            index: limit
            for index, key in bound.items()
            if (limit := separating[key]) is not None
            and (most is None or limit <= most)
        }
        if len(limits) == len(bound):
            return PowerMap(unit, limits)
    raise NoFit


def _separate(
    limit: float, choices: Sequence[Sequence[float]], unit: float
) -> int | None:
    """Return the integer limit that forbids just what the limit forbids.

    Walks through all sums of powers, one power or none of each load, with the
    least and the greatest sum of their integers; None when some forbidden sum
    is not above every allowed one. Raises NoFit when there are too many sums.
    """
    allowed: dict[int, tuple[int, int]] = {0: (0, 0)}
    forbidden: int | None = None
    most = round((limit + POWER_TOLERANCE) * 1e9)
    for powers in choices:
        for total, (least, greatest) in list(allowed.items()):
            for power in powers:
                key, step = total + round(power * 1e9), round(power / unit)
                if key > most:
                    forbidden = (
                        least + step
                        if forbidden is None
                        else min(forbidden, least + step)
                    )
                    continue
                low, high = allowed.get(key, (least + step, greatest + step))
                allowed[key] = (min(low, least + step), max(high, greatest + step))
        if len(allowed) > MOST_SUMS:
            raise NoFit
    highest = max(high for _, high in allowed.values())
    if forbidden is None:
        return max(highest, round(limit / unit))
    if forbidden <= highest:
        return None
    return min(max(round(limit / unit), highest), forbidden - 1)


def regret_bound(facts: Facts, prices: PriceMap, powers: PowerMap) -> float:
    """Return what the optimum of the rounded problem can cost more, in currency.

    With prices `low + step * q + e`, powers `unit * r + d` and surplus
    `unit * s + d'` the real cost is a constant plus a multiple of the rounded
    cost plus an error. The part of `e` lies between the least and the greatest
    `e` times the energy; the others are at most the spread of the prices times
    `|d|` and, where a load meets surplus, `|d'|`, over its time, either way.
    Two schedules' errors differ by at most the sum of these ranges.
    """
    errors = [prices.error(price) for price in all_prices(facts.windows)]
    spread = prices.step * TOP
    energy = sum(load.energy for load in facts.loads)
    lost = sum(
        drift(load, facts, powers) for load in facts.loads if facts.weighted(load)
    )
    return energy * (max(errors) - min(errors)) + 2 * spread * lost


def drift(load: PlacedLoad, facts: Facts, powers: PowerMap) -> float:
    """Return the kWh by which rounding powers can misjudge a load's run."""
    surplus = max(
        (
            powers.error(useful_surplus(window, facts))
            for window in facts.windows
            if window.surplus is not None and load.id in window.loads
        ),
        default=0.0,
    )
    own = sum(phase.minutes * powers.error(phase.power) for phase in load.phases)
    return (own + load.duration * surplus) / 60
