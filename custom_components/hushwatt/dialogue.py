"""What a conversation is about, and what is said to all that is no plain question."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from homeassistant.core import HomeAssistant

from .const import CONF_CLOUD
from .coordinator import HushwattConfigEntry
from .grounding.explaining import say_cost, say_why, say_why_not_now
from .grounding.recalling import (
    ask_which_note,
    say_all_known,
    say_forgotten,
    say_known,
    say_remembered,
)
from .grounding.reporting import SentSummary, say_price, say_sent
from .grounding.talking import ask_which, say_cancelled, say_no_advice, say_unknown
from .household.notes_records import StoredNote
from .notes import ReadingContext, read_note
from .scheduling.pending import pending
from .understanding import Ask, AskKind, choose, is_refused, with_part_of_day
from .understanding.words import split
from .vocabulary import Household, NoteQuestion, Question, Recommendation

# A home has no more conversations at a time than this.
REMEMBERED: Final = 32
ADVICE: Final = frozenset(
    {
        AskKind.ADVISE,
        AskKind.WHEN,
        AskKind.COST,
        AskKind.WHAT_IF,
        AskKind.FOLLOW_UP,
        AskKind.PLAN,
    }
)
# What a follow-up ("and the dryer?") asks once more.
REPEATED: Final = frozenset({AskKind.ADVISE, AskKind.WHEN, AskKind.COST})

_ADVISE: Final = Ask(kind=AskKind.ADVISE)


@dataclass(frozen=True)
class OpenQuestion:
    """What was asked back: an ask that waits for which appliance, which note or when is meant.

    `choices` are subentry ids or the notes' uids, `options` all that each can
    be called by; of a note to remember, the words of the time that is not clear.
    """

    ask: Ask
    choices: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """What a conversation is about: the last advice, what was asked for, what was asked back."""

    advice: Recommendation | None = None
    ask: Ask = _ADVISE
    open: OpenQuestion | None = None


class Dialogue:
    """Knows what each conversation is about; forgets the oldest ones."""

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Start with nothing said."""
        self._hass = hass
        self._entry = entry
        self._talks: OrderedDict[str, Talk] = OrderedDict()

    def keep(self, conversation_id: str, ask: Ask, advice: Recommendation) -> None:
        """Keep the advice that a conversation is about now."""
        self._keep(conversation_id, Talk(advice, ask))

    def is_about_advice(self, conversation_id: str) -> bool:
        """Tell whether advice was given in a conversation, or something asked back."""
        return conversation_id in self._talks

    def resolve(
        self,
        ask: Ask,
        words: str,
        household: Household,
        conversation_id: str,
        language: str,
    ) -> Ask:
        """Return what is asked in the light of what was said before.

        A short answer to what was asked back completes the question that waits
        for it, once; "and the dryer?" asks of another appliance what was asked
        last, "without the cloud" asks the same again.
        """
        talk = self._talks.get(conversation_id, Talk())
        if talk.open is not None:
            self._keep(conversation_id, replace(talk, open=None))
            if ask.kind in (AskKind.FOLLOW_UP, AskKind.NOT_OURS):
                return _answered(talk.open, ask, words, household, language)
        if ask.kind is not AskKind.FOLLOW_UP:
            return ask
        if ask.appliances:
            again = talk.ask.kind in REPEATED
            return replace(ask, kind=talk.ask.kind if again else AskKind.ADVISE)
        return replace(talk.ask, allow_cloud=ask.allow_cloud)

    def question(
        self, ask: Ask, household: Household, conversation_id: str, language: str
    ) -> Question | str:
        """Return the question that an ask for advice stands for, or what to ask back."""
        appliances = self._appliances(ask, household, conversation_id)
        if ask.kind is not AskKind.PLAN and len(appliances) != 1:
            if ask.unknown_name is not None and not appliances:
                return say_unknown(household.appliances, language)
            choices = [
                household.appliance(one)
                for one in appliances or [one.id for one in household.appliances]
            ]
            self._ask_back(
                conversation_id,
                OpenQuestion(
                    ask,
                    tuple(one.id for one in choices),
                    tuple(" ".join((one.name, *one.aliases)) for one in choices),
                ),
            )
            return ask_which(choices, language)
        target = appliances[0] if len(appliances) == 1 else None
        return Question(
            appliances=tuple(appliances),
            language=language,
            allow_cloud=ask.allow_cloud,
            constraints=tuple(
                replace(one, appliance=one.appliance or target)
                for one in ask.constraints
            ),
        )

    def answer(
        self, ask: Ask, recommendation: Recommendation, household: Household
    ) -> str:
        """Return what is said of an advice: what it costs, or all of it."""
        if ask.kind is AskKind.COST:
            return say_cost(recommendation, household)
        return recommendation.answer

    async def async_reply(
        self, ask: Ask, household: Household, conversation_id: str, language: str
    ) -> str:
        """Return what is said to an ask that is for something else than advice."""
        match ask.kind:
            case AskKind.WHY | AskKind.WHY_NOT_NOW:
                return self._explain(ask, household, conversation_id, language)
            case AskKind.KNOW if len(ask.appliances) == 1:
                return say_known(household, ask.appliances[0], language)
            case AskKind.KNOW:
                return say_all_known(household, language)
            case AskKind.REMEMBER:
                return await self._async_remember(
                    ask, household, conversation_id, language
                )
            case AskKind.FORGET:
                return await self._async_forget(ask, conversation_id, language)
            case AskKind.SENT:
                return await self._async_sent(household, language)
            case AskKind.PRICE_NOW:
                return say_price(household, language)
            case _:
                self._talks.pop(conversation_id, None)
                return say_cancelled(language)

    def _appliances(
        self, ask: Ask, household: Household, conversation_id: str
    ) -> Sequence[str]:
        """Return the appliances asked about: those named, else the one spoken of, else the one that waits."""
        if ask.appliances or ask.unknown_name is not None or ask.kind is AskKind.PLAN:
            return ask.appliances
        last = self._talks.get(conversation_id, Talk()).advice
        if last is not None and last.appliance is not None:
            return (last.appliance,)
        if len(household.appliances) == 1:
            return (household.appliances[0].id,)
        waiting = pending(household)
        return waiting if len(waiting) == 1 else ()

    def _explain(
        self, ask: Ask, household: Household, conversation_id: str, language: str
    ) -> str:
        """Return why the last advice is what it is, in the language of the question."""
        last = self._talks.get(conversation_id, Talk()).advice
        if last is None:
            return say_no_advice(language)
        last = replace(last, language=language)
        if ask.kind is AskKind.WHY:
            return say_why(last, household)
        return say_why_not_now(last, household)

    async def _async_remember(
        self, ask: Ask, household: Household, conversation_id: str, language: str
    ) -> str:
        """Write a note, or one anew; return what our own reader understands of it at once."""
        notes = self._entry.runtime_data.notes
        before = notes.get(ask.notes[0]) if ask.notes else None
        if before is None:
            stored = await notes.async_add(ask.text)
        else:
            stored = await notes.async_update(
                before.uid,
                text=ask.text,
                until=before.note.until,
                completed=before.completed,
            )
        context = ReadingContext(
            appliances=household.appliances,
            timezone=household.timezone,
            morning=household.morning,
            language=language,
        )
        reading = await self._hass.async_add_executor_job(
            read_note, stored.note, context
        )
        if reading.question is NoteQuestion.AMBIGUOUS_TIME:
            asked = replace(ask, text=stored.note.text, notes=(stored.note.uid,))
            time = reading.placeholders["time"]
            self._ask_back(conversation_id, OpenQuestion(asked, asked.notes, (time,)))
        return say_remembered(reading, household, language)

    async def _async_forget(self, ask: Ask, conversation_id: str, language: str) -> str:
        """Remove the one note that is meant; ask which one where several are."""
        notes = self._entry.runtime_data.notes
        kept = notes.open_notes()
        found = [one for one in kept if one.uid in ask.notes] or _fitting(
            ask.text, kept
        )
        if len(found) > 1 and not ask.notes:
            said = tuple(one.note.text for one in found)
            uids = tuple(one.uid for one in found)
            self._ask_back(conversation_id, OpenQuestion(ask, uids, said))
            return ask_which_note(said, language)
        await notes.async_remove([one.uid for one in found])
        return say_forgotten(len(found), language)

    def _ask_back(self, conversation_id: str, question: OpenQuestion) -> None:
        """Keep what was asked back."""
        talk = self._talks.get(conversation_id, Talk())
        self._keep(conversation_id, replace(talk, open=question))

    def _keep(self, conversation_id: str, talk: Talk) -> None:
        """Keep what a conversation is about now, and forget the oldest one."""
        self._talks[conversation_id] = talk
        self._talks.move_to_end(conversation_id)
        while len(self._talks) > REMEMBERED:
            self._talks.popitem(last=False)

    async def _async_sent(self, household: Household, language: str) -> str:
        """Return what went to the cloud this month."""
        month = await self._entry.runtime_data.ledger.month()
        if not month.calls and CONF_CLOUD not in self._entry.data:
            return say_sent(None, language)
        last = month.last_at
        return say_sent(
            SentSummary(
                count=month.calls,
                last=None if last is None else last.astimezone(household.timezone),
                cost=month.cost,
                fields=month.fields,
                blocked=month.blocked,
            ),
            language,
        )


