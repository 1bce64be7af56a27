"""The search for the best schedule of a group: bounds, schedules and proof.

First a good schedule and a plain branch and bound; where that is not over soon,
tolls are worked out, which leave little to search; where even that is not over
soon, they are worked out anew for the most promising node, and so on. The same
group always gives the same schedule, unless time runs out.
"""

from math import prod
from typing import NamedTuple

from .ascent import Ascent
from .crowding import is_overfull
from .frontier import Frontier, Open
from .greedy import good_schedule, improved, placed_by
from .group import Group, Runs, Weight, cost_of, weigh
from .looking import Best, Branch, Looked
from .mending import mend
from .propagating import narrowed
from .slots import Slots
from .stopping import Stop
from .timeline import COST_UNITS
from .tolls import NO_TOLLS, Domains
from .tree import Node, Tree

# How many nodes are looked at before (new) tolls are worked out: without tolls,
# without tolls beside interruptible loads (where a look takes longer), with tolls.
_PLAIN_LOOKS = 300
_PLAIN_LOOKS_BROKEN = 60
_TOLLED_LOOKS = 400
# A node with no more combinations of options is searched as it is.
_SMALL = 40
# Subgradient steps at the root of the search, and further down.
_FIRST_STEPS = 150
_LATER_STEPS = 30
# Every so many steps the tolls are used to place the loads.
_STEPS_PER_SCHEDULE = 10
# Cost units that make no difference: a millionth of the currency.
_SAME = COST_UNITS // 10**6
# How many nodes are looked at for an earlier schedule of the same cost.
_TIES = 200
_TIES_BROKEN = 10


class Result(NamedTuple):
    """What a search found: the best runs (None: there are none), in cost units.

    `bound` is a proven lower bound; `complete` is false when it was stopped.
    """

    runs: Runs | None
    cost: int
    bound: int
    complete: bool


