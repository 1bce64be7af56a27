"""The phrases, and the homes that they are said in.

A file has sections: a line in brackets says what all phrases below it ask. It
is a kind, then the appliances ("-" for none, a name after "?" for one that is
not known), then, where there is one, a constraint and its clock time, and
"nocloud" where the cloud is to stay out of it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from custom_components.hushwatt.understanding import Ask
from custom_components.hushwatt.vocabulary import Appliance

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "nl", "es")
NOW = datetime(2026, 10, 14, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday evening."""

IDS = ("dishwasher", "washer", "dryer", "ev", "vacuum", "boiler")
NAMES = {
    "en": (
        *("Dishwasher", "Washing machine", "Dryer", "EV charger"),
        *("Robot vacuum", "Water heater"),
    ),
    "de": (
        *("Geschirrspüler", "Waschmaschine", "Trockner", "Wallbox"),
        *("Saugroboter", "Warmwasserspeicher"),
    ),
    "fr": (
        *("Lave-vaisselle", "Machine à laver", "Sèche-linge", "Borne de recharge"),
        *("Robot aspirateur", "Chauffe-eau"),
    ),
    "nl": (
        *("Vaatwasser", "Wasmachine", "Droger", "Laadpaal"),
        *("Robotstofzuiger", "Boiler"),
    ),
    "es": (
        *("Lavavajillas", "Lavadora", "Secadora", "Cargador del coche"),
        *("Robot aspirador", "Calentador"),
    ),
}


@dataclass(frozen=True)
class Phrase:
    """What is said, and what it asks, written as in the files."""

    text: str
    truth: str

    @property
    def is_ours(self) -> bool:
        """Return whether it is for us to answer."""
        return self.truth != "not_ours"


def home(language: str) -> tuple[Appliance, ...]:
    """Return the appliances of a home of a language; each runs 90 minutes."""
    return tuple(
        Appliance(id=each, name=name, duration=90)
        for each, name in zip(IDS, NAMES[language], strict=True)
    )


def phrases(language: str, part: str) -> list[Phrase]:
    """Return the phrases of a language that are in a part."""
    truth, found = "", []
    text = (FOLDER / f"{language}.{part}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            truth = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append(Phrase(line, truth))
    return found


def written(ask: Ask) -> str:
    """Return an ask as the files write it."""
    if ask.kind.value == "not_ours":
        return "not_ours"
    named = ",".join(ask.appliances) or "-"
    if ask.unknown_name is not None:
        named = f"?{ask.unknown_name}"
    words = [ask.kind.value, named]
    for constraint in ask.constraints:
        words += [constraint.kind.value, f"{constraint.time:%H:%M}"]
    return " ".join([*words, *([] if ask.allow_cloud else ["nocloud"])])
