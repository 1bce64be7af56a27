"""Answers about notes: what is known, what was noted, what was forgotten."""

from collections.abc import Sequence

from ..vocabulary import Appliance, Constraint, Household, NoteQuestion, Reading
from .appliances import list_appliances
from .describing import describe_constraint, describe_reading, describe_rules
from .language import Case, Language
from .languages import language_for
from .texts import Text

MOST_RULES = 8
"""No more rules are said than a person would listen to."""


def say_known(household: Household, appliance: str, language: str) -> str:
    """Return what is known of one appliance: its figures and its rules.

    `appliance` is a subentry id (KeyError when there is none), `language` a tag.
    """
    words, known = language_for(language), household.appliance(appliance)
    facts = [*_figures(known, words), *_rules(known, household, words)]
    name = words.name(known.name, Case.OBJECT)
    if not facts:
        return words.say(Text.KNOWN_NOTHING, appliance=name)
    return words.say(Text.KNOWN, appliance=name, facts=words.semicolon.join(facts))


def say_all_known(household: Household, language: str) -> str:
    """Return the appliances that are known and what the notes demand of them."""
    words = language_for(language)
    if not household.appliances:
        return words.say(Text.NO_APPLIANCES)
    names = list_appliances(household.appliances, words)
    known = words.say(Text.KNOWN_APPLIANCES, appliances=names)
    called = {one.id: one.name for one in household.appliances}
    rules = dict.fromkeys(
        describe_constraint(one, called, language) for one in household.constraints
    )
    if not rules:
        return f"{known} {words.say(Text.KNOWN_NO_NOTES)}"
    said = words.semicolon.join(_first(list(rules), words))
    return f"{known} {words.say(Text.KNOWN_NOTES, rules=said)}"


def say_remembered(reading: Reading, household: Household, language: str) -> str:
    """Return what a new note was understood to demand, or what it leaves open.

    Whether a time is of the morning or of the evening is asked back.
    """
    words = language_for(language)
    names = {one.id: one.name for one in household.appliances}
    said = describe_reading(reading, names, language)
    if reading.question is NoteQuestion.AMBIGUOUS_TIME:
        return words.say(Text.REMEMBERED_WHEN, time=reading.placeholders["time"])
    if reading.question is not None:
        return words.say(Text.REMEMBERED_QUESTION, question=said)
    if not reading.constraints:
        return words.say(Text.REMEMBERED_NOTHING)
    return words.say(Text.REMEMBERED, rules=words.semicolon.join(said.splitlines()))


def say_forgotten(count: int, language: str) -> str:
    """Return that so many notes were forgotten; none means that none was found."""
    words = language_for(language)
    match count:
        case 0:
            return words.say(Text.FORGET_NONE)
        case 1:
            return words.say(Text.FORGOTTEN)
        case _:
            return words.say(Text.FORGOTTEN_MANY, count=str(count))


def ask_which_note(notes: Sequence[str], language: str) -> str:
    """Return the question which of some notes is meant; it ends in a question mark."""
    words = language_for(language)
    return words.say(Text.FORGET_WHICH, notes=words.choice([_bare(n) for n in notes]))


def _figures(appliance: Appliance, language: Language) -> list[str]:
    """Return how long an appliance runs and how much it uses."""
    facts = []
    if appliance.duration is not None:
        minutes = language.number(appliance.duration)
        facts.append(language.texts[Text.FACT_DURATION].format(minutes=minutes))
    if appliance.energy is not None:
        energy = language.number(appliance.energy)
        facts.append(language.texts[Text.FACT_ENERGY].format(energy=energy))
    return facts


def _rules(appliance: Appliance, household: Household, language: Language) -> list[str]:
    """Return what form and notes demand of an appliance."""
    given = [
        one
        for one in (*appliance.constraints, *household.constraints)
        if _is_about(one, appliance)
    ]
    rules = (
        describe_rules([one], household, language, about=appliance.id) for one in given
    )
    return _first(list(dict.fromkeys(rules)), language)


def _is_about(constraint: Constraint, appliance: Appliance) -> bool:
    """Return whether a constraint holds for an appliance."""
    if constraint.appliance is None:
        return appliance.noisy or not constraint.noisy_only
    return constraint.appliance == appliance.id


def _first(rules: list[str], language: Language) -> list[str]:
    """Return the first rules and how many more there are."""
    more = len(rules) - MOST_RULES
    if more <= 0:
        return rules
    return [*rules[:MOST_RULES], language.texts[Text.MORE].format(count=more)]


def _bare(note: str) -> str:
    """Return a note without the punctuation at its end."""
    return note.strip().rstrip(".!?;, ")
