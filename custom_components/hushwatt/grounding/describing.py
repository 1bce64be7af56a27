"""Constraints and readings in words, for the notes list and for conflicts."""

from collections.abc import Mapping

from ..vocabulary import ALL_WEEKDAYS, Constraint, ConstraintKind, Reading
from .language import Demand, Language
from .languages import language_for


def describe_constraint(
    constraint: Constraint, names: Mapping[str, str], language: str
) -> str:
    """Return one constraint in words, such as "dishwasher: finish by 06:30".

    `names` maps subentry ids to appliance names; `language` is a tag.
    """
    words = language_for(language)
    return f"{_whom(constraint, names, words)}: {_demand(constraint, names, words)}"


def describe_reading(reading: Reading, names: Mapping[str, str], language: str) -> str:
    """Return what a note was understood to demand, or the question it raises."""
    words = language_for(language)
    if reading.question is not None:
        return words.demands[Demand(reading.question.value)].format(
            **reading.placeholders
        )
    if not reading.constraints:
        return words.demands[Demand.NOTHING]
    return "\n".join(
        describe_constraint(one, names, language) for one in reading.constraints
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
        other=names.get(constraint.other or "", ""),
        minutes=language.number(constraint.amount or 0),
        energy=language.number(constraint.amount or 0),
    )
    by_day = constraint.kind in (
        ConstraintKind.WEEKDAY_ONLY,
        ConstraintKind.WEEKDAY_NOT,
    )
    if constraint.weekdays != ALL_WEEKDAYS and not by_day:
        text = language.demands[Demand.ON_DAYS].format(demand=text, days=days)
    if constraint.active_until is not None:
        text = language.demands[Demand.FOR_NOW].format(
            demand=text,
            until=f"{constraint.active_until:%Y-%m-%d} "
            f"{language.clock(constraint.active_until.time())}",
        )
    return text


def _key(constraint: Constraint) -> Demand:
    """Return the sentence of a constraint; a window without times is a whole day."""
    if constraint.kind is ConstraintKind.QUIET_WINDOW and constraint.time is None:
        return Demand.QUIET_ALL_DAY
    return Demand(constraint.kind.value)
