"""Tests of how long a model may be told to think."""

import pytest

from custom_components.hushwatt.models.efforts import allowed_efforts
from custom_components.hushwatt.privacy.endpoint import Effort


@pytest.mark.parametrize(
    "model", ["gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-2026-03-05"]
)
def test_gpt_5_4_knows_xhigh_but_neither_minimal_nor_max(model: str) -> None:
    """What a model does not know is a 400."""
    assert allowed_efforts(model) == (
        Effort.NONE,
        Effort.LOW,
        Effort.MEDIUM,
        Effort.HIGH,
        Effort.XHIGH,
    )


def test_an_unknown_model_is_offered_what_most_know() -> None:
    """A deployment's name says nothing of its model."""
    assert allowed_efforts("planner") == (
        Effort.NONE,
        Effort.LOW,
        Effort.MEDIUM,
        Effort.HIGH,
    )
