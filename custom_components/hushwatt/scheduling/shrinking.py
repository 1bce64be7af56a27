"""Leaving less to a load of a node."""

from itertools import batched

from .minutes import Minutes, union_minutes
from .options import OptionSet
from .problem import Minute, Span
from .tree import Node, Tree


def with_options(node: Node, index: int, options: OptionSet) -> Node:
    """Return the node in which an unbroken load has only these options."""
    left = node.options
    return Node((*left[:index], options, *left[index + 1 :]), node.broken)


def with_minutes(
    tree: Tree, node: Node, index: int, allowed: Minutes, demanded: Minutes
) -> Node:
    """Return the node in which an interruptible load has only these minutes.

    None are allowed when one that is demanded is not.
    """
    at = index - tree.group.unbroken
    left = node.broken
    if demanded & ~allowed:
        allowed = 0
    return Node(node.options, (*left[:at], (allowed, demanded), *left[at + 1 :]))


def within(tree: Tree, node: Node, index: int, *bounds: Minute) -> Node:
    """Return the node in which a load runs only between pairs of minutes."""
    spans = [Span(*pair) for pair in batched(bounds, 2, strict=True)]
    if index >= tree.group.unbroken:
        allowed, demanded = node.broken[index - tree.group.unbroken]
        return with_minutes(tree, node, index, allowed & union_minutes(spans), demanded)
    options = tree.options[index]
    kept = 0
    for span in spans:
        kept |= options.started_in(span.start, span.end - options.freedom.duration)
    return with_options(node, index, node.options[index] & kept)
