"""What the local model is told when it puts a plan into words; no note is in it."""

import json

from ..models.protocol import Message
from ..vocabulary import PlannedRun, Reason, Recommendation, Verdict
from .checking import Fault, WordingFault
from .facts import runs_of, saves
from .language import Case
from .saying import say_verdict
from .telling import Telling

VERSION = 1
"""Counted up whenever the prompt changes."""

MOST_OTHERS = 2
"""No more other loads are told of than help to understand."""

_INSTRUCTIONS = """\
You put a finished plan for a household appliance into words, to be spoken aloud.
Write one to three short, plain sentences in {language}, as a friendly person would say them.
Begin with exactly "{opening}", then say what to do and when it is done, then why.
Copy every time and amount letter by letter as it is given, its day with it.
Say nothing that is not given: no other number, name, appliance, day or reason.
Do not say that anything was started, set or will start by itself; the person does it.
Do not ask anything. No list, no heading, no quotation marks."""

_LANGUAGES = {
    "en": "English",
    "de": "German, saying du",
    "fr": "French, saying vous",
    "nl": "Dutch, saying je",
    "es": "Spanish, saying tú",
}

_WHY = {
    Reason.CHEAPEST_NOW: "no later time is cheaper",
    Reason.NEAR_TIE: "waiting saves next to nothing",
    Reason.CHEAPER_LATER: "electricity is cheaper then",
    Reason.OUTSIDE_ALLOWED_TIME: "it is not allowed now",
    Reason.NO_PRICES: "no price is known for now",
}

_FITS = "now does not fit with the rest of the plan"
_OTHERWISE = "this is the cheapest time that fits"

_CORRECTIONS = {
    Fault.EMPTY: "It was empty.",
    Fault.TOO_LONG: "It was too long.",
    Fault.QUESTION: "It asked a question.",
    Fault.FORMAT: "It was not plain sentences that end with a full stop.",
    Fault.LOAD_ID: "It held an identifier.",
    Fault.LANGUAGE: "It was not in the language asked for.",
    Fault.VERDICT: "It did not begin with the verdict, or contradicted it.",
    Fault.NO_APPLIANCE: "It did not name the appliance as given.",
    Fault.NO_TIME: "It did not say when to start.",
    Fault.OTHER_APPLIANCE: "It named an appliance that is not given.",
    Fault.TIME: "It gave a time that is not given, or as what it is not.",
    Fault.AMOUNT: "It gave an amount that is not given, or as what it is not.",
    Fault.DAY: "It named a day that is not given with a time.",
    Fault.NUMBER: "It held a number that is not given.",
    Fault.NAME: "It held a name that is not given.",
    Fault.ACT: "It said that somebody did or will do something by itself.",
    Fault.INVENTION: "It gave a reason or a saving that is not given.",
    Fault.NOT_THE_TEMPLATE: "It was not the sentence given.",
}


def ask_for_words(telling: Telling) -> list[Message]:
    """Return the prompt for the wording of a run now or later."""
    instructions = _INSTRUCTIONS.format(
        language=_LANGUAGES[telling.language.code], opening=opening(telling)
    )
    facts = json.dumps(_facts(telling), ensure_ascii=False, indent=1)
    example = say_verdict(telling)
    return [
        Message("system", instructions),
        Message(
            "user",
            f"Given:\n{facts}\n\nA correct answer, to be said better:\n{example}",
        ),
    ]


def ask_again(fault: WordingFault) -> Message:
    """Return what the model is told of the check that its words failed."""
    words = f" ({fault.words})" if fault.words else ""
    return Message(
        "user", f"That was not right. {_CORRECTIONS[fault.code]}{words} Write it again."
    )


def opening(telling: Telling) -> str:
    """Return the words that an answer begins with, such as "Later:"."""
    return say_verdict(telling).split(":", maxsplit=1)[0] + ":"


def _facts(telling: Telling) -> dict[str, str | list[str]]:
    """Return what the model may say of a run, as it may say it."""
    recommendation, run = telling.recommendation, telling.recommendation.run
    if run is None:
        return {}
    told = telling.run(run)
    facts: dict[str, str | list[str]] = {
        "appliance": telling.language.name(telling.name, Case.OBJECT),
        "start": told["start"] if _is_later(recommendation) else opening(telling)[:-1],
        "done": told["end"],
        "cost": told["cost"],
        "why": _why(telling),
    }
    if saves(telling):
        facts |= {"cost if started now": told["cost_now"], "saving": told["saving"]}
    if others := _others_that_help(telling):
        facts["goes first"] = [
            f"{telling.language.name(one.name, Case.SUBJECT)}: {telling.moment(one.start)}"
            for one in others
        ]
    return facts


def _why(telling: Telling) -> str:
    """Return the reason in plain words."""
    recommendation = telling.recommendation
    if (
        recommendation.reason is Reason.OUTSIDE_ALLOWED_TIME
        and recommendation.conflicts
    ):
        return f"now is not allowed ({telling.rules(*recommendation.conflicts)})"
    if recommendation.reason is Reason.CHEAPER_LATER and not saves(telling):
        return _FITS
    return _WHY.get(recommendation.reason, _OTHERWISE)


def _is_later(recommendation: Recommendation) -> bool:
    """Return whether the answer is to wait."""
    return recommendation.verdict is Verdict.RUN_LATER


def _others_that_help(telling: Telling) -> list[PlannedRun]:
    """Return the runs that explain why not now: those before it, when waiting saves nothing."""
    run = telling.recommendation.run
    if run is None or not _is_later(telling.recommendation) or saves(telling):
        return []
    before = [
        one
        for one in runs_of(telling)
        if one.appliance != run.appliance and one.start < run.start
    ]
    return sorted(before, key=lambda one: one.start)[:MOST_OTHERS]
