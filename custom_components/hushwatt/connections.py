"""The models that a home has chosen, ready to be asked."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.httpx_client import create_async_httpx_client
from homeassistant.util.async_ import run_callback_threadsafe
from homeassistant.util.ssl import get_default_context

from .const import (
    CONF_API_KEY,
    CONF_API_VERSION,
    CONF_BUDGET,
    CONF_CLOUD,
    CONF_EFFORT,
    CONF_ENDPOINT,
    CONF_INPUT_PRICE,
    CONF_LOCAL,
    CONF_MODEL,
    CONF_OUTPUT_PRICE,
    CONF_PRIVACY,
    CONF_PROVIDER,
    CONF_SECONDS,
    CONF_URL,
    DEFAULT_BUDGET,
)
from .coordinator import HushwattConfigEntry
from .household.notes_store import NotesStore
from .household.private_strings import named_parts, private_strings
from .models.cloud import CloudModel
from .models.local import OllamaModel
from .models.prices import TokenPrices, prices_of
from .models.server import OllamaServer
from .patterns.cloud_leg import CloudLeg
from .patterns.procedures import ProcedureFile
from .privacy.endpoint import OPENAI_URL, Effort, Endpoint, Provider
from .privacy.ledger import Ledger
from .procedure_store import procedures_path
from .vocabulary import PrivacyLevel

# For a model that was never measured.
DEFAULT_SECONDS: Final = 180.0


def connect_local(entry: HushwattConfigEntry) -> OllamaModel | None:
    """Return the model at home, None when there is none; it is closed with the entry."""
    local = entry.data.get(CONF_LOCAL)
    if local is None:
        return None
    server = OllamaServer(
        local[CONF_URL],
        ssl_context=get_default_context(),
        api_key=local.get(CONF_API_KEY),
    )
    entry.async_on_unload(server.close)
    return OllamaModel(
        server, local[CONF_MODEL], seconds=local.get(CONF_SECONDS, DEFAULT_SECONDS)
    )


def connect_cloud(
    hass: HomeAssistant, entry: HushwattConfigEntry, notes: NotesStore, ledger: Ledger
) -> CloudLeg | None:
    """Return the way to the cloud, None when there is none; it is closed with the entry."""
    cloud = entry.data.get(CONF_CLOUD)
    if cloud is None:
        return None
    endpoint = read_endpoint(cloud)
    model = create_cloud_model(hass, endpoint, read_prices(entry.options, endpoint))
    entry.async_on_unload(model.close)

    def read_private_strings() -> frozenset[str]:
        """Return every private string; called on a worker thread."""
        parts = run_callback_threadsafe(hass.loop, named_parts, hass, entry, notes)
        return private_strings(parts.result())

    return CloudLeg(
        endpoint=endpoint,
        model=model,
        ledger=ledger,
        private_strings=read_private_strings,
        level=PrivacyLevel(entry.options.get(CONF_PRIVACY, PrivacyLevel.BLINDED)),
        budget=entry.options.get(CONF_BUDGET, DEFAULT_BUDGET),
        procedures=ProcedureFile(procedures_path(hass)),
    )


def create_cloud_model(
    hass: HomeAssistant, endpoint: Endpoint, prices: TokenPrices | None = None
) -> CloudModel:
    """Return a cloud model with an HTTP client of its own; close it after use."""
    return CloudModel(
        endpoint.model,
        create_client=partial(create_async_httpx_client, hass, auto_cleanup=False),
        ssl_context=get_default_context(),
        prices=prices,
    )


def read_endpoint(cloud: Mapping[str, Any]) -> Endpoint:
    """Return where requests go, of what is stored."""
    return Endpoint(
        provider=Provider(cloud[CONF_PROVIDER]),
        model=cloud[CONF_MODEL],
        api_key=cloud[CONF_API_KEY],
        url=cloud.get(CONF_ENDPOINT, OPENAI_URL),
        api_version=cloud.get(CONF_API_VERSION),
        effort=Effort(cloud[CONF_EFFORT]) if CONF_EFFORT in cloud else None,
    )


def read_prices(options: Mapping[str, Any], endpoint: Endpoint) -> TokenPrices | None:
    """Return the prices that a person typed, the table's where one is missing; None for both."""
    if CONF_INPUT_PRICE not in options and CONF_OUTPUT_PRICE not in options:
        return None
    known = prices_of(endpoint.model)
    read = options.get(CONF_INPUT_PRICE, known.input)
    # A provider's discount on what it has cached is not typed, so none is reckoned with.
    cached = read if CONF_INPUT_PRICE in options else known.cached
    return TokenPrices(read, cached, options.get(CONF_OUTPUT_PRICE, known.output))
