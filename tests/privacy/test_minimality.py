"""Every field that is sent is needed, and what is left out never is."""

from collections.abc import Callable, Iterator
import copy
from dataclasses import replace
from datetime import timedelta
import json
import random
from typing import Any

from hypothesis import assume, given, strategies as st
import pytest

from . import honest_cloud
from .problems import random_problem
from .reference import DISHWASHER, reference_problem
from .test_blinding import part_of
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.document import write
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import BadReply, unblind
from custom_components.hushwatt.scheduling.problem import (
    FixedLoad,
    Infeasible,
    Load,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind,
    Phase,
    PrivacyLevel,
)

type Document = dict[str, Any]
type Change = Callable[[Document], None]


def windows(document: Document) -> list[dict[str, Any]]:
    """Return the windows of a document."""
    found: list[dict[str, Any]] = document["prices"]
    return found


def without(name: str) -> Change:
    """Return the change that leaves a field of the whole document out."""
    return lambda document: document.pop(name, None)


def of_windows(change: Callable[[dict[str, Any]], object]) -> Change:
    """Return the change of every window."""

    def change_all(document: Document) -> None:
        for window in windows(document):
            change(window)

    return change_all


def of_loads(change: Callable[[dict[str, Any], int], object]) -> Change:
    """Return the change of every load, with the end of the windows."""

    def change_all(document: Document) -> None:
        for load in document["loads"]:
            change(load, windows(document)[-1]["to"])

    return change_all


def even_phases(load: dict[str, Any], _: int) -> None:
    """Leave the profile out: the load draws evenly."""
    if "phases" in load:
        load["phases"] = [[length, 1] for length, _ in load["phases"]]


