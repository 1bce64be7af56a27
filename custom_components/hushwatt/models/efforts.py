"""How long a cloud model may be told to think."""

from collections.abc import Mapping
from typing import Final

from ..privacy.endpoint import Effort
from .prices import base_name

_GPT_5_4: Final = (
    Effort.NONE,
    Effort.LOW,
    Effort.MEDIUM,
    Effort.HIGH,
    Effort.XHIGH,
)

# From the provider's model pages; what is not allowed is answered with 400.
_EFFORTS: Final[Mapping[str, tuple[Effort, ...]]] = {
    "gpt-5.4": _GPT_5_4,
    "gpt-5.4-mini": _GPT_5_4,
    "gpt-5.4-nano": _GPT_5_4,
}
_UNKNOWN: Final = (Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH)


def allowed_efforts(model: str) -> tuple[Effort, ...]:
    """Return what a model accepts, the least first; what most accept for one that is in no table."""
    return _EFFORTS.get(base_name(model), _UNKNOWN)
