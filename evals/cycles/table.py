"""Prints how well programmes are learned from made-up traces, and what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
import random
from statistics import median, quantiles
from time import perf_counter
from typing import Final

from .traces import WITH_CYCLES, WITHOUT_CYCLES, Make, Past, Truth
from custom_components.hushwatt.household.cycles.programmes import Programme, learn
from custom_components.hushwatt.household.figures import LEAST_CONFIDENCE

# What was looked at while the detection was made, and what was not.
TUNED: Final = range(20)
FRESH: Final = range(1000, 1040)
WITHIN: Final = 0.05


@dataclass
class Score:
    """What came of the traces of one kind; errors are shares of the truth."""

    traces: int = 0
    right: int = 0
    wrong: int = 0
    refused: int = 0
    unsure: int = 0
    programmes: int = 0
    found: int = 0
    durations: list[float] = field(default_factory=list)
    energies: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def score(make: Make, seeds: Iterable[int]) -> Score:
    """Return what is learned from the traces of one kind.

    Right is a most frequent programme that is one of the trace's, both figures
    within 5 %; what nobody would use unasked counts as unsure beside that.
    """
    result = Score()
    for seed in seeds:
        past = make(random.Random(seed))
        begun = perf_counter()
        programmes = learn(past.trace)
        result.milliseconds.append((perf_counter() - begun) * 1000)
        result.traces += 1
        _judge(result, past, programmes)
    return result


def _judge(result: Score, past: Past, programmes: Sequence[Programme]) -> None:
    """Count what was learned of one trace."""
    often = [truth for truth in past.truths if truth.runs > 1]
    result.programmes += len(often)
    result.found += sum(any(_fits(p, t) for p in programmes) for t in often)
    if not programmes:
        result.refused += 1
        return
    usual = programmes[0]
    result.unsure += usual.confidence < LEAST_CONFIDENCE
    if not past.truths:
        result.wrong += 1
        return
    truth = min(past.truths, key=lambda one: sum(_errors(usual, one)))
    duration, energy = _errors(usual, truth)
    result.durations.append(duration)
    result.energies.append(energy)
    if _fits(usual, truth):
        result.right += 1
    else:
        result.wrong += 1


def _errors(programme: Programme, truth: Truth) -> tuple[float, float]:
    """Return by what share duration and energy are off."""
    return (
        abs(programme.duration / truth.minutes - 1),
        abs(programme.energy / truth.energy - 1),
    )


def _fits(programme: Programme, truth: Truth) -> bool:
    """Tell whether both figures are within 5 %."""
    return max(_errors(programme, truth)) <= WITHIN


def print_tables() -> None:
    """Print what is learned from either set of seeds, then what is refused."""
    for seeds, words in (
        (TUNED, "looked at while the detection was made"),
        (FRESH, "never looked at"),
    ):
        print(f"\nCycles: {len(seeds)} traces of each kind, {words}\n")
        print(
            f"{'holds cycles':24}{'right':>7}{'wrong':>7}{'none':>6}{'unsure':>8}"
            f"{'programmes':>12}{'duration':>16}{'energy':>16}{'ms':>7}"
        )
        _print_rows(WITH_CYCLES.items(), seeds)
        print(f"\n{'holds none':24}{'refused':>9}{'learned':>9}{'of these unsure':>17}")
        for name, make in WITHOUT_CYCLES.items():
            found = score(make, seeds)
            print(f"{name:24}{found.refused:>9}{found.wrong:>9}{found.unsure:>17}")


def _print_rows(kinds: Iterable[tuple[str, Make]], seeds: Iterable[int]) -> None:
    """Print one line per kind; errors as median and as that of the worst of twenty."""
    for name, make in kinds:
        found = score(make, seeds)
        print(
            f"{name:24}{found.right:>7}{found.wrong:>7}{found.refused:>6}"
            f"{found.unsure:>8}{f'{found.found}/{found.programmes}':>12}"
            f"{_percent(found.durations):>16}{_percent(found.energies):>16}"
            f"{median(found.milliseconds):>7.1f}"
        )


def _percent(errors: Sequence[float]) -> str:
    """Return the median error and the 95th percentile, in percent."""
    if len(errors) < 2:
        return "-"
    return f"{median(errors):.2%} {quantiles(errors, n=20)[-1]:.2%}"
