"""Tests of the list of faults."""

import re

import pytest

from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.faults import (
    CLOUD_FAULTS,
    CLOUD_LIES,
    LOCAL_BABBLE,
    LOCAL_FAULTS,
    Fault,
)

# Answers that are good in all but what is beside the point.
HARMLESS = {Fault.NO_USAGE, Fault.ODD_USAGE}


def test_every_fault_is_of_one_leg_or_of_both() -> None:
    """None is forgotten by who goes through the tables."""
    known = {*LOCAL_FAULTS, *CLOUD_FAULTS, *LOCAL_BABBLE, *CLOUD_LIES, *HARMLESS}
    assert known == set(Fault)


@pytest.mark.parametrize(
    ("table", "leg"),
    [(LOCAL_FAULTS, "local"), (CLOUD_FAULTS, "cloud"), (CLOUD_LIES, "cloud")],
)
def test_every_code_is_one_of_the_vocabulary(table: dict[Fault, str], leg: str) -> None:
    """The stand-ins share no code with Hushwatt, but they speak of the same."""
    for code in table.values():
        assert re.match(leg, Degraded(code))
