"""What the steps of the set-up flow share."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

KEY_SELECTOR: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)


class SetUpSteps(ConfigFlow):
    """Steps that collect the entry's data, one part each.

    A step that has collected its part calls `async_continue`, which goes to
    the next part that is missing. `current` is the data of the entry that is
    being reconfigured, empty for a new one.
    """

    def __init__(self) -> None:
        """Start with nothing collected."""
        super().__init__()
        self.collected: dict[str, Any] = {}

    @property
    def current(self) -> Mapping[str, Any]:
        """Return what the forms suggest: the data of the entry as it is."""
        if self.source == "reconfigure":
            return self._get_reconfigure_entry().data
        return {}

    @abstractmethod
    async def async_continue(self) -> ConfigFlowResult:
        """Go to the next part that is missing, or finish."""
