"""The published texts: what a request says beside its document.

They are the same for every home. A changed text must be published anew in
`published.py`, or nothing is sent.
"""

from collections.abc import Mapping

from ..vocabulary import PrivacyLevel
from .reply import RetryRule

_GOAL = """\
Find the schedule of least total cost. Among schedules of equal cost take the one with the fewest segments, and among
these the one whose loads start earliest (the least sum of first starts). Calculate with the numbers as they are given;
do not round them. Work out every load's cost at each start that can matter: its first and its last allowed start, and
the starts that put its beginning, its end or a change of its power on the edge of a window."""

_BLINDED = f"""\
You place loads in time so that they cost least. The input is one JSON document; reply with one JSON object of the
given schema and nothing else.

Time is counted in steps, starting at 0. All numbers are integers.
- `prices` are windows of time: a window holds the steps t with `from` <= t < `to`.
- Each load of `loads` runs exactly once. Without `segment` it runs `length` steps without a break, and its first step
  is in one of the ranges of `starts`; both ends of such a range are allowed.
- A load with `phases` runs them one after the other without a break, each [steps, power].
- A load with `segment` may be cut into segments of at least that many steps, `length` steps in all. Each segment lies
  within one of `spans` [from, to], `to` itself not included. If the load has `starts` too, its first segment begins in
  one of these ranges.
- `power` is what a load draws in each of its steps; without `power` and `phases` it draws 1.
- A step of a window costs `price` times the power of all loads that run in it. Where the window has `surplus`, the first
  `surplus` units of that power cost `export` each instead, and only the rest costs `price` each.
- Where a window has `limit`, the power of all loads that run in a step of it is at most `limit`.
- `order` [a, b]: b starts at or after the end of a. `apart` [a, b]: a and b never run in the same step.

{_GOAL}

Reply: `runs` has one element per load: its `id` and its `segments` in order of time, each with `start` (first step) and
`length` (steps); one segment for a load that is not cut. `objective` is the total cost."""

_READABLE = f"""\
You place loads in time so that they cost least. The input is one JSON document; reply with one JSON object of the
given schema and nothing else.

Clock times are "HH:MM" today, "+1 HH:MM" tomorrow and so on; `now` is the time at which the problem was written.
- `tariff` are windows of time from `from` up to, not including, `to`; `price` is per kWh. A load runs only inside windows.
- Each load of `loads` runs exactly once, not before `earliest_start`, and is done by `finish_by`. It does not run at any
  time within a span of `not_running` [from, to] and does not start within a span of `no_start`; `to` itself is allowed.
- A load runs `minutes` without a break and draws its `kwh` evenly. One with `phases` runs these one after the other
  without a break, each [minutes, kW].
- A load with `segment` may be cut into segments of at least that many minutes; its duration stays what it is in all.
- Where a window has `surplus_kw`, what all running loads draw together up to it costs `export` per kWh instead, and only
  the rest costs `price`. Where a window has `limit_kw`, all running loads together draw at most that.
- `order` [a, b]: b starts at or after the end of a. `apart` [a, b]: a and b never run at the same time.

{_GOAL}

Reply: `runs` has one element per load: its `id` and its `segments` in order of time, each with its start as `day` (0 is
today, 1 is tomorrow), `hour` and `minute`, and its length in `minutes`; one segment for a load that is not cut.
`objective` is the total cost in ten-thousandths of the price's currency, rounded to a whole number."""

_PROCEDURE = """\
You say how a kind of scheduling problem is solved at least total cost, without seeing one. The input is one JSON document
with the `goal`; reply with one JSON object of the given schema and nothing else.

The procedure is carried out on a problem that you are not shown. Loads are placed one after the other; those placed
before stay where they are. For each load every start is considered.
- `order`: which load is placed first: the one with `most_energy`, with `least_room` between its limits, or the `longest`;
  the next criterion decides between equals.
- `filter`: what a start must keep to stay in the choice: the load's `allowed_times`, its `deadline`, the power `limit` of
  all loads together, and its `relations` to other loads (order, not at the same time).
- `rank`: what makes one start better than another: its `cost`, or how `earliest` it is; `tie_break` decides between equals.
- `relax`: which filters are given up, in this order, when no start is left. A schedule that breaks a rule is not used, so
  an empty list is a good answer."""

INSTRUCTIONS: Mapping[PrivacyLevel, str] = {
    PrivacyLevel.BLINDED: _BLINDED,
    PrivacyLevel.READABLE: _READABLE,
    PrivacyLevel.GOAL: _PROCEDURE,
}

_RETRY: Mapping[RetryRule, str] = {
    RetryRule.SHAPE: "it was not one JSON object of the schema.",
    RetryRule.UNKNOWN_LOAD: "it named an `id` that is not in `loads`.",
    RetryRule.MISSING_LOAD: "a load had no run.",
    RetryRule.REPEATED_LOAD: "a load had more than one run.",
    RetryRule.LENGTH: "the segments of a load did not add up to its length.",
    RetryRule.TIME: "a load ran or started at a time that the document does not allow.",
    RetryRule.SEGMENT: "a load was cut that may not be, or into segments that overlap or are too short.",
    RetryRule.LIMIT: "the power of the loads in a step was above the limit of its window.",
    RetryRule.ORDER: "a pair of `order` was in the wrong order.",
    RetryRule.APART: "a pair of `apart` ran at the same time.",
    RetryRule.OBJECTIVE: "`objective` was not the cost of the schedule.",
}


def instructions(level: PrivacyLevel, retry: RetryRule | None = None) -> str:
    """Return the text for a level, in a retry with the rule that was broken."""
    text = INSTRUCTIONS[level]
    if retry is None:
        return text
    return f"{text}\n\nAn earlier reply was rejected: {_RETRY[retry]}"
