"""The loads of one coupled group, and what a schedule of theirs weighs.

What is compared is a weight: cost units, then the number of segments, then the
sum of the starts, packed into one whole number so that weights of loads add up.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat

from .candidates import closed_under_alignment
from .costs import Freedom, run_costs
from .drawing import Draw, total_excess
from .minutes import members
from .problem import Minute, Problem, Span
from .timeline import Timeline

type Run = tuple[Span, ...]
type Runs = tuple[Run, ...]
type Weight = int

_COST_BITS = 44
_SEGMENT_BITS = 30


def weigh(cost: int, segments: int = 0, start: Minute = 0) -> Weight:
    """Return the weight of cost units, extra segments and a start."""
    return (cost << _COST_BITS) + (segments << _SEGMENT_BITS) + start


def cost_of(weight: Weight) -> int:
    """Return the cost units in a weight."""
    return weight >> _COST_BITS


def start_of(weight: Weight) -> Minute:
    """Return the start in the weight of one unbroken run."""
    return weight & ((1 << _SEGMENT_BITS) - 1)


class Group:
    """The loads of a group: the unbroken ones first, then the interruptible ones.

    Loads are known by their index. `ranked` holds for each unbroken load the
    weights of its candidate starts at their least costs, ascending.
    """

    def __init__(
        self, problem: Problem, timeline: Timeline, freedoms: Sequence[Freedom]
    ) -> None:
        """Rank the candidate starts of the unbroken loads."""
        self.timeline = timeline
        unbroken = [f for f in freedoms if not f.load.interruptible]
        self.freedoms = [*unbroken, *(f for f in freedoms if f.load.interruptible)]
        self.unbroken = len(unbroken)
        self.broken = range(self.unbroken, len(self.freedoms))
        index = {freedom.load.id: at for at, freedom in enumerate(self.freedoms)}
        self.orders = [
            (index[order.first], index[order.then])
            for order in problem.orders
            if order.first in index and order.then in index
        ]
        self.exclusions = [
            (index[exclusion.one], index[exclusion.other])
            for exclusion in problem.exclusions
            if exclusion.one in index and exclusion.other in index
        ]
        # What was worked out: see `best_beside`.
        self.placements: dict[Hashable, tuple[Weight, Run] | None] = {}
        self.ranked = _ranked(timeline, unbroken, every=bool(self.broken))

    def draws(self, index: int, run: Run) -> list[Draw]:
        """Return what a run of a load draws."""
        freedom = self.freedoms[index]
        if index >= self.unbroken:
            return [Draw(index, span.start, span.end, freedom.power) for span in run]
        start = run[0].start
        return [
            Draw(index, start + begin, start + until, power)
            for begin, until, power in freedom.phases
        ]

    def all_draws(self, runs: Iterable[tuple[int, Run]]) -> list[Draw]:
        """Return what runs, given with the indexes of their loads, draw."""
        return [draw for index, run in runs for draw in self.draws(index, run)]

    def weight(self, runs: Runs) -> Weight:
        """Return the weight of a schedule, sharing of the surplus included."""
        draws = self.all_draws(enumerate(runs))
        cost = total_excess(self.timeline, draws)
        for draw in draws:
            minutes = draw.end - draw.start
            cost += self.timeline.costs(
                draw.power, [draw.start], 0, minutes, least=True
            )[0]
        segments = sum(len(run) - 1 for run in runs)
        return weigh(cost, segments, sum(run[0].start for run in runs))


def _ranked(
    timeline: Timeline, unbroken: Sequence[Freedom], *, every: bool
) -> list[list[Weight]]:
    """Return the weights of the candidate starts of unbroken loads, ascending.

    With `every`, all allowed starts are candidates: an interruptible load
    beside them may end a segment at any minute.
    """
    candidates = [freedom.starts for freedom in unbroken]
    if not every:
        candidates = closed_under_alignment(timeline, unbroken)
    ranked = []
    for freedom, minutes in zip(unbroken, candidates, strict=True):
        starts = members(minutes)
        costs = run_costs(timeline, freedom, starts, least=True)
        ranked.append(sorted(map(weigh, costs, repeat(0), starts)))
    return ranked
