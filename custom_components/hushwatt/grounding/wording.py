"""The answer in the local model's words, checked, or else by template."""

from dataclasses import dataclass
from time import monotonic

from ..models.protocol import LocalModel, LocalModelError, Message
from ..vocabulary import Degraded, Household, Recommendation, Verdict
from .checking import check_wording
from .prompts import ask_again, ask_for_words
from .saying import say, say_asides
from .telling import Telling

ATTEMPTS = 2
SECONDS = 20.0
"""The wording may take this long in all; a person is waiting."""
LEAST_SECONDS = 2.0
"""No attempt is begun with less time than this."""


@dataclass(frozen=True)
class Grounded:
    """An answer that is true of its plan, and what was missing in wording it."""

    text: str
    degraded: tuple[Degraded, ...] = ()


async def ground(
    recommendation: Recommendation,
    household: Household,
    model: LocalModel | None,
    *,
    seconds: float = SECONDS,
) -> Grounded:
    """Return the answer in words that passed the check.

    The model words a run of one appliance, now or later; all else, and whatever
    fails the check twice, is said by template. What the model's failing is
    called is in `degraded`; without a model nothing is missing. Never raises
    LocalModelError.
    """
    template = Grounded(say(recommendation, household))
    if model is None or not _is_for_model(recommendation):
        return template
    try:
        text = await _worded(recommendation, household, model, seconds)
    except LocalModelError as error:
        return Grounded(template.text, (error.code,))
    if text is None:
        return Grounded(template.text, (Degraded.LOCAL_INVALID,))
    return Grounded(text)


def _is_for_model(recommendation: Recommendation) -> bool:
    """Return whether there is a run of one appliance to put into words."""
    asked = recommendation.appliance is not None and recommendation.run is not None
    return asked and recommendation.verdict is not Verdict.NOT_POSSIBLE


async def _worded(
    recommendation: Recommendation,
    household: Household,
    model: LocalModel,
    seconds: float,
) -> str | None:
    """Return the model's words with the sentences that code adds, None when none passed."""
    telling = Telling.of(recommendation, household)
    messages, deadline = ask_for_words(telling), monotonic() + seconds
    for _ in range(ATTEMPTS):
        left = deadline - monotonic()
        if left < LEAST_SECONDS and len(messages) > 2:
            return None
        reply = await model.chat(messages, think=False, seconds=left)
        text = " ".join((_tidied(reply.text), *say_asides(telling)))
        faults = check_wording(text, recommendation, household)
        if not faults:
            return text
        messages += [Message("assistant", reply.text), ask_again(faults[0])]
    return None


def _tidied(text: str) -> str:
    """Return a model's words in one line, without quotation marks around them."""
    line = " ".join(text.split())
    if len(line) > 1 and line[0] in '"“„«' and line[-1] in '"”“»':
        line = line[1:-1].strip()
    return line