def whole_phases(load: dict[str, Any], _: int) -> None:
    """Leave the lengths of phases out: they are equally long."""
    if "phases" in load:
        total, count = sum(n for n, _ in load["phases"]), len(load["phases"])
        lengths = [total // count] * (count - 1)
        lengths.append(total - sum(lengths))
        load["phases"] = [
            [n, power] for n, (_, power) in zip(lengths, load["phases"], strict=True)
        ]


def anywhere(load: dict[str, Any], end: int) -> None:
    """Leave the allowed starts out."""
    if "starts" in load and "segment" not in load:
        length = load.get("length") or sum(n for n, _ in load["phases"])
        load["starts"] = [[0, end - length]]
    else:
        load.pop("starts", None)


def all_day(load: dict[str, Any], end: int) -> None:
    """Leave out where a load that may be cut may run."""
    if "spans" in load:
        load["spans"] = [[0, end]]


def uncut(load: dict[str, Any], end: int) -> None:
    """Leave out that a load may be cut."""
    if load.pop("segment", None):
        load.pop("spans")
        load["starts"] = [[0, end - load["length"]]]


def in_crumbs(load: dict[str, Any], _: int) -> None:
    """Leave out how short a segment may be."""
    if "segment" in load:
        load["segment"] = 1


def equal_windows(document: Document) -> None:
    """Leave the times of windows out: they are equally long."""
    found = windows(document)
    first, last = found[0]["from"], found[-1]["to"]
    for number, window in enumerate(found):
        window["from"] = first + (last - first) * number // len(found)
        window["to"] = first + (last - first) * (number + 1) // len(found)


FIELDS: dict[str, Change] = {
    "prices.from, prices.to": equal_windows,
    "prices.price": of_windows(lambda window: window.update(price=0)),
    "prices.export": of_windows(
        lambda w: w.update(export=w["price"]) if "export" in w else None
    ),
    "prices.surplus": of_windows(
        lambda w: w.update(surplus=10**6) if "surplus" in w else None
    ),
    "prices.limit": of_windows(lambda window: window.pop("limit", None)),
    "loads.length": of_loads(
        lambda load, _: load.update(length=1) if "length" in load else None
    ),
    "loads.power": of_loads(lambda load, _: load.pop("power", None)),
    "loads.phases, power": of_loads(even_phases),
    "loads.phases, length": of_loads(whole_phases),
    "loads.starts": of_loads(anywhere),
    "loads.spans": of_loads(all_day),
    "loads.segment": of_loads(uncut),
    "loads.segment, length": of_loads(in_crumbs),
    "order": without("order"),
    "apart": without("apart"),
}


def blinded_problems() -> Iterator[tuple[Problem, Blinded]]:
    """Yield random problems that can be sent, with what is sent."""
    for seed in range(20_000):
        rng = random.Random(seed)
        problem = random_problem(rng)
        try:
            blinded = blind(problem, [problem.loads[0].id], PrivacyLevel.BLINDED, rng)
        except CannotBlind:
            continue
        yield problem, blinded


def misleads(problem: Problem, blinded: Blinded, document: Document) -> bool:
    """Return whether a changed document leads to a broken or a dearer schedule."""
    part = part_of(problem, blinded)
    best = solve(part, seconds=1)
    if isinstance(best, Infeasible) or best.gap:
        return False
    try:
        reply = honest_cloud.answer(document)
        if reply is None:
            return True
        told = json.loads(reply)
        # What the cloud reckons is another matter here.
        key = replace(blinded.key, rates=(), worth=0.0)
        schedule = unblind(json.dumps({**told, "objective": 0}), key)
    except TimeoutError:
        return False
    except BadReply:
        return True
    verification = verify(part, schedule)
    dearer = verification.cost > best.cost + blinded.key.regret + 1e-6
    return bool(verification.violations) or dearer


@pytest.mark.parametrize("field", FIELDS)
def test_dropping_any_sent_field_changes_the_optimum_of_some_problem(
    field: str,
) -> None:
    """There is a problem that is solved wrongly without it."""
    for problem, blinded in blinded_problems():
        document: Document = json.loads(write(blinded.document))
        changed = copy.deepcopy(document)
        FIELDS[field](changed)
        if changed != document and misleads(problem, blinded, changed):
            return
    pytest.fail(f"no problem needs {field}")


def test_every_field_of_the_grammar_is_tried() -> None:
    """No field is sent that the test above does not know."""
    known = {part for field in FIELDS for part in field.replace(",", ".").split(".")}
    known = {part.strip() for part in known} | {"id", "loads", "prices"}
    names: set[str] = set()
    for number, (_, blinded) in enumerate(blinded_problems()):
        names |= set(_keys(json.loads(write(blinded.document))))
        if number > 300:
            break
    assert names == known


def _keys(value: object) -> Iterator[str]:
    """Yield every key of a document."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def sent(problem: Problem, target: str) -> str | None:
    """Return the document of a target, None when it cannot be sent."""
    try:
        blinded = blind(problem, [target], PrivacyLevel.BLINDED, random.Random(0))
    except CannotBlind:
        return None
    return write(blinded.document)


def uncoupled(problem: Problem) -> Problem:
    """Return a problem with one more load that shares nothing with the others."""
    end = problem.windows[-1].span.end
    far = Window(Span(end + 60, end + 600), 0.3)
    more = Load(
        id="another",
        phases=(Phase(60, 2.0),),
        rules=(Rule(earliest_start=end + 60),),
    )
    bounded = with_rules(problem, Rule(latest_end=end))
    return replace(
        bounded, loads=(*bounded.loads, more), windows=(*problem.windows, far)
    )


def with_rules(problem: Problem, *rules: Rule) -> Problem:
    """Return a problem whose loads have further rules."""
    return replace(
        problem,
        loads=tuple(
            replace(load, rules=(*load.rules, *rules)) for load in problem.loads
        ),
    )


def with_notes(problem: Problem) -> Problem:
    """Return a problem in which every rule was said three times, by three notes."""
    return replace(
        problem,
        loads=tuple(
            replace(
                load,
                rules=tuple(
                    replace(
                        rule,
                        constraint=Constraint(
                            kind=ConstraintKind.FINISH_BY,
                            appliance=load.id,
                            note_uid=f"note {number}",
                        ),
                    )
                    for rule in load.rules
                    for number in range(3)
                ),
            )
            for load in problem.loads
        ),
    )


def scaled(problem: Problem, factor: float) -> Problem:
    """Return a problem in another currency: all prices times a factor."""
    return replace(
        problem,
        windows=tuple(
            replace(
                window,
                import_price=window.import_price * factor,
                export_price=window.export_price * factor,
            )
            for window in problem.windows
        ),
    )


def cut(problem: Problem) -> Problem:
    """Return a problem whose tariff comes in windows half as long."""
    halves = []
    for window in problem.windows:
        middle = (window.span.start + window.span.end) // 2
        halves += [
            replace(window, span=Span(window.span.start, middle)),
            replace(window, span=Span(middle, window.span.end)),
        ]
    return replace(
        problem, windows=tuple(w for w in halves if w.span.start < w.span.end)
    )


def renamed(problem: Problem) -> Problem:
    """Return a problem with every load id prefixed."""

    def new(load_id: str) -> str:
        return f"marias {load_id}"

    return replace(
        problem,
        loads=tuple(replace(load, id=new(load.id)) for load in problem.loads),
        orders=tuple(
            replace(o, first=new(o.first), then=new(o.then)) for o in problem.orders
        ),
        exclusions=tuple(
            replace(e, one=new(e.one), other=new(e.other)) for e in problem.exclusions
        ),
    )


LEFT_OUT: dict[str, Callable[[Problem], Problem]] = {
    "how often and by whom a rule was said": with_notes,
    "rules that others imply": lambda p: with_rules(
        p,
        Rule(latest_end=10**6),
        Rule(earliest_start=0),
        Rule(quiet=(Span(10**6, 10**7),)),
    ),
    "the currency": lambda p: scaled(p, 8.0),
    "how the tariff is cut into windows": cut,
    "a load that shares nothing": uncoupled,
    "the date": lambda p: replace(p, origin=p.origin + timedelta(days=9, hours=3)),
    "an ample limit": lambda p: p if p.limit else replace(p, limit=1000.0),
    "what ran in the past": lambda p: replace(
        p, fixed=(*p.fixed, FixedLoad("past", Span(-90, 0), 5.0))
    ),
}


@pytest.mark.parametrize("fact", LEFT_OUT)
@given(seed=st.integers(0, 2**32))
def test_what_is_left_out_changes_not_one_byte(fact: str, seed: int) -> None:
    """Two homes that differ in it send the same, so it cannot be read, nor change an answer."""
    problem = random_problem(random.Random(seed))
    target = problem.loads[0].id
    assert sent(LEFT_OUT[fact](problem), target) == sent(problem, target)


@given(st.integers(0, 2**32))
def test_what_a_load_is_called_changes_not_one_byte(seed: int) -> None:
    """Names of loads do not even decide an order."""
    problem = random_problem(random.Random(seed))
    target = problem.loads[0].id
    assert sent(renamed(problem), f"marias {target}") == sent(problem, target)


@given(st.integers(0, 2**32), st.floats(-5, 5))
def test_the_level_of_prices_moves_nothing_but_the_last_digit(
    seed: int, margin: float
) -> None:
    """A supplier's margin on every price is gone; floats may round differently by one."""
    problem = random_problem(random.Random(seed))
    target = problem.loads[0].id
    dearer = replace(
        problem,
        windows=tuple(
            replace(
                window,
                import_price=window.import_price + margin,
                export_price=window.export_price + margin,
            )
            for window in problem.windows
        ),
    )
    documents = [sent(one, target) for one in (problem, dearer)]
    assume(all(documents))
    one, other = (json.loads(text) for text in documents if text)
    # Prices that differ by less than floats hold may fall together.
    assume(len(one["prices"]) == len(other["prices"]))
    for mine, theirs in zip(one["prices"], other["prices"], strict=True):
        assert abs(mine["price"] - theirs["price"]) <= 1


def test_a_fact_beyond_reach_is_not_told() -> None:
    """Prices after the deadline, and at hours in which nothing may run, are not sent."""
    problem = reference_problem()
    later = replace(
        problem,
        windows=tuple(
            window if window.span.start < 330 else replace(window, import_price=-9.0)
            for window in problem.windows
        ),
    )
    assert sent(later, DISHWASHER) == sent(problem, DISHWASHER)


def test_an_offset_counts_from_the_first_start_and_not_from_now() -> None:
    """When a load may not start yet, even the time of the call tells no clock time."""
    problem = reference_problem()
    dishwasher = problem.loads[0]
    waiting = replace(
        problem,
        loads=(
            replace(dishwasher, rules=(*dishwasher.rules, Rule(earliest_start=90))),
        ),
    )
    assert sent(waiting, DISHWASHER) == (
        '{"loads":[{"id":"L1","length":3,"starts":[[0,2]]}],'
        '"prices":[{"from":0,"to":5,"price":0}]}'
    )
