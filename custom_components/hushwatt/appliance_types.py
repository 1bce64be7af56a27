"""Kinds of appliance and what a cycle of each usually needs, to be confirmed by a person."""

from dataclasses import dataclass
from enum import StrEnum
import unicodedata


class ApplianceType(StrEnum):
    """What the form can suggest figures for."""

    DISHWASHER = "dishwasher"
    WASHING_MACHINE = "washing_machine"
    TUMBLE_DRYER = "tumble_dryer"
    EV_CHARGER = "ev_charger"
    WATER_HEATER = "water_heater"
    ROBOT_VACUUM = "robot_vacuum"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class TypicalCycle:
    """One usual cycle: minutes and kWh, None when nothing is usual."""

    minutes: int | None = None
    energy: float | None = None
    interruptible: bool = False
    noisy: bool = False


# Minutes and kWh of the programs that the European energy labels rate, rounded
# to what a person would type; chargers at 7 kW for an evening's drive.
TYPICAL_CYCLES: dict[ApplianceType, TypicalCycle] = {
    ApplianceType.DISHWASHER: TypicalCycle(minutes=210, energy=0.9, noisy=True),
    ApplianceType.WASHING_MACHINE: TypicalCycle(minutes=180, energy=0.8, noisy=True),
    ApplianceType.TUMBLE_DRYER: TypicalCycle(minutes=150, energy=1.6, noisy=True),
    ApplianceType.EV_CHARGER: TypicalCycle(
        minutes=120, energy=14.0, interruptible=True
    ),
    ApplianceType.WATER_HEATER: TypicalCycle(
        minutes=120, energy=4.0, interruptible=True
    ),
    ApplianceType.ROBOT_VACUUM: TypicalCycle(minutes=60, energy=0.05, noisy=True),
    ApplianceType.OTHER: TypicalCycle(),
}

# Parts of names, folded, in the five languages; the first that fits decides.
_NAME_PARTS: tuple[tuple[ApplianceType, tuple[str, ...]], ...] = (
    (
        ApplianceType.DISHWASHER,
        (
            "dishwasher",
            "geschirrspul",
            "spulmaschine",
            "lave vaisselle",
            "vaatwasser",
            "afwasmachine",
            "lavavajillas",
            "lavaplatos",
        ),
    ),
    (
        ApplianceType.TUMBLE_DRYER,
        ("dryer", "trockner", "seche linge", "droger", "secadora"),
    ),
    (
        ApplianceType.WASHING_MACHINE,
        ("washer", "washing", "waschmaschine", "lave linge", "wasmachine", "lavadora"),
    ),
    (
        ApplianceType.EV_CHARGER,
        (
            "wallbox",
            "charger",
            "charging",
            "ladestation",
            "ladepunkt",
            "borne",
            "laadpaal",
            "laadpunt",
            "cargador",
        ),
    ),
    (
        ApplianceType.WATER_HEATER,
        (
            "water heater",
            "boiler",
            "warmwasser",
            "chauffe eau",
            "ballon",
            "termo",
            "calentador",
        ),
    ),
    (
        ApplianceType.ROBOT_VACUUM,
        (
            "vacuum",
            "saugroboter",
            "staubsauger",
            "aspirateur",
            "stofzuiger",
            "aspirador",
        ),
    ),
)


def guess_type(name: str) -> ApplianceType:
    """Return the kind of appliance that a name speaks of, OTHER when none."""
    plain = fold(name)
    for kind, parts in _NAME_PARTS:
        if any(part in plain for part in parts):
            return kind
    return ApplianceType.OTHER


def fold(name: str) -> str:
    """Return a name in lower case, without accents, its separators as blanks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
