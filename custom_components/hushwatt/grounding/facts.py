"""What a recommendation says of times and amounts, in every way it may be written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
import re

from ..vocabulary import PlannedRun, Verdict
from .folding import compose, flatten
from .saying import is_worth_saying, say_asides
from .telling import Telling


class Role(StrEnum):
    """What a time or an amount is in a plan."""

    START = "start"
    END = "end"
    COST = "cost"
    COST_NOW = "cost_now"
    SAVING = "saving"
    TOTAL = "total"


TIMES = frozenset({Role.START, Role.END})


@dataclass(frozen=True)
class Fact:
    """One time or amount of an appliance's run (of the whole plan when None)."""

    role: Role
    appliance: str | None
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """Characters `start` to `end` of a text and the facts that they may state."""

    start: int
    end: int
    facts: tuple[Fact, ...]

    @property
    def is_time(self) -> bool:
        """Return whether it is a time, not an amount."""
        return self.facts[0].role in TIMES

    def roles(self, appliance: str | None) -> frozenset[Role]:
        """Return what it may be of an appliance's run, or of the whole plan."""
        return frozenset(
            fact.role
            for fact in self.facts
            if fact.appliance == appliance or fact.role is Role.TOTAL
        )


@dataclass(frozen=True)
class Naming:
    """Characters `start` to `end` of a text name an appliance of the plan."""

    start: int
    end: int
    appliance: str


@dataclass(frozen=True)
class Marked:
    """A flattened text whose known parts are found and blanked, its length kept."""

    text: str
    rest: str
    mentions: tuple[Mention, ...]
    namings: tuple[Naming, ...]


def mark(text: str, telling: Telling) -> Marked:
    """Return a composed text with the plan's names, times and amounts found in it.

    Sentences and rules that code wrote word for word are blanked and no more
    looked at.
    """
    flat = flatten(text)
    rest = _blanked(flat, [flatten(words) for words in _verbatim(telling)])
    namings, rest = _namings(rest, telling)
    mentions, rest = _mentions(rest, tuple(facts_of(telling)))
    return Marked(flat, rest, mentions, namings)


def runs_of(telling: Telling) -> tuple[PlannedRun, ...]:
    """Return the runs that an answer may speak of."""
    plan, run = telling.recommendation.plan, telling.recommendation.run
    if plan is not None:
        return plan.runs
    return () if run is None else (run,)


def facts_of(telling: Telling) -> Iterator[Fact]:
    """Yield every time and amount that an answer may state."""
    target = telling.recommendation.run
    for run in runs_of(telling):
        yield Fact(Role.START, run.appliance, telling.moments(run.start))
        yield Fact(Role.END, run.appliance, telling.moments(run.end))
        yield Fact(Role.COST, run.appliance, telling.amounts(run.cost))
    if target is not None and target.cost_now is not None:
        yield Fact(Role.COST_NOW, target.appliance, telling.amounts(target.cost_now))
    if target is not None and saves(telling):
        yield Fact(Role.SAVING, target.appliance, telling.amounts(target.saving or 0.0))
    if telling.recommendation.appliance is None:
        total = sum(run.cost for run in runs_of(telling))
        yield Fact(Role.TOTAL, None, telling.amounts(total))


def saves(telling: Telling) -> bool:
    """Return whether the answer is to wait and that saves money."""
    recommendation, run = telling.recommendation, telling.recommendation.run
    later = recommendation.verdict is Verdict.RUN_LATER
    return later and run is not None and is_worth_saying(telling, run)


def _verbatim(telling: Telling) -> Iterator[str]:
    """Yield what code wrote word for word into an answer, the longest first."""
    yield from sorted(say_asides(telling), key=len, reverse=True)
    if rules := telling.rules(*telling.recommendation.conflicts):
        yield rules


def _blanked(text: str, parts: list[str]) -> str:
    """Return a text with parts of it blanked."""
    for part in parts:
        text = text.replace(part, " " * len(part))
    return text


def _namings(text: str, telling: Telling) -> tuple[tuple[Naming, ...], str]:
    """Return where a text names the plan's appliances, and the text without them."""
    names = {
        flatten(compose(run.name)).strip(): run.appliance for run in runs_of(telling)
    }
    if not any(names):
        return (), text
    ordered = sorted(filter(None, names), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
    namings = tuple(
        Naming(match.start(), match.end(), names[match.group()])
        for match in pattern.finditer(text)
    )
    return namings, pattern.sub(lambda match: " " * len(match.group()), text)


def _mentions(text: str, facts: tuple[Fact, ...]) -> tuple[tuple[Mention, ...], str]:
    """Return where a text states facts, and the text without them."""
    stating: dict[str, list[Fact]] = {}
    for fact in facts:
        for form in fact.forms:
            stating.setdefault(flatten(compose(form)), []).append(fact)
    if not stating:
        return (), text
    forms = "|".join(map(re.escape, sorted(stating, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w.,:])(?:{forms})(?!\w|[.,:]\d)")
    mentions = tuple(
        Mention(match.start(), match.end(), tuple(stating[match.group()]))
        for match in pattern.finditer(text)
    )
    return mentions, pattern.sub(lambda match: " " * len(match.group()), text)
