"""Reads notes once, when they are written, and not again while nothing changes."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
import hashlib
import json
from typing import Final, override

from ..models.protocol import LocalModel, LocalModelError
from ..vocabulary import Degraded, Note, NoteQuestion, NoteReader, Reading
from .built_in.reader import Finding, find, read_note, reading_of
from .checks import Ask, Evidence, Fault, constraints_of
from .context import ReadingContext
from .evidence import said_by
from .prompts import PROMPT_VERSION, first_messages, retry_messages
from .replies import Unreadable, answer_schema, parse_answer

READER_VERSION: Final = 1
RETRIES: Final = 2
# Few enough to read between two beats of an event loop.
_SLICE: Final = 5


@dataclass(frozen=True, kw_only=True)
class CompiledNotes(Mapping[str, Reading]):
    """The readings of notes by uid, and what was missing when they were made.

    `provisional` are the uids of notes that the model should have read and
    could not: their readings hold, but are not for keeping under the model's key.
    `reading_keys` are those under which the others may be kept.
    """

    readings: Mapping[str, Reading]
    reading_keys: Mapping[str, str] = field(default_factory=dict)
    degraded: tuple[Degraded, ...] = ()
    provisional: frozenset[str] = frozenset()

    @override
    def __getitem__(self, uid: str) -> Reading:
        """Return the reading of a note."""
        return self.readings[uid]

    @override
    def __iter__(self) -> Iterator[str]:
        """Iterate over the uids of the notes."""
        return iter(self.readings)

    @override
    def __len__(self) -> int:
        """Return how many notes were read."""
        return len(self.readings)


def reading_key(note: Note, context: ReadingContext, model_name: str | None) -> str:
    """Return what a reading depends on, as one string; equal keys, equal readings.

    The note's words, its writing and end; the home's appliances with names,
    aliases and the figures of their forms; timezone, morning, language; who
    reads, and the versions of the reader and of the prompt.
    """
    until = note.until
    circumstances = [
        note.text,
        note.written_at.isoformat(),
        None if until is None else until.isoformat(),
        sorted(
            [a.id, a.name, list(a.aliases), a.duration, a.energy, a.noisy]
            for a in context.appliances
        ),
        context.timezone.key,
        context.morning.isoformat(),
        context.language,
        model_name,
        READER_VERSION,
        None if model_name is None else PROMPT_VERSION,
    ]
    text = json.dumps(circumstances, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_notes(notes: Sequence[Note], context: ReadingContext) -> dict[str, Reading]:
    """Return the built-in reader's readings by uid; plain code for an executor."""
    return {note.uid: read_note(note, context) for note in notes}


async def compile_notes(
    notes: Sequence[Note],
    context: ReadingContext,
    model: LocalModel | None,
    *,
    cached: Mapping[str, Reading],
) -> CompiledNotes:
    """Return the readings of notes, by the model where there is one.

    `cached` are earlier readings by `reading_key`; they are not made again.
    Never raises for what a note, a model or a server does: a model that does
    not answer is not asked again in this call, and the built-in reader reads.
    """
    compiler = _Compiler(context=context, model=model, known=dict(cached))
    for index, note in enumerate(notes):
        await compiler.read(note)
        if index % _SLICE == _SLICE - 1:
            await asyncio.sleep(0)
    return CompiledNotes(
        readings=compiler.readings,
        reading_keys=compiler.keys,
        degraded=tuple(dict.fromkeys(compiler.degraded)),
        provisional=frozenset(compiler.provisional),
    )


@dataclass(slots=True, kw_only=True)
class _Compiler:
    """Reads the notes of one call."""

    context: ReadingContext
    model: LocalModel | None
    known: dict[str, Reading]
    readings: dict[str, Reading] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    degraded: list[Degraded] = field(default_factory=list)
    provisional: set[str] = field(default_factory=set)
    silent: bool = False

    async def read(self, note: Note) -> None:
        """Read one note, unless it is known."""
        name = None if self.model is None else self.model.name
        key = reading_key(note, self.context, name)
        reading = self.known.get(key)
        if reading is None:
            reading, is_final = await self._read(note)
            if is_final:
                self.known[key] = reading
            else:
                self.provisional.add(note.uid)
        self.keys[note.uid] = key
        self.readings[note.uid] = _of_note(reading, note.uid)

    async def _read(self, note: Note) -> tuple[Reading, bool]:
        """Return a reading and whether it is as good as the circumstances allow."""
        if self.model is None:
            return read_note(note, self.context), True
        if self.silent:
            return await asyncio.to_thread(read_note, note, self.context), False
        evidence = await asyncio.to_thread(_evidence_in, note, self.context)
        try:
            return await _read_with(self.model, evidence), True
        except LocalModelError as error:
            self.degraded.append(error.code)
            self.silent = error.code is not Degraded.LOCAL_INVALID
            return reading_of(evidence.finding, note), False
        except _NoUse as failure:
            self.degraded.append(Degraded.LOCAL_INVALID)
            return _fallback(evidence.finding, note, demanding=failure.demanding), True


