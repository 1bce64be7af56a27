"""The article's own way beside ours: who writes what leaves the house.

In the article's way a local model is told to write an anonymous request out of
the home's notes. In ours the same model only reads notes, its answers become
typed constraints, and code writes the request. Stand-in models forget to leave
private words out at a set rate, in whatever they write; real models leak as
they do.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
import json
import random
from typing import Any, override

from .fuzz import ENDPOINT
from .homes import Home, with_constraints
from .scanner import leaked_spans, spans_of
from custom_components.hushwatt.models.protocol import (
    LocalModel,
    LocalModelError,
    LocalReply,
    Message,
)
from custom_components.hushwatt.notes import ReadingContext, compile_notes
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.blocked import Blocked
from custom_components.hushwatt.privacy.envelope import build_request
from custom_components.hushwatt.privacy.guard import Guard
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import PrivacyLevel

WRITE = """\
You protect the privacy of a household. Out of the data below write a request to a cloud assistant that schedules the
appliances at least cost. Replace appliances by load_1, load_2 and so on. Leave out names of people, rooms and places,
habits, illnesses, telephone numbers and everything else that is private; keep durations, energies, time limits and
prices. Write only the request."""


@dataclass(frozen=True, kw_only=True)
class Leaks:
    """How many of a home's private units are in a text that leaves."""

    units: int
    leaked: int
    sent: bool


def private_units(home: Home) -> tuple[str, ...]:
    """Return what is private of a home and could be known again, unit by unit."""
    names = (one.name for one in home.household.appliances)
    notes = (note.text for note in home.notes)
    units = (*home.people, *home.areas, *home.places, home.phone, *names, *notes)
    return tuple(unit for unit in dict.fromkeys(units) if spans_of(unit))


def leaks_of(home: Home, outgoing: str | None) -> Leaks:
    """Return how many private units stand in a text with all their words."""
    units = private_units(home)
    leaked = sum(
        leaked_spans(outgoing or "", [unit]) == spans_of(unit) for unit in units
    )
    return Leaks(units=len(units), leaked=leaked, sent=outgoing is not None)


async def articles_way(home: Home, model: LocalModel) -> Leaks:
    """Return what leaks when the local model writes the outgoing text."""
    household = home.household
    data = {
        "people": home.people,
        "rooms": home.areas,
        "home": home.places,
        "phone": home.phone,
        "appliances": [
            {"name": one.name, "minutes": one.duration, "kWh": one.energy}
            for one in household.appliances
        ],
        "notes": [note.text for note in home.notes],
        "prices": [
            (f"{window.start.astimezone(household.timezone):%H:%M}", window.price)
            for window in household.tariff.windows[:24]
        ]
        if household.tariff
        else [],
    }
    told = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        reply = await model.chat(
            [Message("system", WRITE), Message("user", told)], think=True
        )
    except LocalModelError:
        return leaks_of(home, None)
    return leaks_of(home, reply.text)


async def our_way(home: Home, model: LocalModel, rng: random.Random) -> Leaks:
    """Return what leaks when the local model reads the notes and code writes what leaves."""
    household = home.household
    context = ReadingContext(
        appliances=household.appliances,
        timezone=household.timezone,
        morning=household.morning,
        language=home.language,
    )
    readings = await compile_notes(home.notes, context, model, cached={})
    read = [one for reading in readings.values() for one in reading.constraints]
    case = build_case(with_constraints(home, read).household, home.targets)
    targets = [one for one in case.targets if one in case.ids]
    try:
        blinded = blind(case.problem, targets, PrivacyLevel.BLINDED, rng)
        request = build_request(blinded, ENDPOINT)
        cleared = Guard(ENDPOINT, home.private_strings).clear(request)
    except CannotBlind, Blocked:
        return leaks_of(home, None)
    document: str = json.loads(cleared.body)["input"]
    return leaks_of(home, document)


class StandIn(LocalModel):
    """A local model that forgets to leave a private unit out at a set rate.

    It writes a fair request, and fair readings of notes, with the forgotten
    units in every place where a model can write.
    """

    def __init__(self, rate: float, rng: random.Random) -> None:
        """Forget at a rate from 0 to 1."""
        self._rate = rate
        self._rng = rng

    @property
    @override
    def name(self) -> str:
        """Return what it is called in the table."""
        return f"stand-in, leaks {self._rate:.1%}"

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
        """Return a request or a reading, with what was forgotten in it."""
        told = json.loads(messages[1].content)
        if messages[0].content == WRITE:
            return LocalReply(text=self._request(told))
        return LocalReply(text=self._reading(told))

    @override
    def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Refuse: nothing here is worded for people."""
        raise NotImplementedError

    def _forgotten(self, units: Sequence[str]) -> list[str]:
        """Return the units that it forgets to leave out."""
        return [unit for unit in units if self._rng.random() < self._rate]

    def _request(self, told: Mapping[str, Any]) -> str:
        """Return a request for the cloud."""
        units = [*told["people"], *told["rooms"], *told["home"], told["phone"]]
        units += [one["name"] for one in told["appliances"]] + told["notes"]
        lines = [
            f"load_{number}: {one['minutes']} minutes, {one['kWh']} kWh"
            for number, one in enumerate(told["appliances"], 1)
        ]
        return "\n".join([*lines, str(told["prices"]), *self._forgotten(units)])

    def _reading(self, told: Mapping[str, Any]) -> str:
        """Return a reading of a note, private words wherever a word fits."""
        names = [one["name"] for one in told["appliances"]]
        words = self._forgotten([told["note"], *names]) or ["everything"]
        demand = {
            "kind": self._rng.choice(
                ("finish_by", "not_before", "not_with", "duration")
            ),
            "appliance": self._rng.choice([*names, *words]),
            "other": self._rng.choice([*names, *words]),
            "time": f"{self._rng.randrange(24):02}:30",
            "minutes": self._rng.choice((90, 4915112345)),
            "note": words[0],
        }
        return json.dumps({"constraints": [demand], "remark": words, "question": None})
