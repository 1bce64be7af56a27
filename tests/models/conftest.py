"""Both servers on this machine, and clients with short time-outs."""

from collections.abc import AsyncIterator, Callable, Iterator
import socket
import ssl
from typing import Any

import httpx
import pytest

from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.privacy.document import BlindedDocument
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.envelope import build_request
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from custom_components.hushwatt.privacy.key import Blinded, BlindingKey
from custom_components.hushwatt.vocabulary import PrivacyLevel
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, SMALL, STUB, OllamaStandIn
from stand_ins.openai import OpenAIStandIn

# What a call may take that is answered, and what one that is not.
PATIENCE = 10.0
HASTE = 0.2
SILENT = (Fault.HANG, Fault.STALL)


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
async def make_server(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> AsyncIterator[Callable[[float], OllamaServer]]:
    """Return a maker of clients of the server, with the seconds that a call may take."""
    made: list[OllamaServer] = []

    def make(seconds: float) -> OllamaServer:
        """Return a client."""
        client = OllamaServer(
            ollama.url,
            ssl_context=tls,
            seconds=seconds,
            pull_seconds=seconds,
            pull_pause=0.0,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        await client.close()


@pytest.fixture
def server(make_server: Callable[[float], OllamaServer]) -> OllamaServer:
    """Return a patient client of the server."""
    return make_server(PATIENCE)


@pytest.fixture
def hasty_server(make_server: Callable[[float], OllamaServer]) -> OllamaServer:
    """Return a client of the server that waits for nobody."""
    return make_server(HASTE)


@pytest.fixture
def model(server: OllamaServer) -> OllamaModel:
    """Return a patient client of the Gemma."""
    return OllamaModel(server, GEMMA.name, seconds=PATIENCE)


@pytest.fixture
async def openai(loopback: None) -> AsyncIterator[OpenAIStandIn]:
    """Return a server at OpenAI's paths and, with one deployment, at Azure's."""
    async with OpenAIStandIn(deployments={"planner": "gpt-5.4-mini"}) as stand_in:
        yield stand_in


@pytest.fixture
async def make_cloud(tls: ssl.SSLContext) -> AsyncIterator[Callable[..., CloudModel]]:
    """Return a maker of clients of the cloud model."""
    made: list[CloudModel] = []

    def make(**options: Any) -> CloudModel:
        """Return a client."""
        client = CloudModel(
            "gpt-5.4",
            create_client=httpx.AsyncClient,
            ssl_context=tls,
            **{"seconds": PATIENCE, **options},
        )
        made.append(client)
        return client

    yield make
    for client in made:
        await client.close()


@pytest.fixture
def cloud(make_cloud: Callable[..., CloudModel]) -> CloudModel:
    """Return a patient client of the cloud model."""
    return make_cloud()


@pytest.fixture
def hasty_cloud(make_cloud: Callable[..., CloudModel]) -> CloudModel:
    """Return a client of the cloud model that waits for nobody."""
    return make_cloud(seconds=HASTE)


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
    """Return the smallest request to an endpoint, one load of one step, cleared."""
    document: BlindedDocument = {
        "loads": [{"id": "L1", "length": 1, "starts": [(0, 0)]}],
        "prices": [{"from": 0, "to": 1, "price": 0}],
    }
    key = BlindingKey(
        level=PrivacyLevel.BLINDED,
        loads={},
        rates=(),
        worth=1.0,
        grid=1,
        first=0,
        midnight=0,
        regret=0.0,
    )
    request = build_request(Blinded(document, key), endpoint)
    return Guard(endpoint, ()).clear(request)


@pytest.fixture
def cleared(endpoint: Endpoint) -> ClearedRequest:
    """Return a request that may be sent."""
    return clear(endpoint)


@pytest.fixture
def deaf_port(loopback: None) -> Iterator[int]:
    """Return a port on which connections are never accepted."""
    with socket.socket() as listener, socket.socket() as one, socket.socket() as other:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for caller in (one, other):
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
