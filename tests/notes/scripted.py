"""A local model that answers what a test wrote down for it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
import json
from typing import Any

from custom_components.hushwatt.models.protocol import (
    LocalModelError,
    LocalReply,
    Message,
)


@dataclass
class Call:
    """What a model was asked, and how."""

    messages: Sequence[Message]
    think: bool
    schema: Mapping[str, Any] | None


@dataclass
class ScriptedModel:
    """Gives its answers in order; an exception among them is raised."""

    answers: list[str | LocalModelError]
    calls: list[Call] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the model's tag."""
        return "gemma4:e4b"

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Return the next answer."""
        self.calls.append(Call(messages, think, schema))
        answer = self.answers.pop(0)
        if isinstance(answer, LocalModelError):
            raise answer
        return LocalReply(text=answer)

    async def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Yield nothing: notes are not streamed."""
        return
        yield


def answer(*constraints: Mapping[str, Any], **values: Any) -> str:
    """Return an answer as a model writes it, thoughts before it and a fence around it."""
    document = {"constraints": list(constraints), **values}
    return f"The note says …\n```json\n{json.dumps(document)}\n```\n"


def by(time: str, appliance: str = "Dishwasher", **values: Any) -> dict[str, Any]:
    """Return a deadline as a model writes it."""
    return {"kind": "finish_by", "appliance": appliance, "time": time, **values}
