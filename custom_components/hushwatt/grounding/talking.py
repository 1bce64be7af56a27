"""Short sentences that keep a talk going."""

from collections.abc import Sequence

from ..vocabulary import Appliance
from .appliances import list_appliances
from .language import Case
from .languages import language_for
from .texts import Text

MOST_CHOICES = 5
"""No more appliances are offered than a person can keep in mind."""

_INTERIM = (Text.INTERIM_PRICES, Text.INTERIM_PLAN, Text.INTERIM_RULES)

# By the names that the steps have in the trace of a question.
_PROGRESS = {
    "local_model": Text.PROGRESS_MODEL,
    "cloud": Text.PROGRESS_CLOUD,
    "wording": Text.PROGRESS_WORDS,
}


def ask_which(appliances: Sequence[Appliance], language: str) -> str:
    """Return the question which appliance is meant; it ends in a question mark."""
    words = language_for(language)
    names = [words.name(one.name, Case.OBJECT) for one in appliances]
    if not 0 < len(names) <= MOST_CHOICES:
        return words.say(Text.WHICH_PLAIN)
    text = Text.WHICH_OF if len(names) == 2 else Text.WHICH
    return words.say(text, appliances=words.choice(names))


def say_interim(language: str, turn: int = 0) -> str:
    """Return a sentence to be said while an answer is worked out.

    It has more than 60 characters, so that speech begins with it; `turn` picks
    one of several.
    """
    return language_for(language).say(_INTERIM[turn % len(_INTERIM)])


def say_progress(step: str, language: str) -> str | None:
    """Return what is being done in a step that takes its time, None for one that does not.

    It is shown, not spoken, and holds nothing of the question.
    """
    text = _PROGRESS.get(step)
    return None if text is None else language_for(language).say(text)


def say_draft(answer: str, language: str) -> str:
    """Return a draft's answer and that it may change."""
    return f"{answer} {language_for(language).say(Text.DRAFT)}"


def say_refined(answer: str, language: str, *, changed: bool) -> str:
    """Return what became of a draft: a new answer, or that it stays."""
    words = language_for(language)
    if not changed:
        return words.say(Text.REFINED_SAME)
    return f"{words.say(Text.REFINED)} {answer}"


def say_cancelled(language: str) -> str:
    """Return that a talk is over."""
    return language_for(language).say(Text.CANCELLED)


def say_no_advice(language: str) -> str:
    """Return that there is no advice to speak of yet."""
    return language_for(language).say(Text.NO_ADVICE)


def say_unknown(appliances: Sequence[Appliance], language: str) -> str:
    """Return that an appliance is not known, and which are."""
    words = language_for(language)
    if not appliances:
        return words.say(Text.NO_APPLIANCES)
    known = list_appliances(appliances, words)
    return words.say(Text.UNKNOWN_APPLIANCE, appliances=known)


def say_not_understood(language: str) -> str:
    """Return that words were not understood."""
    return language_for(language).say(Text.NOT_UNDERSTOOD)


def say_failed(language: str) -> str:
    """Return that something went wrong."""
    return language_for(language).say(Text.FAILED)
