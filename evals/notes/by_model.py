"""How a local model reads notes, before the checks and after them.

The rates are apart, since a hard schema makes answers valid and wrong: how many
answers parse at once, how many pass the checks at once, and what the person
gets in the end.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import ssl
from time import perf_counter
from typing import Any

from .score import Score
from .statements import LANGUAGES, Statement, home, statements
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import LocalModel, LocalReply, Message
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.notes import compile_notes
from custom_components.hushwatt.notes.replies import Unreadable, parse_answer
from custom_components.hushwatt.vocabulary import NoteReader


@dataclass(slots=True)
class Listener:
    """A model whose answers are counted as they pass by."""

    model: LocalModel
    answers: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the model's tag."""
        return self.model.name

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Pass the model's answer on."""
        reply = await self.model.chat(
            messages, think=think, schema=schema, seconds=seconds
        )
        self.answers.append(reply.text)
        return reply

    def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Pass the model's words on."""
        return self.model.stream(messages, think=think, seconds=seconds)


@dataclass(slots=True)
class Rates:
    """What became of the notes of one language; seconds for all of them."""

    score: Score = field(default_factory=Score)
    notes: int = 0
    valid_at_once: int = 0
    passed_at_once: int = 0
    by_model: int = 0
    calls: int = 0
    seconds: float = 0.0


async def rates_of(
    model: LocalModel, language: str, some: Iterable[Statement]
) -> Rates:
    """Return how a model reads statements of one language."""
    rates, context = Rates(), home(language)
    for statement in some:
        listener = Listener(model)
        begun = perf_counter()
        compiled = await compile_notes([statement.note], context, listener, cached={})
        rates.seconds += perf_counter() - begun
        reading = compiled[statement.note.uid]
        rates.score.count(statement, reading)
        rates.notes += 1
        rates.calls += len(listener.answers)
        read = reading.reader is NoteReader.MODEL
        rates.by_model += read
        rates.passed_at_once += read and len(listener.answers) == 1
        rates.valid_at_once += bool(listener.answers) and _is_valid(listener.answers[0])
    return rates


def _is_valid(answer: str) -> bool:
    """Tell whether an answer is of the form that was asked for."""
    try:
        parse_answer(answer)
    except Unreadable:
        return False
    return True


def print_rates(found: Mapping[str, Rates]) -> None:
    """Print one column for each language."""
    rows = {
        "notes": [f"{r.notes}" for r in found.values()],
        "valid at once": [_share(r.valid_at_once, r) for r in found.values()],
        "passes at once": [_share(r.passed_at_once, r) for r in found.values()],
        "by the model": [_share(r.by_model, r) for r in found.values()],
        "right in the end": [
            _share(r.score.statements.right, r) for r in found.values()
        ],
        "wrong in the end": [
            _share(r.score.statements.wrong, r) for r in found.values()
        ],
        "calls a note": [f"{r.calls / max(r.notes, 1):.2f}" for r in found.values()],
        "seconds a note": [
            f"{r.seconds / max(r.notes, 1):.1f}" for r in found.values()
        ],
    }
    print(f"\n{'':18}" + "".join(f"{language:>8}" for language in found))
    for name, cells in rows.items():
        print(f"{name:18}" + "".join(f"{cell:>8}" for cell in cells))


def _share(count: int, rates: Rates) -> str:
    """Return a share of all notes."""
    return f"{count / max(rates.notes, 1):.2f}"


async def print_model_table(url: str, model: str, part: str) -> None:
    """Ask a real model at an Ollama server, and print what it makes of a part."""
    server = OllamaServer(url, ssl_context=ssl.create_default_context())
    try:
        local = OllamaModel(server, model)
        found = {
            language: await rates_of(local, language, statements(language, part))
            for language in LANGUAGES
        }
    finally:
        await server.close()
    print(f"\nNotes, read by {model}: the part {part}")
    print_rates(found)
