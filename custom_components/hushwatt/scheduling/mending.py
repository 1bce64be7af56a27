"""Making a schedule better by moving a few loads at a time, the others staying."""

from itertools import product

from .frontier import Frontier
from .group import start_of
from .looking import Best, Branch
from .responding import free_starts
from .slots import Slots
from .stopping import Stop
from .tolls import NO_TOLLS, Domains
from .tree import Node, Tree

# How many unbroken loads move at once, and how many nodes are looked at for that.
_FREE = 5
_LOOKS = 120


def mend(slots: Slots, best: Best, domains: Domains, stop: Stop) -> None:
    """Search around the best schedule until no few loads can be moved to gain.

    Each unbroken load is freed in turn, with those that run near where it would
    rather run, or near where it runs. Nothing happens when there are no more
    loads than would be freed.
    """
    group = slots.group
    if best.runs is None or group.unbroken <= _FREE:
        return
    tree = Tree(slots, NO_TOLLS, domains, None)
    centres = list(product((False, True), range(group.unbroken)))
    waiting = list(centres)
    while waiting and not stop(True):
        before = best.ceiling
        _move_around(Branch(tree, best), *waiting.pop(0))
        if best.ceiling < before:
            waiting += [centre for centre in centres if centre not in waiting]


def _move_around(branch: Branch, stays: bool, index: int) -> None:
    """Move a load and those that run near it, or (else) near where it would rather run."""
    group, runs = branch.group, branch.best.runs or ()
    wish = runs[index][0].start if stays else start_of(group.ranked[index][0])
    others = [at for at in range(group.unbroken) if at != index]
    others.sort(key=lambda at: abs(runs[at][0].start - wish))
    frontier = Frontier(branch.best)
    frontier.push(branch, [_around(branch, {index, *others[: _FREE - 1]})])
    while frontier and branch.looks < _LOOKS:
        entry = frontier.pop()
        if entry.bound >= branch.best.ceiling:
            return
        frontier.push_parts(branch, branch.look(entry.node))


def _around(branch: Branch, free: set[int]) -> Node:
    """Return the node in which, of the unbroken loads, only the free ones may move."""
    group, runs = branch.group, branch.best.runs or ()
    staying = group.all_draws(
        (at, run) for at, run in enumerate(runs) if at not in free
    )
    unbroken = [draw for draw in staying if draw.load < group.unbroken]
    left = []
    for at, options in enumerate(branch.tree.options):
        if at in free:
            left.append(options.starting(free_starts(group, at, unbroken)))
        else:
            start = runs[at][0].start
            left.append(options.started_in(start, start))
    return Node(tuple(left), branch.tree.root.broken)
