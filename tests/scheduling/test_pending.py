"""Which appliances wait to be run."""

from dataclasses import replace

import pytest

from custom_components.hushwatt.scheduling.pending import pending
from custom_components.hushwatt.vocabulary import ApplianceState, ApplianceStatus
from tests.scheduling.homes import DISHWASHER, EV, REFERENCE_NOW, home, reference_home


def test_reference_home_waits_for_two() -> None:
    """The vacuum has run already."""
    assert pending(reference_home()) == ("dishwasher", "ev")


@pytest.mark.parametrize("status", list(ApplianceStatus))
def test_only_ready_appliances_wait(status: ApplianceStatus) -> None:
    """One without an entity waits when it is assumed to, or when all are planned."""
    states = {"dishwasher": ApplianceState(status=status)}
    plain = home(REFERENCE_NOW, states=states)
    assumed = home(
        REFERENCE_NOW, [replace(DISHWASHER, assume_ready=True)], states=states
    )
    ready = status is ApplianceStatus.READY
    unknown = status is ApplianceStatus.UNKNOWN
    assert bool(pending(plain)) is ready
    assert bool(pending(assumed)) is (ready or unknown)
    assert bool(pending(plain, in_plan=True)) is (ready or unknown)


def test_appliance_without_a_state_is_unknown() -> None:
    """Nothing was read of it."""
    nothing_known = home(REFERENCE_NOW, [DISHWASHER, EV], states={})
    assert pending(nothing_known) == ()
    assert pending(nothing_known, in_plan=True) == ("dishwasher", "ev")
