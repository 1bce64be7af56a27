"""French nouns for appliances, by gender."""

from typing import Final

MASCULINE: Final = frozenset(
    (
        *("adoucisseur", "aspirateur", "ballon", "chargeur", "chauffe-eau"),
        *("climatiseur", "congélateur", "cumulus", "déshumidificateur", "four"),
        *("frigo", "jacuzzi", "lave-linge", "lave-vaisselle", "radiateur"),
        *("réfrigérateur", "robot", "sauna", "sèche-linge", "séchoir", "spa"),
        *("véhicule", "vélo", "ventilateur", "appareil", "arrosage"),
    )
)
FEMININE: Final = frozenset(
    (
        *("batterie", "borne", "cafetière", "chaudière", "clim", "climatisation"),
        *("cuisinière", "filtration", "laveuse", "machine", "piscine", "pompe"),
        *("prise", "sécheuse", "station", "tondeuse", "trottinette", "voiture"),
        *("wallbox", "imprimante"),
    )
)
