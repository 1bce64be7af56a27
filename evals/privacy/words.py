"""What people in five languages call themselves, their rooms and their appliances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

type Kind = Literal["dishwasher", "washer", "dryer", "ev", "heater", "vacuum"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language.

    `of` is how an appliance is said to be somebody's; `notes` are notes with
    the gaps `{appliance}`, `{other}`, `{person}` and `{time}`.
    """

    people: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    appliances: Mapping[Kind, tuple[str, ...]]
    of: str
    notes: tuple[str, ...]


EN = Words(
    people=("Maria", "Oliver", "Grandma Rose", "Siobhán", "Jack", "Priya", "Noah"),
    areas=(
        "Kitchen",
        "Utility room",
        "Garage",
        "Port",
        "Study",
        "Loft",
        "Start",
        "Limit",
    ),
    places=("Maple Cottage", "Flat 12B", "Bristol", "Willow Street", "Price House"),
    appliances={
        "dishwasher": ("Dishwasher", "Bosch dishwasher"),
        "washer": ("Washing machine", "Washer"),
        "dryer": ("Tumble dryer", "Dryer"),
        "ev": ("EV charger", "Car charger", "Wallbox"),
        "heater": ("Water heater", "Boiler"),
        "vacuum": ("Robot vacuum", "Dusty"),
    },
    of="{person}'s {appliance}",
    notes=(
        "The {appliance} must be done by {time}, {person} leaves early for the clinic.",
        "{person} is a light sleeper: {appliance} not after {time}.",
        "Please don't run the {appliance} before {time}, {person} works nights.",
        "{appliance} after the {other}, never at the same time.",
        "We are away skiing until Sunday, the key is with {person}.",
        "{appliance} only on weekends because {person} has chemotherapy on Tuesdays.",
        "The {appliance} ran at {time} yesterday.",
        "The {appliance} takes 95 minutes and uses 1.1 kWh.",
    ),
)

DE = Words(
    people=("Jürgen", "Oma Gerda", "Zoë", "Heinz-Peter", "Ayşe", "Lena", "Müller"),
    areas=("Küche", "Waschküche", "Bad", "Gästezimmer", "Büro", "Flur", "Ort"),
    places=("Haus Sonnenschein", "Köln", "Lindenstraße", "Reihenhaus Nord"),
    appliances={
        "dishwasher": ("Geschirrspüler", "Spülmaschine"),
        "washer": ("Waschmaschine",),
        "dryer": ("Trockner", "Wäschetrockner"),
        "ev": ("Wallbox", "Ladestation", "Auto laden"),
        "heater": ("Warmwasserbereiter", "Boiler"),
        "vacuum": ("Saugroboter", "Staubsauger-Roboter"),
    },
    of="{person}s {appliance}",
    notes=(
        "{appliance} muss um {time} fertig sein, {person} fährt dann zur Arbeit.",
        "{person} schläft schlecht, {appliance} nicht nach {time}.",
        "{appliance} bitte nicht vor {time} starten.",
        "{appliance} erst nach {other}.",
        "Wir sind bis Sonntag im Urlaub, der Schlüssel liegt bei {person}.",
        "{appliance} nur am Wochenende, dienstags hat {person} Therapie.",
    ),
)

NL = Words(
    people=("Oma Truus", "Daniël", "Sjoerd", "Femke", "Joëlle"),
    areas=("Keuken", "Bijkeuken", "Zolder", "Schuur", "Hal"),
    places=("Grachtenpand", "Utrecht", "Molenweg 12"),
    appliances={
        "dishwasher": ("Vaatwasser", "Afwasmachine"),
        "washer": ("Wasmachine",),
        "dryer": ("Droger", "Wasdroger"),
        "ev": ("Laadpaal", "Auto"),
        "heater": ("Boiler",),
        "vacuum": ("Robotstofzuiger",),
    },
    of="{appliance} van {person}",
    notes=(
        "{appliance} klaar voor {time}, {person} moet naar dialyse.",
        "{person} slaapt licht, {appliance} niet na {time}.",
        "{appliance} pas na {time} starten.",
        "{appliance} na de {other}.",
    ),
)

FR = Words(
    people=("Élodie", "Grand-mère Thérèse", "François", "Noé", "Gaël"),
    areas=("Cuisine", "Buanderie", "Salle de bain", "Entrée", "Débarras"),
    places=("Maison des Cigales", "Besançon", "Rue de l'Église"),
    appliances={
        "dishwasher": ("Lave-vaisselle",),
        "washer": ("Lave-linge", "Machine à laver"),
        "dryer": ("Sèche-linge",),
        "ev": ("Borne de recharge", "Voiture"),
        "heater": ("Chauffe-eau",),
        "vacuum": ("Aspirateur robot",),
    },
    of="{appliance} de {person}",
    notes=(
        "{appliance} terminé avant {time}, {person} part tôt.",
        "{person} a le sommeil léger, pas de {appliance} après {time}.",
        "{appliance} pas avant {time}.",
        "{appliance} après {other}.",
    ),
)

ES = Words(
    people=("Abuela Concepción", "Íñigo", "Begoña", "Raúl", "Núria"),
    areas=("Cocina", "Lavadero", "Baño", "Salón", "Trastero"),
    places=("Casa del Olivo", "Cádiz", "Calle Mayor"),
    appliances={
        "dishwasher": ("Lavavajillas",),
        "washer": ("Lavadora",),
        "dryer": ("Secadora",),
        "ev": ("Cargador del coche", "Coche"),
        "heater": ("Termo", "Calentador"),
        "vacuum": ("Robot aspirador",),
    },
    of="{appliance} de {person}",
    notes=(
        "{appliance} listo antes de las {time}, {person} tiene turno de mañana.",
        "{person} duerme mal, {appliance} no después de las {time}.",
        "{appliance} no antes de las {time}.",
        "{appliance} después de {other}.",
    ),
)

LANGUAGES: Mapping[str, Words] = {"en": EN, "de": DE, "nl": NL, "fr": FR, "es": ES}
