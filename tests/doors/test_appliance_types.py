"""Kinds of appliance and what is usual for them."""

import pytest

from custom_components.hushwatt.appliance_types import (
    TYPICAL_CYCLES,
    ApplianceType,
    fold,
    guess_type,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dishwasher", ApplianceType.DISHWASHER),
        ("Geschirrspüler Küche", ApplianceType.DISHWASHER),
        ("Lave-vaisselle", ApplianceType.DISHWASHER),
        ("Vaatwasser", ApplianceType.DISHWASHER),
        ("Lavavajillas", ApplianceType.DISHWASHER),
        ("Washer-Dryer", ApplianceType.TUMBLE_DRYER),
        ("Sèche-linge", ApplianceType.TUMBLE_DRYER),
        ("Waschmaschine", ApplianceType.WASHING_MACHINE),
        ("Lave linge", ApplianceType.WASHING_MACHINE),
        ("Wallbox Garage", ApplianceType.EV_CHARGER),
        ("Laadpaal", ApplianceType.EV_CHARGER),
        ("Chauffe-eau", ApplianceType.WATER_HEATER),
        ("Robot vacuum", ApplianceType.ROBOT_VACUUM),
        ("Fridge", ApplianceType.OTHER),
        ("", ApplianceType.OTHER),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: ApplianceType) -> None:
    """In the five languages, whatever the accents."""
    assert guess_type(name) is kind


def test_every_kind_has_a_usual_cycle_that_a_socket_can_carry() -> None:
    """The suggestions are figures that a person would nod at."""
    assert set(TYPICAL_CYCLES) == set(ApplianceType)
    for kind, cycle in TYPICAL_CYCLES.items():
        if kind is ApplianceType.OTHER:
            assert (cycle.minutes, cycle.energy) == (None, None)
            continue
        assert cycle.minutes is not None
        assert cycle.energy is not None
        assert 0 < cycle.energy * 60 / cycle.minutes <= 11


def test_folding_leaves_letters_and_digits() -> None:
    """Accents, case and separators do not make another name."""
    assert fold("Spül-Maschine_2") == "spul maschine 2"
