"""What is certain in a node: what must run when, and what that leaves the others."""

from collections.abc import Iterator

from .drawing import Draw
from .minutes import Minutes, members, span_minutes, stretches
from .options import OptionSet
from .problem import Minute
from .responding import blocked_beside
from .shrinking import within
from .slots import Items
from .tree import Node, Tree

# Each round may bring to light what the next can use.
_ROUNDS = 3


def narrowed(tree: Tree, node: Node) -> Node | None:
    """Return a node without what its certain draws rule out, None when nothing is left."""
    for _ in range(_ROUNDS):
        if not _is_possible(node):
            return None
        certain = list(certain_draws(tree, node))
        before, node = node, _in_order(tree, _without_blocked(tree, node, certain))
        if node == before:
            return node
    return node if _is_possible(node) else None


def _is_possible(node: Node) -> bool:
    """Return whether each load of a node has something left."""
    return all(node.options) and all(allowed for allowed, _ in node.broken)


def _in_order(tree: Tree, node: Node) -> Node:
    """Return the node without what is too early or too late for the orders."""
    end = tree.group.timeline.end
    for first, then in tree.group.orders:
        node = within(tree, node, then, _earliest_end(tree, node, first), end)
        node = within(tree, node, first, 0, _latest_start(tree, node, then))
    return node


def _earliest_end(tree: Tree, node: Node, index: int) -> Minute:
    """Return the minute by which a load cannot have ended before; the end of time: never."""
    duration = tree.group.freedoms[index].duration
    if index < tree.group.unbroken:
        left = node.options[index]
        return (
            tree.options[index].hull(left)[0] + duration
            if left
            else tree.group.timeline.end
        )
    allowed = members(node.broken[index - tree.group.unbroken][0])
    return (
        allowed[duration - 1] + 1
        if len(allowed) >= duration
        else tree.group.timeline.end
    )


def _latest_start(tree: Tree, node: Node, index: int) -> Minute:
    """Return the last minute at which a load can start; 0 when it cannot start at all."""
    if index < tree.group.unbroken:
        left = node.options[index]
        return tree.options[index].hull(left)[1] if left else 0
    duration = tree.group.freedoms[index].duration
    allowed = members(node.broken[index - tree.group.unbroken][0])
    return allowed[-duration] if len(allowed) >= duration else 0


def certain_draws(tree: Tree, node: Node) -> Iterator[Draw]:
    """Return what loads draw in every schedule of a node; each load must have something left."""
    group = tree.group
    for index, (options, left) in enumerate(
        zip(tree.options, node.options, strict=True)
    ):
        first, last = options.hull(left)
        for begin, until, power in options.freedom.phases:
            if last + begin < first + until:
                yield Draw(index, last + begin, first + until, power)
    for index, (_, demanded) in zip(group.broken, node.broken, strict=True):
        for span in stretches(demanded):
            yield Draw(index, span.start, span.end, group.freedoms[index].power)


def unearned_rebate(tree: Tree, node: Node) -> int:
    """Return the cost units that slots give back in vain, given who can run in them.

    A slot gives back what the dearest loads that may run together would pay;
    in a node some of them cannot run there, or others must.
    """
    slots = tree.slots
    if not tree.tolls.rates:
        return 0
    possible, forced = _presence(tree, node)
    vain = 0
    for at, (slot, rates) in enumerate(zip(slots.slots, tree.tolls.rates, strict=True)):
        if rates:
            most = tree.given(at, possible[at], forced[at])
            vain += (tree.given(at, slot.items, 0) - most) * (slot.end - slot.start)
    return vain


def _presence(tree: Tree, node: Node) -> tuple[list[Items], list[Items]]:
    """Return for each slot the items that can run in it, and those that run all through it."""
    slots, group = tree.slots, tree.group
    possible, forced = [0] * len(slots.slots), [0] * len(slots.slots)
    hulls = [o.hull(left) for o, left in zip(tree.options, node.options, strict=True)]
    for item, (load, begin, until, _) in enumerate(slots.items):
        bit = 1 << item
        if load < group.unbroken:
            first, last = hulls[load]
            for at in slots.touched(first + begin, last + until):
                possible[at] |= bit
                slot = slots.slots[at]
                if last + begin <= slot.start and slot.end <= first + until:
                    forced[at] |= bit
        else:
            allowed, demanded = node.broken[load - group.unbroken]
            for at, slot in enumerate(slots.slots):
                within = span_minutes(slot.start, slot.end)
                possible[at] |= bit if allowed & within else 0
                forced[at] |= bit if not within & ~demanded else 0
    return possible, forced


def _without_blocked(tree: Tree, node: Node, certain: list[Draw]) -> Node:
    """Return the node without what cannot be beside the certain draws."""
    options = tuple(
        left & ~_blocked_options(tree, index, certain)
        for index, left in enumerate(node.options)
    )
    broken = tuple(
        _with_room(allowed & ~_blocked_minutes(tree, index, certain), demanded)
        for index, (allowed, demanded) in zip(
            tree.group.broken, node.broken, strict=True
        )
    )
    return Node(options, broken)


def _blocked_options(tree: Tree, index: int, certain: list[Draw]) -> OptionSet:
    """Return the options of an unbroken load that cannot be beside the certain draws."""
    found = 0
    for blocked in blocked_beside(tree.group, index, certain):
        found |= tree.options[index].started_in(*blocked.starts)
    return found


def _blocked_minutes(tree: Tree, index: int, certain: list[Draw]) -> Minutes:
    """Return the minutes that an interruptible load cannot run beside the certain draws."""
    found = 0
    for blocked in blocked_beside(tree.group, index, certain):
        found |= span_minutes(blocked.start, blocked.end)
    return found


def _with_room(allowed: Minutes, demanded: Minutes) -> tuple[Minutes, Minutes]:
    """Return minutes allowed and demanded; none allowed when a demanded one is not."""
    return (0 if demanded & ~allowed else allowed), demanded
