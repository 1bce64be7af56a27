"""What the rooms expect of a model, whoever serves it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ..vocabulary import Degraded


@dataclass(frozen=True)
class Message:
    """One turn of a prompt to the local model; private."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, kw_only=True)
class LocalReply:
    """A whole answer of the local model: text, token counts, seconds."""

    text: str
    prompt_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0


class LocalModelError(Exception):
    """The local model gave no usable answer; `code` says in which way."""

    def __init__(self, code: Degraded) -> None:
        """Keep the code; no text, since a text could hold a private word."""
        super().__init__(code.value)
        self.code = code


class LocalModel(Protocol):
    """A model inside the house."""

    @property
    def name(self) -> str:
        """Return the model's tag, such as `gemma4:e4b`."""

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Return a complete answer; raise LocalModelError.

        `schema` constrains the answer to a JSON schema, `seconds` bounds the
        whole call (the client's own bound when None).
        """

    def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Yield the answer's text as it comes; raise LocalModelError."""

    async def warm(self) -> None:
        """Have the model loaded, without asking it anything; raise LocalModelError."""


@dataclass(frozen=True, kw_only=True)
class CloudReply:
    """What the cloud answered, untrusted: its text, and what it used."""

    text: str
    model: str
    input_tokens: int
    output_tokens: int
    cost_usd: float
    seconds: float


class CloudError(Exception):
    """The cloud gave no usable answer; `code` says in which way.

    `retry` tells whether the same request may be tried again at once.
    Tokens that a failed answer used all the same are in `reply`.
    """

    def __init__(
        self, code: Degraded, *, retry: bool = False, reply: CloudReply | None = None
    ) -> None:
        """Keep the code and what was used."""
        super().__init__(code.value)
        self.code = code
        self.retry = retry
        self.reply = reply
