"""What people call their appliances, whatever they named them, by kind and language."""

from collections.abc import Mapping
from typing import Final

# One row per kind of appliance. In a language, a word belongs to one row only.
SYNONYMS: Final[tuple[Mapping[str, tuple[str, ...]], ...]] = (
    {
        "en": ("dishwasher", "dishwashing machine", "dishes"),
        "de": (
            *("Geschirrspüler", "Geschirrspülmaschine", "Spülmaschine", "Spüler"),
            *("Abwaschmaschine", "Abwasch", "Geschirr"),
        ),
        "fr": ("lave-vaisselle", "vaisselle"),
        "nl": ("vaatwasser", "vaatwasmachine", "afwasmachine", "afwas", "vaat"),
        "es": ("lavavajillas", "lavaplatos", "friegaplatos", "platos"),
    },
    {
        "en": ("washing machine", "washer", "clothes washer", "laundry", "washing"),
        "de": ("Waschmaschine", "Wäsche"),
        "fr": ("lave-linge", "machine à laver", "lessive", "machine", "laveuse"),
        "nl": ("wasmachine", "wasautomaat", "was"),
        "es": ("lavadora", "máquina de lavar", "colada", "lavarropas"),
    },
    {
        "en": ("dryer", "drier", "tumble dryer", "tumble drier", "clothes dryer"),
        "de": ("Trockner", "Wäschetrockner", "Tumbler"),
        "fr": ("sèche-linge", "séchoir", "sécheuse"),
        "nl": ("droger", "wasdroger", "droogtrommel", "droogkast"),
        "es": ("secadora", "secarropa", "secarropas"),
    },
    {
        "en": (
            *("car", "EV", "electric car", "electric vehicle", "e-car", "car charger"),
            *("EV charger", "wall box", "charging station", "charging point"),
        ),
        "de": (
            *("Auto", "E-Auto", "Elektroauto", "Wagen", "Wallbox", "Ladestation"),
            *("Ladesäule", "Ladepunkt", "Elektrofahrzeug"),
        ),
        "fr": (
            *("voiture", "voiture électrique", "auto", "véhicule", "wallbox"),
            *("borne de recharge", "borne", "véhicule électrique"),
        ),
        "nl": (
            *("auto", "elektrische auto", "wagen", "laadpaal", "laadpunt"),
            *("laadstation", "wallbox"),
        ),
        "es": (
            *("coche", "coche eléctrico", "carro", "auto", "cargador del coche"),
            *("punto de recarga", "punto de carga", "wallbox", "vehículo eléctrico"),
        ),
    },
    {
        "en": ("robot vacuum", "vacuum", "vacuum cleaner", "hoover", "robot hoover"),
        "de": ("Saugroboter", "Staubsauger", "Staubsaugerroboter", "Wischroboter"),
        "fr": ("aspirateur", "robot aspirateur", "aspirateur robot"),
        "nl": ("robotstofzuiger", "stofzuiger", "stofzuigrobot"),
        "es": ("aspiradora", "aspirador", "robot aspirador", "robot aspiradora"),
    },
    {
        "en": (
            *("water heater", "hot water heater", "immersion heater", "hot water"),
            *("boiler", "hot water tank"),
        ),
        "de": (
            *("Warmwasserspeicher", "Warmwasser", "Warmwasserboiler", "Heißwasser"),
            *("Boiler",),
        ),
        "fr": ("chauffe-eau", "ballon d'eau chaude", "cumulus", "eau chaude"),
        "nl": ("boiler", "warmwaterboiler", "elektrische boiler", "warm water"),
        "es": (
            *("calentador", "calentador de agua", "termo", "termo eléctrico"),
            *("agua caliente",),
        ),
    },
    {
        "en": ("heat pump",),
        "de": ("Wärmepumpe",),
        "fr": ("pompe à chaleur",),
        "nl": ("warmtepomp",),
        "es": ("bomba de calor", "aerotermia"),
    },
    {
        "en": ("oven",),
        "de": ("Backofen", "Ofen"),
        "fr": ("four",),
        "nl": ("oven",),
        "es": ("horno",),
    },
    {
        "en": ("pool pump", "pool"),
        "de": ("Poolpumpe", "Pool"),
        "fr": ("pompe de piscine", "piscine"),
        "nl": ("zwembadpomp", "zwembad"),
        "es": ("bomba de la piscina", "depuradora", "piscina"),
    },
    {
        "en": ("dehumidifier",),
        "de": ("Luftentfeuchter",),
        "fr": ("déshumidificateur",),
        "nl": ("luchtontvochtiger",),
        "es": ("deshumidificador",),
    },
)

# What people do with an appliance that they do not name, and a word for it.
ACTIVITIES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"drying": "dryer"},
    "de": {
        "waschen": "waschmaschine",
        "waschgang": "waschmaschine",
        "spulen": "spulmaschine",
        "spulgang": "spulmaschine",
        "trockengang": "trockner",
    },
    "nl": {
        "wassen": "wasmachine",
        "afwassen": "afwasmachine",
        "drogen": "droger",
    },
}

# Words that are no slip of another word's letters.
WORDS: Final = frozenset({"wasting", "basting", "tasting"})

# The row of cars.
CAR: Final = 3

# Words of names that are verbs when they stand alone.
VERBS: Final = frozenset({"lave", "seche"})

# Before a name; never part of it.
ARTICLES: Final = frozenset(
    (
        *("the", "a", "an", "my", "our", "this", "that"),
        *("der", "die", "das", "den", "dem", "ein", "eine", "einen"),
        *("mein", "meine", "meinen", "unser", "unsere", "unseren"),
        *("le", "la", "les", "l", "un", "une", "mon", "ma", "mes", "notre"),
        *("de", "het", "een", "mijn", "onze", "ons"),
        *("el", "los", "las", "una", "mi", "nuestro", "nuestra"),
    )
)

# Between the words of a name: "the dryer in the basement".
LINKS: Final = frozenset(
    (
        *("in", "of", "on", "at", "from", "for"),
        *("im", "vom", "von", "aus"),
        *("du", "des", "d", "dans", "au"),
        *("van", "uit", "op"),
        *("del", "en"),
    )
)
