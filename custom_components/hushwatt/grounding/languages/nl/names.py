"""Ends of Dutch nouns for appliances, by article."""

from typing import Final

NEUTER: Final = ("apparaat", "bad", "fornuis", "laadpunt", "laadstation", "toestel")
COMMON: Final = (
    *("auto", "batterij", "boiler", "box", "droger", "fiets", "kast", "ketel"),
    *("kookplaat", "koeler", "lader", "maaier", "machine", "oven", "paal", "pomp"),
    *("robot", "trommel", "ventilator", "vriezer", "wasser", "zuiger", "scooter"),
    *("zuigrobot", "sauna", "verwarming", "verwarmer", "ontvochtiger", "automaat"),
)
