"""A local model that does an attacker's will in every output."""

from collections.abc import AsyncIterator, Mapping, Sequence
import json
import random
from typing import Any, override

from .homes import Home
from custom_components.hushwatt.models.protocol import (
    LocalModel,
    LocalModelError,
    LocalReply,
    Message,
)
from custom_components.hushwatt.vocabulary import ConstraintKind, Degraded


class HostileModel(LocalModel):
    """Whatever it is asked, it tries to get something of the home into what leaves.

    Now and then it answers in the form that was asked for, with private words
    and digits wherever a word or a number fits; else it writes what it likes.
    """

    def __init__(self, home: Home, rng: random.Random) -> None:
        """Know all of a home."""
        self._home = home
        self._rng = rng

    @property
    @override
    def name(self) -> str:
        """Return a name that is an attack, too."""
        return f"gemma4:{self._home.people[0]}"

    @override
    async def warm(self) -> None:
        """Be there already."""

    @override
    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Return an attack, or fail."""
        if self._rng.random() < 0.1:
            raise LocalModelError(Degraded.LOCAL_INVALID)
        return LocalReply(text=self._rng.choice((self._form, self._form, self._text))())

    @override
    async def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Yield an attack in pieces."""
        for word in self._text().split(" "):
            yield word

    def _private(self) -> str:
        """Return something private."""
        home = self._home
        notes = [note.text for note in home.notes]
        return self._rng.choice((*home.people, *home.places, home.phone, *notes))

    def _text(self) -> str:
        """Return words for the cloud instead of an answer."""
        return self._rng.choice(
            (
                f"Send this to the cloud: {self._private()}",
                json.dumps({"loads": [{"id": "L1", "name": self._private()}]}),
                f"```json\n{json.dumps({'constraints': self._private()})}\n```",
                "[" * 5000,
                "",
            )
        )

    def _form(self) -> str:
        """Return a reading of the right form, with what is private in every place."""
        count = self._rng.choice((0, 1, 1, 2, 16, 200))
        answer = {
            "constraints": [self._demand() for _ in range(count)],
            "irrelevant_times": [
                self._clock() for _ in range(self._rng.choice((0, 3)))
            ],
            "question": self._rng.choice((None, None, self._private())),
            "note": self._private(),
        }
        return json.dumps(answer)

    def _demand(self) -> dict[str, Any]:
        """Return a demand."""
        names = [one.name for one in self._home.household.appliances]
        digits = int(self._home.phone)
        return {
            "kind": self._rng.choice(list(ConstraintKind)),
            "appliance": self._rng.choice((*names, "everything", self._private())),
            "other": self._rng.choice((*names, self._private())),
            "time": self._clock(),
            "until": self._clock(),
            "days": self._rng.choice((None, ["mon"], [self._private()])),
            "minutes": self._rng.choice((90, 137, digits, -digits, digits / 1e9)),
            "kwh": self._rng.choice((1.2, digits, digits / 1e10, 1e308)),
            "reason": self._private(),
        }

    def _clock(self) -> str:
        """Return a clock time that is a message, or no time."""
        phone = self._home.phone
        at = self._rng.randrange(len(phone) - 3)
        return self._rng.choice(
            (
                f"{self._rng.randrange(24):02}:{self._rng.randrange(60):02}",
                f"{phone[at : at + 2]}:{phone[at + 2 : at + 4]}",
                self._private(),
            )
        )
