"""Both servers on this machine, and clients with short time-outs."""

from collections.abc import AsyncIterator, Callable
import ssl

import httpx
import pytest

from custom_components.hushwatt.models.check import check_request
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from stand_ins.ollama import GEMMA, SMALL, STUB, OllamaStandIn
from stand_ins.openai import OpenAIStandIn

SECONDS = 0.25

type Clear = Callable[[], ClearedRequest]


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    """Return a context such as Home Assistant gives."""
    return ssl.create_default_context()


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return a server with a Gemma, a model that cannot think, and a stub."""
    async with OllamaStandIn(models=(GEMMA, SMALL, STUB)) as stand_in:
        yield stand_in


@pytest.fixture
async def server(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> AsyncIterator[OllamaServer]:
    """Return the client of the server."""
    client = OllamaServer(
        ollama.url,
        ssl_context=tls,
        connect_seconds=SECONDS,
        seconds=SECONDS,
        pull_seconds=SECONDS,
        pull_pause=0.0,
    )
    yield client
    await client.close()


@pytest.fixture
def model(server: OllamaServer) -> OllamaModel:
    """Return the client of the Gemma."""
    return OllamaModel(server, GEMMA.name, seconds=SECONDS)


@pytest.fixture
async def openai(loopback: None) -> AsyncIterator[OpenAIStandIn]:
    """Return a server at OpenAI's paths and, with one deployment, at Azure's."""
    async with OpenAIStandIn(deployments={"planner": "gpt-5.4-mini"}) as stand_in:
        yield stand_in


@pytest.fixture
async def cloud(tls: ssl.SSLContext) -> AsyncIterator[CloudModel]:
    """Return the client of the cloud model."""
    client = CloudModel(
        "gpt-5.4",
        create_client=httpx.AsyncClient,
        ssl_context=tls,
        connect_seconds=SECONDS,
        seconds=SECONDS,
    )
    yield client
    await client.close()


@pytest.fixture
def endpoint(openai: OpenAIStandIn) -> Endpoint:
    """Return the server as an endpoint of OpenAI's."""
    return Endpoint(
        provider=Provider.OPENAI,
        model="gpt-5.4",
        api_key=openai.key,
        url=f"{openai.url}/v1",
        effort=Effort.LOW,
    )


def clear(endpoint: Endpoint) -> ClearedRequest:
    """Return the smallest request to an endpoint, cleared."""
    return Guard(endpoint, ()).clear(check_request(endpoint))


@pytest.fixture
def cleared(endpoint: Endpoint) -> ClearedRequest:
    """Return a request that may be sent."""
    return clear(endpoint)
