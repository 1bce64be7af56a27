"""How often the cloud had to be asked, and how often both sides disagreed, is counted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_restore_cache_with_extra_data,
)

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .conftest import reference_home, start
from .test_issues import ANSWER
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE
from custom_components.hushwatt.vocabulary import Escalation, Pattern, Recommendation

ESCALATIONS = "sensor.hushwatt_escalations_to_the_cloud"
DISAGREEMENT = "sensor.hushwatt_disagreement_rate"
HARD = replace(ANSWER, pattern=Pattern.ESCALATE_ON_HARD)
CHECKED = replace(ANSWER, pattern=Pattern.CROSS_CHECK)


async def advise(hass: HomeAssistant, *advice: Recommendation) -> None:
    """Tell the house of advice."""
    for one in advice:
        async_dispatcher_send(hass, SIGNAL_ADVICE, one)
    await hass.async_block_till_done()


def counted(hass: HomeAssistant, entity_id: str) -> tuple[str, Mapping[str, Any]]:
    """Return a sensor's state, and what it has counted."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state.state, state.attributes


async def test_escalations_are_counted_by_their_reason(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Of the pattern that knows them; the questions beside them give the rate."""
    assert counted(hass, ESCALATIONS)[0] == "0"
    await advise(
        hass,
        HARD,
        ANSWER,
        replace(HARD, escalation=Escalation.UNPROVEN),
        replace(HARD, escalation=Escalation.MODEL_REJECTED),
        replace(HARD, escalation=Escalation.MODEL_REJECTED),
    )
    state, counts = counted(hass, ESCALATIONS)
    assert state == "3"
    assert counts["questions"] == 4
    assert counts["unproven"] == 1
    assert counts["infeasible"] == 0
    assert counts["model_rejected"] == 2


async def test_the_disagreement_rate_is_that_of_what_was_compared(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Unknown before there is anything to compare."""
    assert counted(hass, DISAGREEMENT)[0] == "unknown"
    await advise(
        hass,
        CHECKED,
        replace(CHECKED, agreed=True),
        replace(CHECKED, agreed=True),
        replace(CHECKED, agreed=False),
    )
    state, counts = counted(hass, DISAGREEMENT)
    assert state == "33.3"
    assert (counts["compared"], counts["disagreed"]) == (3, 1)


async def test_a_draft_is_not_counted(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """What it is refined to is."""
    await advise(hass, replace(HARD, draft=True), HARD)
    assert counted(hass, ESCALATIONS)[1]["questions"] == 1


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ({"compared": 4, "disagreed": 1}, "25.0"),
        ({"compared": "four", "disagreed": None, "more": 3}, "unknown"),
        ({}, "unknown"),
    ],
)
async def test_a_restart_forgets_nothing(
    hass: HomeAssistant, evening: None, stored: dict[str, Any], shown: str
) -> None:
    """And what cannot be read counts for nothing."""
    mock_restore_cache_with_extra_data(hass, [(State(DISAGREEMENT, "25.0"), stored)])
    await start(hass, reference_home())
    assert counted(hass, DISAGREEMENT)[0] == shown
