"""What a note is read against."""

from .homes import DRYER, context


def test_an_appliance_is_found_by_its_id() -> None:
    """None for one that is gone."""
    assert context().appliance("dryer") == DRYER
    assert context().appliance("toaster") is None
