"""The exact solver: the cheapest schedule of a problem, with proof.

Loads that share no coupling are solved on their own, exact to the minute; the
others by branch and bound. The same problem always gives the same schedule.
"""

from collections.abc import Callable
from time import perf_counter, sleep

from .conflicts import explain
from .placing import Impossible, place_all
from .preparing import prepare
from .problem import Infeasible, Problem, Schedule, Solution
from .timeline import to_currency

# How much longer than for a better one is looked for a first schedule.
_FIRST = 3
# After how many seconds other threads are let in.
_TURN = 0.0005
# How many seconds may be spent on finding out why there is none.
_EXPLANATION = 2.0


class SolveCancelledError(Exception):
    """The solver was told to stop before it had found any schedule."""


def solve(
    problem: Problem,
    *,
    seconds: float = 2.0,
    warm: Schedule | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solution | Infeasible:
    """Return the cheapest schedule, or why there is none.

    Exact to the minute and to a millionth of the currency. `seconds` bounds the
    search for a better schedule than the first; when it runs out, `gap` says how
    far the best one found is from what is proven. A schedule that is hard to
    find at all is looked for three times as long; if none is found, the answer is
    `Infeasible` without proof. Why there is none is looked for two seconds more.
    `warm` is a schedule to start from (the last plan). When `cancelled` returns
    true, the best schedule so far is returned. At equal cost interruptible loads
    are cut least, and loads start earliest.

    Raises ValueError for a problem that means nothing, SolveCancelledError when
    cancelled before a schedule was found. Blocks; safe in any thread.
    """
    began = perf_counter()
    problem = prepare(problem)

    rested = began

    def is_over(end: float, *, found: bool = False) -> bool:
        nonlocal rested
        if cancelled is not None and cancelled():
            if not found:
                raise SolveCancelledError
            return True
        now = perf_counter()
        if now > rested + _TURN:
            # Other threads, the event loop first of all, are let in.
            sleep(0)
            rested = perf_counter()
        return now > end

    def stop(found: bool) -> bool:
        return is_over(began + (seconds if found else _FIRST * seconds), found=found)

    placed = place_all(problem, stop, warm)
    if isinstance(placed, Impossible):
        end = perf_counter() + _EXPLANATION
        return explain(problem, placed.loads, lambda: is_over(end))
    cost, bound = to_currency(placed.cost), to_currency(placed.bound)
    return Solution(
        schedule=Schedule(placed.runs),
        cost=cost,
        bound=bound,
        gap=0.0 if placed.cost == placed.bound else (cost - bound) / (abs(cost) or 1.0),
        seconds=perf_counter() - began,
    )
