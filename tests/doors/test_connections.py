"""What is stored of models, as what is asked."""

import ssl
from typing import Any

import httpx
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant

from custom_components.hushwatt.connections import (
    DEFAULT_SECONDS,
    connect_local,
    create_cloud_model,
    read_endpoint,
    read_prices,
)
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.models.prices import TokenPrices, prices_of
from custom_components.hushwatt.models.protocol import LocalModelError, Message
from custom_components.hushwatt.privacy.endpoint import OPENAI_URL, Effort, Provider
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, OllamaStandIn

CLOUD = {"provider": "openai", "model": "gpt-5.4", "api_key": "sk-0123456789"}
LISTED = prices_of("gpt-5.4")


def test_the_providers_own_address_is_used_when_none_is_stored() -> None:
    """And the model's own effort."""
    endpoint = read_endpoint(CLOUD)
    assert endpoint.provider is Provider.OPENAI
    assert endpoint.url == OPENAI_URL
    assert endpoint.effort is None


def test_a_resource_at_azure_is_read_whole() -> None:
    """Address, version and effort."""
    endpoint = read_endpoint(
        {
            **CLOUD,
            "provider": "azure",
            "endpoint": "https://x.openai.azure.com",
            "api_version": "2025-04-01-preview",
            "effort": "high",
        }
    )
    assert endpoint.provider is Provider.AZURE
    assert endpoint.effort is Effort.HIGH
    assert endpoint.responses_url.endswith("api-version=2025-04-01-preview")


async def test_whoever_is_reached_has_to_prove_its_name(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No option and no environment turns the check of certificates off, in the cloud and at home."""
    contexts: list[ssl.SSLContext] = []

    class Watched(httpx.AsyncHTTPTransport):
        """A transport that shows its context."""

        def __init__(self, **options: Any) -> None:
            """Keep the context."""
            contexts.append(options["verify"])
            super().__init__(**options)

    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    monkeypatch.setattr(httpx, "AsyncHTTPTransport", Watched)
    monkeypatch.setattr("httpx._client.AsyncHTTPTransport", Watched)
    cloud = create_cloud_model(hass, read_endpoint(CLOUD))
    made = len(contexts)
    entry = MockConfigEntry(
        domain=DOMAIN, data={"local": {"url": "https://gpu.local", "model": "x"}}
    )
    assert connect_local(entry) is not None
    assert made > 0
    assert len(contexts) > made
    for context in contexts:
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
    await cloud.close()


async def test_the_time_that_was_measured_at_set_up_bounds_every_call(
    hass: HomeAssistant, loopback: None
) -> None:
    """A model that needs longer than that is given up; an unmeasured one has three minutes."""
    async with OllamaStandIn(models=(GEMMA,)) as server:
        local = {"url": server.url, "model": GEMMA.name}
        patient = MockConfigEntry(domain=DOMAIN, data={"local": local})
        hasty = MockConfigEntry(
            domain=DOMAIN, data={"local": {**local, "seconds": 0.3}}
        )
        models = [connect_local(entry) for entry in (patient, hasty)]
        assert [model._seconds for model in models] == [DEFAULT_SECONDS, 0.3]
        await server.fail(Fault.HANG, at="/api/chat")
        started = hass.loop.time()
        with pytest.raises(LocalModelError) as error:
            await models[1].chat([Message(role="user", content="Hello")], think=False)
        assert error.value.code is Degraded.LOCAL_TIMEOUT
        assert 0.25 < hass.loop.time() - started < 5
        for model in models:
            await model._server.close()


@pytest.mark.parametrize(
    ("options", "prices"),
    [
        ({}, None),
        ({"input_price": 1.0, "output_price": 2.0}, TokenPrices(1.0, 1.0, 2.0)),
        ({"input_price": 1.0}, TokenPrices(1.0, 1.0, LISTED.output)),
        (
            {"output_price": 2.0},
            TokenPrices(LISTED.input, LISTED.cached, 2.0),
        ),
        ({"input_price": 0.0, "output_price": 0.0}, TokenPrices(0.0, 0.0, 0.0)),
    ],
)
def test_typed_prices_come_before_listed_ones(
    options: dict[str, Any], prices: TokenPrices | None
) -> None:
    """Each by itself; a discount that nobody typed is not reckoned with."""
    assert read_prices(options, read_endpoint(CLOUD)) == prices