def _evidence_in(note: Note, context: ReadingContext) -> Evidence:
    """Return what plain code finds in a note, to hold a model's reading against."""
    return Evidence(
        note=note,
        context=context,
        said=said_by(note, context),
        finding=find(note, context),
    )


class _NoUse(Exception):
    """The model's answers failed the checks to the last; `demanding` if one demanded."""

    def __init__(self, *, demanding: bool) -> None:
        """Keep whether the model saw a demand."""
        super().__init__()
        self.demanding = demanding


async def _read_with(model: LocalModel, evidence: Evidence) -> Reading:
    """Return a model's checked reading; raise LocalModelError, _NoUse."""
    messages = first_messages(evidence.note, evidence.context)
    schema, demanding = None, False
    for _ in range(1 + RETRIES):
        reply = await model.chat(messages, think=True, schema=schema)
        try:
            answer = parse_answer(reply.text)
            demanding = demanding or bool(answer.constraints or answer.question)
            constraints = constraints_of(answer, evidence)
        except Unreadable as error:
            fault, schema = str(error), answer_schema()
        except Fault as error:
            fault, schema = str(error), None
        except Ask as ask:
            return _question(ask, evidence)
        else:
            return Reading(
                note_uid=evidence.note.uid,
                constraints=constraints,
                reader=NoteReader.MODEL,
            )
        messages = [*messages, *retry_messages(reply.text[:4000], fault)]
    raise _NoUse(demanding=demanding)


def _question(ask: Ask, evidence: Evidence) -> Reading:
    """Return the question to the person, the built-in reader's own where it has one."""
    found = evidence.finding.question
    if found is not None and found.question is not None:
        question, placeholders = found.question, dict(found.placeholders)
    else:
        question, placeholders = ask.question, {}
        if question is NoteQuestion.AMBIGUOUS_TIME:
            words = ask.words or _first_ambiguous(evidence)
            question = question if words else NoteQuestion.NOT_UNDERSTOOD
            placeholders = {"time": words} if words else {}
        elif question is NoteQuestion.UNKNOWN_APPLIANCE:
            placeholders = {"appliance": ask.words}
        elif question is NoteQuestion.NO_TIME:
            placeholders = {"appliance": _only_name(evidence)}
    return Reading(
        note_uid=evidence.note.uid,
        question=question,
        placeholders=placeholders,
        reader=NoteReader.MODEL,
    )


def _first_ambiguous(evidence: Evidence) -> str:
    """Return the words of the first time that can be of the morning or the evening."""
    return next((t.words for t in evidence.said.times if t.is_ambiguous), "")


def _only_name(evidence: Evidence) -> str:
    """Return the name of the one appliance that a note names, else nothing."""
    if len(evidence.said.appliances) != 1:
        return ""
    appliance = evidence.context.appliance(*evidence.said.appliances)
    return "" if appliance is None else appliance.name


def _fallback(finding: Finding, note: Note, *, demanding: bool) -> Reading:
    """Return what is sure without the model, else a question to the person.

    A note in which the model saw a demand that no check let through, and of
    which the built-in reader left words aside, is asked about.
    """
    nothing = finding.question is None and not finding.constraints
    if nothing and demanding and not finding.is_whole and not finding.is_past:
        return Reading(note_uid=note.uid, question=NoteQuestion.NOT_UNDERSTOOD)
    return reading_of(finding, note)


def _of_note(reading: Reading, uid: str) -> Reading:
    """Return a reading as that of a note with the same words."""
    if reading.note_uid == uid:
        return reading
    constraints = tuple(replace(c, note_uid=uid) for c in reading.constraints)
    return replace(reading, note_uid=uid, constraints=constraints)
