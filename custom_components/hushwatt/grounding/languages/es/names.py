"""Spanish nouns for appliances, by gender."""

from typing import Final

MASCULINE: Final = frozenset(
    (
        *("aire", "aparato", "aspirador", "calentador", "cargador", "carro", "coche"),
        *("congelador", "deshumidificador", "frigorífico", "friegaplatos", "horno"),
        *("jacuzzi", "lavaplatos", "lavarropas", "lavavajillas", "patinete", "punto"),
        *("radiador", "refrigerador", "riego", "robot", "secarropas", "spa", "termo"),
        *("vehículo", "ventilador"),
    )
)
FEMININE: Final = frozenset(
    (
        *("aspiradora", "batería", "bici", "bicicleta", "bomba", "cafetera"),
        *("caldera", "cocina", "depuradora", "estación", "lavadora", "máquina"),
        *("moto", "nevera", "piscina", "placa", "sauna", "secadora", "wallbox"),
    )
)
