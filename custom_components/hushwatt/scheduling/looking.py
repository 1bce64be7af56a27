"""Looking at a node: what is its bound, which schedule is in it, and what are its parts."""

from typing import NamedTuple

from .completing import completed
from .greedy import improved
from .group import Group, Run, Runs, Weight, weigh
from .parting import Parting, clashes
from .propagating import narrowed, unearned_rebate
from .tree import Cheapest, Node, Tree

# Narrowing pays where a search is not over soon.
_SOON = 20


class Best:
    """The best schedule of a group so far; `ceiling` is its weight.

    As long as none is known, `ceiling` is more than any schedule weighs.
    """

    def __init__(self, group: Group, ceiling: Weight) -> None:
        """Start with no schedule."""
        self.group = group
        self.runs: Runs | None = None
        self.ceiling = ceiling

    def offer(self, runs: Runs) -> Weight:
        """Take a schedule if it is better, and better it; return its weight as it came."""
        weight = self.group.weight(runs)
        if self.runs is None or weight < self.ceiling:
            self.runs = improved(self.group, runs)
            self.ceiling = self.group.weight(self.runs)
        return weight


class Looked(NamedTuple):
    """What is known of a node after a look: a bound and the parts that are left to search.

    `unresolved` when there is nothing left to decide and yet no proof.
    """

    bound: Weight
    parts: list[Node]
    unresolved: bool = False


class Branch:
    """A tree, and what was seen of it."""

    def __init__(self, tree: Tree, best: Best) -> None:
        """Take the tree and the schedule to beat."""
        self.tree = tree
        self.best = best
        self.group: Group = tree.group
        self.parting = Parting(tree)
        self.looks = 0
        self._completed: set[Runs] = set()

    def look(self, node: Node) -> Looked | None:
        """Look at a node; None when it holds nothing better than the best schedule."""
        self.looks += 1
        if self.looks > _SOON or self.group.broken:
            left = narrowed(self.tree, node)
            if left is None:
                return None
            node = left
        bound = self.tree.bound(node)
        if bound is None or bound >= self.best.ceiling:
            return None
        vain = weigh(unearned_rebate(self.tree, node))
        parts = self._at_clash(node, bound + vain, self.tree.unbroken(node))
        if parts is None or parts:
            return None if parts is None else Looked(bound + vain, parts)
        cheapest = self.tree.cheapest(node)
        if cheapest is None or cheapest.bound + vain >= self.best.ceiling:
            return None
        return self._parted(node, Cheapest(cheapest.bound + vain, cheapest.runs))

    def _parted(self, node: Node, cheapest: Cheapest) -> Looked | None:
        """Find the schedules of a node whose cheapest unbroken runs do not clash, and part it."""
        if self._is_solved(node, cheapest):
            return None
        bound, runs = cheapest
        parts = self._at_clash(node, bound, runs) if self.group.broken else []
        if parts is None:
            return None
        parts = parts or self.parting.at_slack(node, runs)
        return Looked(bound, parts, unresolved=not parts)

    def _at_clash(self, node: Node, bound: Weight, runs: Runs) -> list[Node] | None:
        """Part a node where its cheapest runs clash; None when none can beat the best schedule."""
        return self.parting.at_clash(node, runs, self.best.ceiling - bound)

    def _is_solved(self, node: Node, cheapest: Cheapest) -> bool:
        """Complete the cheapest unbroken runs; return whether that is the best of the node."""
        settled = self.is_settled(node)
        unbroken = cheapest.runs[: self.group.unbroken]
        if not settled and unbroken in self._completed:
            return False
        self._completed.add(unbroken)
        runs = self._complete(node, cheapest.runs)
        if runs is None or clashes(self.group, runs):
            return settled
        return self.best.offer(runs) <= cheapest.bound or settled

    def is_settled(self, node: Node) -> bool:
        """Return whether at most one load, an interruptible one, has any choice left."""
        if any(left.bit_count() > 1 for left in node.options):
            return False
        return sum(not self._is_fixed(at, node) for at in range(len(node.broken))) <= 1

    def _is_fixed(self, at: int, node: Node) -> bool:
        """Return whether an interruptible load has no choice left."""
        duration = self.group.freedoms[self.group.unbroken + at].duration
        return any(minutes.bit_count() == duration for minutes in node.broken[at])

    def _complete(self, node: Node, runs: Runs) -> Runs | None:
        """Return the unbroken runs with the best runs of the interruptible loads beside them."""
        group = self.group
        placed: dict[int, Run] = dict(enumerate(runs[: group.unbroken]))
        if len(group.broken) > 1:
            placed |= {
                index: runs[index]
                for at, index in enumerate(group.broken)
                if self._is_fixed(at, node)
            }
        charges = {index: self.tree.charges(index) for index in group.broken}
        return completed(group, placed, charges)