class Search:
    """A search of one group."""

    def __init__(self, group: Group, known: Runs | None = None) -> None:
        """Start from a schedule when one is known."""
        self.group = group
        self.slots = Slots(group)
        self.domains = Domains(
            group.ranked, [(group.freedoms[index].minutes, 0) for index in group.broken]
        )
        self.best = Best(group, weigh(_most(group)))
        self._frontier = Frontier(self.best)
        self._unresolved: list[Weight] = []
        self._ties = _TIES_BROKEN if group.broken else _TIES
        for runs in (known, good_schedule(group)):
            if runs is not None:
                self.best.offer(runs)

    def run(self, stop: Stop) -> Result:
        """Search until the best schedule is proven, or until told to stop."""
        if self.best.runs is None and is_overfull(self.group):
            return self._result(complete=True)
        tree = Tree(self.slots, NO_TOLLS, self.domains, self.best.ceiling)
        frontier = self._frontier
        frontier.push(Branch(tree, self.best), [tree.root])
        complete = True
        while frontier:
            entry = frontier.pop()
            if entry.bound >= self.best.ceiling:
                continue
            tied = self._is_tied(entry.bound)
            if tied or stop(self.best.runs is not None):
                frontier.push_back(entry)
                complete = tied
                break
            self._look(entry, stop)
        return self._result(complete)

    def _result(self, complete: bool) -> Result:
        """Return what was found."""
        best = self.best
        if best.runs is None:
            return Result(None, 0, 0, complete)
        runs = improved(self.group, best.runs)
        cost = cost_of(self.group.weight(runs))
        left = min(
            map(cost_of, [*self._frontier.bounds(), *self._unresolved]), default=cost
        )
        return Result(runs, cost, cost if left > cost - _SAME else left, complete)

    def _is_tied(self, bound: Weight) -> bool:
        """Return whether only an earlier schedule of the same cost may be left, after enough looks."""
        if (
            self.best.runs is None
            or cost_of(bound) < cost_of(self.best.ceiling) - _SAME
        ):
            return False
        self._ties -= 1
        return self._ties < 0

    def _look(self, entry: Open, stop: Stop) -> None:
        """Look at a node, or work out tolls for it if its branch was looked at enough."""
        branch, node = entry.branch, entry.node
        plain = not branch.tree.tolls.rates
        if branch.looks < self._looks(plain) or (
            not plain and self._is_small(branch, node)
        ):
            self._push(branch, branch.look(node), entry.bound)
        elif plain:
            # The plain tree was a try; with tolls the search is begun anew.
            self._frontier.clear()
            self._look_with_tolls(branch, branch.tree.root, None, stop)
            mend(self.slots, self.best, self.domains, stop)
        else:
            self._look_with_tolls(branch, node, entry.bound, stop)

    def _look_with_tolls(
        self, branch: Branch, node: Node, known: Weight | None, stop: Stop
    ) -> None:
        """Work out tolls for a node; split it between the starts of a load that wavers, if any."""
        left = narrowed(branch.tree, node)
        if left is None:
            return
        ascent, branch = self._with_new_tolls(branch, left, stop)
        root = branch.tree.root
        bound = branch.tree.bound(root)
        if bound is None or bound >= self.best.ceiling:
            return
        undecided = ascent.undecided()
        parts = [] if undecided is None else branch.parting.around(root, *undecided)
        if not parts or root in parts:
            self._push(branch, branch.look(root), known)
            return
        branch.looks = _TOLLED_LOOKS
        cheapest = branch.tree.cheapest(root)
        if cheapest is not None:
            self._push(branch, Looked(cheapest.bound, parts), known)

    def _push(
        self, branch: Branch, looked: Looked | None, known: Weight | None
    ) -> None:
        """Open the parts of a node that was looked at; `known` is a bound of it."""
        if looked is None:
            return
        bound = looked.bound if known is None else max(looked.bound, known)
        self._frontier.push(branch, looked.parts, bound)
        if looked.unresolved:
            self._unresolved.append(bound)

    def _looks(self, plain: bool) -> int:
        """Return how many nodes of a branch may be looked at."""
        if not plain:
            return _TOLLED_LOOKS
        return _PLAIN_LOOKS_BROKEN if self.group.broken else _PLAIN_LOOKS

    def _is_small(self, branch: Branch, node: Node) -> bool:
        """Return whether a node has so few options that new tolls would not help."""
        return branch.is_settled(node) or (
            prod(left.bit_count() for left in node.options) <= _SMALL
            and not node.broken[1:]
        )

    def _with_new_tolls(
        self, branch: Branch, node: Node, stop: Stop
    ) -> tuple[Ascent, Branch]:
        """Work out tolls for a node; return the branch below it with them, and how they came."""
        first = not branch.tree.tolls.rates
        domains = branch.tree.domains(node)
        ascent = Ascent(
            self.slots, domains, cost_of(self.best.ceiling), branch.tree.tolls
        )
        for step in range(1, 1 + (_FIRST_STEPS if first else _LATER_STEPS)):
            ascent.step()
            if step % _STEPS_PER_SCHEDULE == 0:
                self._place_by_tolls(ascent, domains)
            if ascent.finished or stop(self.best.runs is not None):
                break
        tree = Tree(self.slots, ascent.tolls(), domains, self.best.ceiling)
        return ascent, Branch(tree, self.best)

    def _place_by_tolls(self, ascent: Ascent, domains: Domains) -> None:
        """Place the loads where they are cheapest with the tolls, and better that."""
        prices = [
            ascent.prices(index, own) for index, own in enumerate(domains.unbroken)
        ]
        charges = {index: ascent.charges(index) for index in self.group.broken}
        runs = placed_by(self.group, domains.unbroken, prices, charges)
        if runs is not None:
            self.best.offer(improved(self.group, runs))
            ascent.upper = float(cost_of(self.best.ceiling))


def _most(group: Group) -> int:
    """Return more cost units than any schedule costs."""
    prices = [
        p
        for cell in group.timeline.cells
        for p in (cell.import_price, cell.export_price)
    ]
    drawn = sum(
        power * (until - begin)
        for freedom in group.freedoms
        for begin, until, power in freedom.phases
    )
    return max(0, *prices) * drawn + COST_UNITS
