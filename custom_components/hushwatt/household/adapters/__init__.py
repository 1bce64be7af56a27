"""What an appliance is doing, read from its entities, one small module per family."""

from ...vocabulary import ApplianceState
from .plain import combine, read_power, read_words
from .view import ApplianceView

__all__ = ["read_state"]


def read_state(view: ApplianceView) -> ApplianceState:
    """Return what an appliance is doing, from all its entities together."""
    words = read_words(view.state)
    return combine(words or read_power(view.power, view), view.availability)
