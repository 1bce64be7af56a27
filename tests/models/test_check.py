"""Tests of the request that tries an endpoint."""

import json

import pytest

from .conftest import clear
from custom_components.hushwatt.models.check import check_request
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.protocol import CloudError
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.openai import OpenAIStandIn


async def test_the_check_is_an_ordinary_request_of_no_home(
    cloud: CloudModel, endpoint: Endpoint
) -> None:
    """The guard clears it and the cloud answers it."""
    reply = await cloud.send(clear(endpoint))
    assert json.loads(reply.text)["runs"] == [
        {"id": "L1", "segments": [{"start": 0, "length": 1}]}
    ]


def test_the_check_is_the_same_for_every_home(endpoint: Endpoint) -> None:
    """There is nothing in it that could differ."""
    assert check_request(endpoint) == check_request(endpoint)
    assert len(json.loads(check_request(endpoint).body)["input"]) < 100


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"api_key": "sk-wrong"}, Degraded.CLOUD_KEY_REJECTED),
        ({"model": "gpt-unheard-of"}, Degraded.CLOUD_ERROR),
        ({"effort": Effort.MINIMAL}, Degraded.CLOUD_ERROR),
        ({"provider": Provider.AZURE}, Degraded.CLOUD_ERROR),
        ({"provider": Provider.AZURE, "api_key": "wrong"}, Degraded.CLOUD_KEY_REJECTED),
    ],
)
async def test_what_is_not_in_order_is_found(
    cloud: CloudModel,
    openai: OpenAIStandIn,
    endpoint: Endpoint,
    changes: dict[str, object],
    code: Degraded,
) -> None:
    """Key, model, effort and deployment are tried before they are accepted."""
    given = {
        "provider": endpoint.provider,
        "model": endpoint.model,
        "api_key": endpoint.api_key,
        "url": endpoint.url,
        "effort": endpoint.effort,
    }
    changed = Endpoint(**{**given, **changes})  # type: ignore[arg-type]
    with pytest.raises(CloudError) as raised:
        await cloud.send(clear(changed))
    assert raised.value.code is code
    assert openai.asked == []