def _answered(
    question: OpenQuestion, ask: Ask, words: str, household: Household, language: str
) -> Ask:
    """Return the question that an answer completes; the answer's own ask if it is none."""
    if is_refused(words, language):
        return Ask(kind=AskKind.CANCEL)
    if question.ask.kind is AskKind.REMEMBER:
        (time,), note = question.options, question.ask.text
        text = with_part_of_day(words, language, note, time)
        return ask if text is None else replace(question.ask, text=text)
    chosen = choose(words, language, question.options)
    found = tuple(question.choices[index] for index in chosen)
    if question.ask.kind is AskKind.FORGET:
        return replace(question.ask, notes=found) if found else ask
    if not found:
        found = tuple(one for one in ask.appliances if one in question.choices)
    if not found:
        return ask
    if len(found) == 1:
        return question.ask.about(household.appliance(found[0]))
    if len(found) == len(question.choices):
        return replace(question.ask, kind=AskKind.PLAN, appliances=found)
    return replace(question.ask, appliances=found)


def _fitting(text: str, notes: Sequence[StoredNote]) -> list[StoredNote]:
    """Return the notes that say all that a text says; the note itself, if one is the same."""
    wanted = _words(text)
    said = {one.uid: _words(one.note.text) for one in notes}
    same = [one for one in notes if said[one.uid] == wanted]
    if same:
        return same[:1]
    return [one for one in notes if wanted and wanted <= said[one.uid]]


def _words(text: str) -> frozenset[str]:
    """Return the words of a text, without case or accents."""
    return frozenset(split(text, elides=False).folded)
