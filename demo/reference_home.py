"""The reference home: its appliances, its tariff and its notes, in words of our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

TIMEZONE: Final = "Europe/Amsterdam"
CURRENCY: Final = "EUR"
ASKED_AT: Final = (18, 30)
QUESTION: Final = "Should the dishwasher run now or later?"

PRICE_ROWS: Final = (
    {"from": "00:00:00", "to": "06:00:00", "price": 0.12},
    {"from": "06:00:00", "to": "17:00:00", "price": 0.25},
    {"from": "17:00:00", "to": "20:00:00", "price": 0.45},
    {"from": "20:00:00", "to": "00:00:00", "price": 0.22},
)


@dataclass(frozen=True, kw_only=True)
class DemoAppliance:
    """An appliance as a person would add it: minutes, kWh, and its helper entity."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    duration: int
    energy: float
    ready: bool
    helper: str


APPLIANCES: Final = (
    DemoAppliance(
        name="Dishwasher",
        duration=90,
        energy=1.2,
        ready=True,
        helper="dishwasher_loaded",
        kind="dishwasher",
    ),
    DemoAppliance(
        name="EV charger",
        aliases=("car", "EV"),
        duration=120,
        energy=14.0,
        ready=True,
        helper="car_plugged_in",
        kind="ev_charger",
    ),
    DemoAppliance(
        name="Robot vacuum",
        aliases=("vacuum",),
        duration=45,
        energy=0.04,
        ready=False,
        helper="robot_vacuum_waiting",
        kind="robot_vacuum",
    ),
)

NOTES: Final = (
    "The dishwasher has to be finished by 06:30, because Mia empties it before school.",
    "No dishwasher after 22:30 please, because the nursery is right above the kitchen.",
    "The car must be charged by 07:00, because Tom drives to the bakery.",
    "The robot vacuum already ran today.",
)

NAME: Final = "Reference home"

# What of the home must never leave it, whatever the cloud may see.
PRIVATE_WORDS: Final = {
    "names of appliances": tuple(
        word for one in APPLIANCES for word in (one.name, *one.aliases)
    ),
    "what notes tell": ("Mia", "Tom", "nursery", "kitchen", "school", "bakery"),
    "entities": tuple(f"input_boolean.{one.helper}" for one in APPLIANCES),
    "the home": (NAME, TIMEZONE, "NL", CURRENCY),
}
# What leaves only where the home's option says "readable".
READABLE_WORDS: Final = {
    "clock times": ("06:30", "07:00", "22:30"),
    "prices": tuple(f"{row['price']:.2f}" for row in PRICE_ROWS),
    "energies": tuple(str(one.energy) for one in APPLIANCES if one.ready),
}


def configuration() -> str:
    """Return the configuration.yaml of the home: its helpers, and what the demo needs of Home Assistant."""
    helpers = "\n".join(
        f"  {one.helper}:\n    initial: {str(one.ready).lower()}" for one in APPLIANCES
    )
    return f"""homeassistant:
  name: {NAME}
  time_zone: {TIMEZONE}
  currency: {CURRENCY}
  country: NL
  language: en
  unit_system: metric
frontend:
config:
conversation:
todo:
calendar:
recorder:
  commit_interval: 30
history:
logger:
  default: warning
input_boolean:
{helpers}
"""


def appliance_form(one: DemoAppliance) -> Mapping[str, Any]:
    """Return what a person fills in for an appliance."""
    return {
        "name": one.name,
        "aliases": list(one.aliases),
        "duration": one.duration,
        "energy": one.energy,
        "rules": {},
        "entities": {"availability_entity": f"input_boolean.{one.helper}"},
        "profile": {},
        "battery": {},
    }


def price_form() -> Mapping[str, Any]:
    """Return what a person fills in for the tariff: rows, and the price at all other times."""
    *rows, rest = PRICE_ROWS
    return {"price": rest["price"], "prices": rows, "currency": CURRENCY}
