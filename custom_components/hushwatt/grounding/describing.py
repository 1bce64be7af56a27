"""Constraints and readings in words, for the notes list and for conflicts."""

from collections.abc import Iterable, Mapping

from ..vocabulary import ALL_WEEKDAYS, Constraint, ConstraintKind, Household, Reading
from .language import Language
from .languages import language_for
from .texts import Demand

_BY_DAY = frozenset({ConstraintKind.WEEKDAY_ONLY, ConstraintKind.WEEKDAY_NOT})


class _Placeholders(dict[str, str]):
    """Placeholders of a stored question; one that is missing reads as a gap."""

    def __missing__(self, key: str) -> str:
        """Return a gap."""
        return "…"


def describe_constraint(
    constraint: Constraint, names: Mapping[str, str], language: str
) -> str:
    """Return one constraint in words, such as "Dishwasher: finish by 06:30".

    `names` maps subentry ids to appliance names; `language` is a tag.
    """
    return _described(constraint, names, language_for(language))


def describe_reading(reading: Reading, names: Mapping[str, str], language: str) -> str:
    """Return what a note was understood to demand, or the question it raises.

    One line per constraint; `names` maps subentry ids to appliance names.
    """
    words = language_for(language)
    if reading.question is not None:
        template = words.demands[Demand(reading.question.value)]
        return template.format_map(_Placeholders(reading.placeholders))
    if not reading.constraints:
        return words.demands[Demand.NOTHING]
    return "\n".join(
        describe_constraint(one, names, language) for one in reading.constraints
    )


def describe_rules(
    constraints: Iterable[Constraint],
    household: Household,
    language: Language,
    *,
    about: str | None,
) -> str:
    """Return constraints in one line; the appliance spoken `about` is not named again."""
    names = {appliance.id: appliance.name for appliance in household.appliances}
    rules = [
        _demand(one, names, language)
        if one.appliance == about and about is not None
        else _described(one, names, language)
        for one in constraints
    ]
    return language.semicolon.join(dict.fromkeys(rules))


def _described(
    constraint: Constraint, names: Mapping[str, str], language: Language
) -> str:
    """Return whom a constraint is about and what it demands."""
    return language.colon.join(
        (_whom(constraint, names, language), _demand(constraint, names, language))
    )


def _whom(constraint: Constraint, names: Mapping[str, str], language: Language) -> str:
    """Return the name of the appliance that a constraint is about."""
    if constraint.appliance is not None:
        return names.get(constraint.appliance, constraint.appliance)
    if constraint.noisy_only:
        return language.demands[Demand.EVERYTHING_NOISY]
    return language.demands[Demand.EVERYTHING]


def _demand(
    constraint: Constraint, names: Mapping[str, str], language: Language
) -> str:
    """Return what a constraint demands, with its days and its end."""
    days = language.listing([language.weekdays[d] for d in sorted(constraint.weekdays)])
    text = language.demands[_key(constraint)].format(
        time=language.clock(constraint.time) if constraint.time else "",
        until=language.clock(constraint.until) if constraint.until else "",
        days=days,
        other=names.get(constraint.other or "", constraint.other or ""),
        minutes=language.number(constraint.amount or 0),
        energy=language.number(constraint.amount or 0),
    )
    if constraint.weekdays != ALL_WEEKDAYS and constraint.kind not in _BY_DAY:
        text = language.demands[Demand.ON_DAYS].format(demand=text, days=days)
    if constraint.active_until is not None:
        until = language.until(constraint.active_until)
        text = language.demands[Demand.FOR_NOW].format(demand=text, until=until)
    return text


def _key(constraint: Constraint) -> Demand:
    """Return the sentence of a constraint; a window without times is a whole day."""
    if constraint.kind is ConstraintKind.QUIET_WINDOW and constraint.time is None:
        return Demand.QUIET_ALL_DAY
    return Demand(constraint.kind.value)
