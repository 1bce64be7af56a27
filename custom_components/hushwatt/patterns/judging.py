"""A model's reply held against the real problem, whoever gave it."""

from collections.abc import Collection
from dataclasses import replace

from ..privacy.key import Blinded
from ..privacy.reply import BadReply, RetryRule, broken_rule, unblind
from ..scheduling.preparing import prepare
from ..scheduling.problem import Problem, Schedule
from ..scheduling.verifier import verify


def judge(
    part: Problem, text: str, blinded: Blinded, *, adds_up: bool = True
) -> Schedule | RetryRule:
    """Return the schedule of a reply, or the first rule it breaks in the real problem.

    `part` has the loads that were sent. Without `adds_up` the objective that
    the reply states is not looked at. Blocking, for a worker thread.
    """
    try:
        schedule = unblind(text, blinded.key, adds_up=adds_up)
    except BadReply as bad:
        return bad.code
    violations = verify(part, schedule).violations
    return broken_rule(violations) if violations else schedule


def part_of(problem: Problem, loads: Collection[str]) -> Problem:
    """Return the problem with some of its loads only, and what couples them.

    What ties a load to one that runs already has become a rule of that load, as
    in what is sent.
    """
    problem = prepare(problem)
    return replace(
        problem,
        loads=tuple(load for load in problem.loads if load.id in loads),
        orders=tuple(
            order
            for order in problem.orders
            if order.first in loads and order.then in loads
        ),
        exclusions=tuple(
            pair
            for pair in problem.exclusions
            if pair.one in loads and pair.other in loads
        ),
    )
