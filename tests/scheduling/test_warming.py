"""Starting from a schedule that is already there."""

import pytest

from .groups import broken, group_of, hours, problem_of, unbroken
from custom_components.hushwatt.scheduling.problem import Rule, Schedule, Span
from custom_components.hushwatt.scheduling.warming import warm_runs

FITS = {"wash": (Span(4, 12),), "car": (Span(0, 4), Span(12, 18))}


def warmed(runs: dict[str, tuple[Span, ...]] | None) -> object:
    """Return what a schedule gives a wash of 8 minutes until 30 and a car of 10 in pieces."""
    wash = unbroken("wash", 8, rules=(Rule(latest_end=30),))
    car = broken("car", 10, segment=4)
    problem = problem_of([wash, car], hours(1.0, 2.0, 1.0, 2.0), limit=1.5)
    return warm_runs(group_of(problem), None if runs is None else Schedule(runs))


def test_a_schedule_that_fits_is_taken_in_the_order_of_the_group() -> None:
    """Unbroken loads first."""
    assert warmed(FITS) == (FITS["wash"], FITS["car"])


@pytest.mark.parametrize(
    "changes",
    [
        {"wash": ()},
        {"wash": (Span(-2, 6),)},
        {"wash": (Span(24, 32),)},
        {"wash": (Span(4, 11),)},
        {"wash": (Span(4, 8), Span(8, 12))},
        {"car": (Span(-4, 0), Span(12, 18))},
        {"car": (Span(0, 4), Span(12, 17))},
        {"car": (Span(0, 1), Span(12, 21))},
        {"car": (Span(12, 18), Span(18, 22))},
        {"car": (Span(0, 4), Span(36, 42))},
        {"car": (Span(0, 10),)},
    ],
    ids=[
        "a load that is new",
        "begun in the past",
        "too late by now",
        "another length",
        "cut though it may not be",
        "a piece in the past",
        "another need",
        "a piece too short",
        "pieces that are one",
        "beyond the known prices",
        "more than the limit",
    ],
)
def test_a_schedule_that_does_not_fit_any_more_is_left(
    changes: dict[str, tuple[Span, ...]],
) -> None:
    """Whatever has changed since."""
    assert warmed({**FITS, **changes}) is None


def test_without_a_schedule_there_is_nothing_to_start_from() -> None:
    """Nor with one of other loads."""
    assert warmed(None) is None
    assert warmed({}) is None
