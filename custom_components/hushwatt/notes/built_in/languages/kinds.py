"""Kinds of appliance that people name without owning one, or under another name."""

from typing import Final

DISHWASHER: Final = "dishwasher"
WASHING_MACHINE: Final = "washing_machine"
DRYER: Final = "dryer"
CAR: Final = "car"
VACUUM: Final = "vacuum"
WATER_HEATER: Final = "water_heater"
HEAT_PUMP: Final = "heat_pump"
POOL_PUMP: Final = "pool_pump"
OTHER: Final = "other"
