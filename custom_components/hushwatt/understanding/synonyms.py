"""What people call their appliances, in five languages, whatever they named them."""

from typing import Final

# One row per kind of appliance; a word belongs to one row only.
SYNONYMS: Final[tuple[tuple[str, ...], ...]] = (
    (
        *("dishwasher", "dishwashing machine", "dishes"),
        *("Geschirrspüler", "Geschirrspülmaschine", "Spülmaschine", "Spüler"),
        *("Abwaschmaschine", "Geschirrspühler"),
        *("lave-vaisselle", "vaisselle"),
        *("vaatwasser", "vaatwasmachine", "afwasmachine", "afwas", "vaat"),
        *("lavavajillas", "lavaplatos", "friegaplatos"),
    ),
    (
        *("washing machine", "washer", "clothes washer", "laundry", "washing"),
        *("Waschmaschine", "Wäsche"),
        *("lave-linge", "machine à laver", "lessive"),
        *("wasmachine", "wasautomaat"),
        *("lavadora", "máquina de lavar", "colada"),
    ),
    (
        *("dryer", "drier", "tumble dryer", "tumble drier", "clothes dryer"),
        *("Trockner", "Wäschetrockner", "Tumbler"),
        *("sèche-linge", "séchoir", "sécheuse"),
        *("droger", "wasdroger", "droogtrommel", "droogkast"),
        *("secadora", "secarropa", "secarropas"),
    ),
    (
        *("car", "EV", "electric car", "electric vehicle", "e-car", "car charger"),
        *("EV charger", "wall box", "charging station", "charging point"),
        *("Auto", "E-Auto", "Elektroauto", "Wagen", "Ladestation", "Ladesäule"),
        *("voiture", "voiture électrique", "borne de recharge", "borne"),
        *("elektrische auto", "laadpaal", "laadpunt", "laadstation"),
        *("coche", "coche eléctrico", "carro", "cargador del coche"),
        *("punto de recarga", "punto de carga"),
    ),
    (
        *("robot vacuum", "vacuum", "vacuum cleaner", "hoover", "robot hoover"),
        *("Saugroboter", "Staubsauger", "Staubsaugerroboter", "Wischroboter"),
        *("aspirateur", "robot aspirateur", "aspirateur robot"),
        *("robotstofzuiger", "stofzuiger", "stofzuigrobot"),
        *("aspiradora", "aspirador", "robot aspirador", "robot aspiradora"),
    ),
    (
        *("water heater", "hot water heater", "immersion heater", "hot water"),
        *("boiler", "hot water tank", "water"),
        *("Warmwasserspeicher", "Warmwasser", "Warmwasserboiler", "Heißwasser"),
        *("Wasser",),
        *("chauffe-eau", "ballon d'eau chaude", "cumulus", "eau chaude"),
        *("eau",),
        *("warmwaterboiler", "elektrische boiler", "warm water"),
        *("calentador", "calentador de agua", "termo", "termo eléctrico"),
        *("agua caliente", "agua"),
    ),
    (
        *("heat pump", "Wärmepumpe", "pompe à chaleur", "warmtepomp"),
        *("bomba de calor", "aerotermia"),
    ),
    ("oven", "Backofen", "Ofen", "four", "horno"),
    (
        *("pool pump", "pool", "Poolpumpe", "pompe de piscine", "zwembadpomp"),
        *("bomba de la piscina", "depuradora"),
    ),
    ("bread maker", "bread machine", "Brotbackautomat", "machine à pain"),
    ("dehumidifier", "Luftentfeuchter", "déshumidificateur", "luchtontvochtiger"),
)

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
        *("du", "des", "d", "dans", "a", "au"),
        *("van", "uit", "op"),
        *("del", "en"),
    )
)

# What people do with an appliance that they do not name, and a word for it.
ACTIVITIES: Final[dict[str, str]] = {
    "waschen": "waschmaschine",
    "wassen": "wasmachine",
}
