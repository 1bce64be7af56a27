"""The open nodes of a search, in the order in which they are looked at."""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

from .group import Weight
from .looking import Best, Branch, Looked
from .tree import Node


class Open(NamedTuple):
    """An open node: its bound, a ticket (the last opened comes first), its branch."""

    bound: Weight
    ticket: int
    branch: Branch
    node: Node


class Frontier:
    """Open nodes: best bound first, or deepest first for as long as no schedule is known."""

    def __init__(self, best: Best) -> None:
        """Start with none."""
        self._best = best
        self._nodes: list[Open] = []
        self._tickets = count()
        self._is_heap = False

    def __bool__(self) -> bool:
        """Return whether a node is open."""
        return bool(self._nodes)

    def bounds(self) -> Iterator[Weight]:
        """Return the bounds of the open nodes."""
        return (entry.bound for entry in self._nodes)

    def clear(self) -> None:
        """Close all nodes."""
        self._nodes.clear()

    def pop(self) -> Open:
        """Take the node to look at next."""
        if self._best.runs is None:
            return self._nodes.pop()
        if not self._is_heap:
            heapify(self._nodes)
            self._is_heap = True
        return heappop(self._nodes)

    def push(
        self, branch: Branch, nodes: Iterable[Node], known: Weight | None = None
    ) -> None:
        """Open the nodes that may hold a better schedule; `known` is a bound of them all."""
        opened = []
        for node in nodes:
            bound = branch.tree.bound(node)
            if bound is not None and bound < self._best.ceiling:
                bound = bound if known is None else max(bound, known)
                opened.append(Open(bound, -next(self._tickets), branch, node))
        if self._is_heap:
            for entry in opened:
                heappush(self._nodes, entry)
        else:
            self._nodes += sorted(opened, key=lambda entry: -entry.bound)

    def push_back(self, entry: Open) -> None:
        """Open a node again that was taken."""
        if self._is_heap:
            heappush(self._nodes, entry)
        else:
            self._nodes.append(entry)

    def push_parts(self, branch: Branch, looked: Looked | None) -> None:
        """Open the parts of a node that was looked at."""
        if looked is not None:
            self.push(branch, looked.parts, looked.bound)
