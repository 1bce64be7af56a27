"""Tests of the cloud model's client."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
import json
from pathlib import Path
import subprocess
import sys
import traceback
from typing import Any

import httpx
from openai import APIConnectionError, AsyncOpenAI
import pytest

from .conftest import HASTE, PATIENCE, SILENT, clear
from custom_components.hushwatt.models.cloud import CloudModel, _failure
from custom_components.hushwatt.models.prices import TokenPrices
from custom_components.hushwatt.models.protocol import CloudError
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.guard import ClearedRequest
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.faults import CLOUD_FAULTS, CLOUD_LIES, Fault
from stand_ins.openai import OpenAIStandIn
from stand_ins.responses import Said


def azure(openai: OpenAIStandIn, version: str | None) -> Endpoint:
    """Return the server as a resource at Azure."""
    return Endpoint(
        provider=Provider.AZURE,
        model="planner",
        api_key=openai.key,
        url=openai.url,
        api_version=version,
        effort=Effort.MEDIUM,
    )


async def test_openai_answers_what_it_was_sent(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """Its tokens and their cost come with it."""
    reply = await cloud.send(cleared)
    assert json.loads(reply.text)["objective"] == 0
    assert reply.model == "gpt-5.4-2026-03-05"
    assert reply.input_tokens > 100
    assert reply.output_tokens > 256
    assert reply.cost_usd == pytest.approx(
        (reply.input_tokens * 2.5 + reply.output_tokens * 15) / 1e6
    )
    assert 0 < reply.seconds < PATIENCE


@pytest.mark.parametrize(
    ("version", "path"),
    [
        (None, "/openai/v1/responses"),
        ("2025-04-01-preview", "/openai/responses?api-version=2025-04-01-preview"),
    ],
)
async def test_azure_answers_at_both_of_its_addresses(
    cloud: CloudModel, openai: OpenAIStandIn, version: str | None, path: str
) -> None:
    """The model that answers is behind the deployment, and so is its price."""
    reply = await cloud.send(clear(azure(openai, version)))
    assert openai.requests[0].path == path
    assert openai.requests[0].header("api-key") == openai.key
    assert openai.requests[0].header("authorization") is None
    assert reply.model == "gpt-5.4-mini-2026-03-17"
    assert reply.cost_usd == pytest.approx(
        (reply.input_tokens * 0.75 + reply.output_tokens * 4.5) / 1e6
    )


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
    changes: dict[str, Any],
    code: Degraded,
) -> None:
    """Key, model, effort and deployment, by one request of no home."""
    with pytest.raises(CloudError) as raised:
        await cloud.send(clear(replace(endpoint, **changes)))
    assert raised.value.code is code
    assert openai.asked == []


async def test_what_arrives_is_what_was_cleared(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """To the byte, and with no header more than a connection needs."""
    await cloud.send(cleared)
    (received,) = openai.requests
    assert received.body == cleared.body
    assert f"{openai.url}{received.path}" == cleared.url
    assert {name.lower(): value for name, value in received.headers} == {
        **cleared.headers,
        "host": f"127.0.0.1:{openai.port}",
        "content-length": str(len(cleared.body)),
    }


async def test_the_environment_changes_nothing(
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    make_cloud: Callable[..., CloudModel],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No key, account, address, header or proxy comes from it."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_ADMIN_KEY",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
        "OPENAI_WEBHOOK_SECRET",
        "AZURE_OPENAI_API_KEY",
        "OPENAI_API_VERSION",
    ):
        monkeypatch.setenv(name, "of-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-custom: of-the-environment")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    await make_cloud().send(cleared)
    assert "of-the-environment" not in str(openai.requests)


async def test_a_cookie_is_not_sent_back(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """It would tie the calls of a home together."""
    for _ in range(2):
        await cloud.send(cleared)
    assert openai.requests[1].header("cookie") is None
    cloud._client.cookies.set("from", "elsewhere", domain="127.0.0.1")
    with pytest.raises(CloudError) as raised:
        await cloud.send(cleared)
    assert raised.value.code is Degraded.BLOCKED
    await cloud.send(cleared)
    assert len(openai.requests) == 3


@pytest.mark.parametrize(("fault", "code"), CLOUD_FAULTS.items())
async def test_each_fault_has_its_code_and_is_one_request(
    cloud: CloudModel,
    hasty_cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    fault: Fault,
    code: str,
) -> None:
    """The library retries nothing: each attempt is in the ledger."""
    await openai.fail(fault)
    with pytest.raises(CloudError) as raised:
        await (hasty_cloud if fault in SILENT else cloud).send(cleared)
    assert raised.value.code == code
    assert len(openai.requests) == (0 if fault is Fault.REFUSED else 1)
    assert raised.value.__context__ is None
    assert openai.key not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(("fault", "code"), CLOUD_FAULTS.items())
async def test_each_fault_has_its_code_when_the_library_wraps_nothing(
    cloud: CloudModel,
    hasty_cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    code: str,
) -> None:
    """As releases of it do that come with later Home Assistants."""
    post = AsyncOpenAI.post

    async def post_bare(self: AsyncOpenAI, *args: Any, **options: Any) -> Any:
        """Post, and raise what was raised first."""
        try:
            return await post(self, *args, **options)
        except APIConnectionError as error:
            raise (error.__cause__ or error) from None

    monkeypatch.setattr(AsyncOpenAI, "post", post_bare)
    await openai.fail(fault)
    with pytest.raises(CloudError) as raised:
        await (hasty_cloud if fault in SILENT else cloud).send(cleared)
    assert raised.value.code == code
    assert raised.value.__context__ is None


@pytest.mark.parametrize("fault", [Fault.NO_USAGE, Fault.ODD_USAGE])
async def test_an_answer_without_sound_counters_is_an_answer(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest, fault: Fault
) -> None:
    """They count as none."""
    await openai.fail(fault)
    reply = await cloud.send(cleared)
    assert reply.text
    assert (reply.input_tokens, reply.output_tokens, reply.cost_usd) == (0, 0, 0)


@pytest.mark.parametrize("fault", CLOUD_LIES)
async def test_a_lie_is_for_the_verifier_to_find(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest, fault: Fault
) -> None:
    """On the wire nothing is wrong with it."""
    await openai.fail(fault)
    assert (await cloud.send(cleared)).text


async def test_what_a_failed_answer_used_is_told(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """All went into reasoning, and is paid for."""
    await openai.fail(Fault.INCOMPLETE_SILENT)
    with pytest.raises(CloudError) as raised:
        await cloud.send(cleared)
    assert raised.value.reply
    assert raised.value.reply.output_tokens > 12_000
    assert raised.value.reply.cost_usd > 0.18
    assert raised.value.reply.seconds > 0


@pytest.mark.parametrize(
    ("fault", "retry"),
    [
        (Fault.SERVER_ERROR, True),
        (Fault.RESET, True),
        (Fault.CUT, True),
        (Fault.TRUNCATED_JSON, True),
        (Fault.HANG, False),
        (Fault.REFUSED, False),
        (Fault.RATE_LIMIT, False),
        (Fault.NO_QUOTA, False),
        (Fault.BAD_KEY, False),
        (Fault.REFUSAL, False),
    ],
)
async def test_whether_to_try_again_is_told(
    cloud: CloudModel,
    hasty_cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    fault: Fault,
    retry: bool,
) -> None:
    """At once, with the same request."""
    await openai.fail(fault)
    with pytest.raises(CloudError) as raised:
        await (hasty_cloud if fault in SILENT else cloud).send(cleared)
    assert raised.value.retry is retry


async def test_a_redirect_takes_no_request_elsewhere(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """Neither the request nor the key."""
    async with OpenAIStandIn() as thief:
        openai.redirect_to = f"{thief.url}/v1/responses"
        await openai.fail(Fault.REDIRECT)
        with pytest.raises(CloudError):
            await cloud.send(cleared)
        assert thief.requests == []


async def test_a_server_that_accepts_no_connection_is_unreachable(
    make_cloud: Callable[..., CloudModel], endpoint: Endpoint, deaf_port: int
) -> None:
    """It is known long before the time of a whole call is over."""
    cloud = make_cloud(connect_seconds=HASTE)
    deaf = replace(endpoint, url=f"http://127.0.0.1:{deaf_port}/v1")
    with pytest.raises(CloudError) as raised:
        await cloud.send(clear(deaf))
    assert raised.value.code is Degraded.CLOUD_UNREACHABLE
    assert not raised.value.retry


async def test_the_most_that_a_request_can_cost_is_more_than_it_did(
    cloud: CloudModel, cleared: ClearedRequest
) -> None:
    """It is reserved in the budget before the call."""
    reply = await cloud.send(cleared)
    assert reply.cost_usd < cloud.most_cost(cleared) < 0.25


async def test_after_a_fault_all_is_well_again(
    cloud: CloudModel,
    hasty_cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
) -> None:
    """Nothing is kept of a failed call."""
    for fault in (Fault.CUT, Fault.HANG, Fault.REFUSED, Fault.ENDLESS):
        client = hasty_cloud if fault in SILENT else cloud
        await openai.fail(fault)
        with pytest.raises(CloudError):
            await client.send(cleared)
        await openai.recover()
        assert (await client.send(cleared)).text


async def test_many_may_ask_at_once(
    cloud: CloudModel, openai: OpenAIStandIn, endpoint: Endpoint
) -> None:
    """Each has a clearance of its own."""
    requests = [clear(endpoint), clear(azure(openai, None))] * 5
    replies = await asyncio.gather(*map(cloud.send, requests))
    assert [reply.model for reply in replies] == [
        "gpt-5.4-2026-03-05",
        "gpt-5.4-mini-2026-03-17",
    ] * 5


@pytest.mark.parametrize("number", range(1, 40))
async def test_a_bound_holds_whenever_it_goes_off(
    make_cloud: Callable[..., CloudModel],
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    number: int,
) -> None:
    """Even while the connection is being made, when the HTTP library can lose a cancellation."""
    await openai.fail(Fault.STALL)
    with pytest.raises(CloudError) as raised:
        await make_cloud(seconds=number / 4000).send(cleared)
    assert raised.value.code is Degraded.CLOUD_TIMEOUT


async def test_a_cancelled_call_stays_cancelled(
    cloud: CloudModel, openai: OpenAIStandIn, cleared: ClearedRequest
) -> None:
    """Home Assistant stops; that is no failure of the cloud."""
    await openai.fail(Fault.HANG)
    call = asyncio.ensure_future(cloud.send(cleared))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_a_library_that_adds_a_header_sends_nothing(
    cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new release of it may; then the send fails, and is counted as blocked."""

    async def add(self: Any, request: httpx.Request) -> None:
        """Add a header."""
        request.headers["x-helpful-telemetry"] = "1"

    monkeypatch.setattr("openai.AsyncOpenAI._prepare_request", add)
    with pytest.raises(CloudError) as raised:
        await cloud.send(cleared)
    assert raised.value.code is Degraded.BLOCKED
    assert openai.requests == []


async def test_a_library_that_adds_to_the_body_sends_nothing(
    cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bytes are compared on the wire."""

    async def add(self: Any, options: Any) -> Any:
        """Add to the body."""
        options.content += b" "
        return options

    monkeypatch.setattr("openai.AsyncOpenAI._prepare_options", add)
    with pytest.raises(CloudError) as raised:
        await cloud.send(cleared)
    assert raised.value.code is Degraded.BLOCKED
    assert openai.requests == []


async def test_prices_of_ones_own_are_reckoned_with(
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    make_cloud: Callable[..., CloudModel],
) -> None:
    """An option can say what is paid."""
    cloud = make_cloud(prices=TokenPrices(0.0, 0.0, 1_000_000.0))
    openai.say(Said(text="{}", reasoning_tokens=9))
    assert (await cloud.send(cleared)).cost_usd == 10.0


async def test_nothing_is_logged_of_what_is_sent(
    cloud: CloudModel,
    openai: OpenAIStandIn,
    cleared: ClearedRequest,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither key nor body, by no library, at any level."""
    caplog.set_level(0)
    openai.say("canary-of-the-answer")
    await cloud.send(cleared)
    assert openai.key not in caplog.text
    assert "You place loads in time" not in caplog.text
    assert "canary-of-the-answer" not in caplog.text


OTHER_LIBRARY = """
import asyncio, ssl, sys, types
import httpx2
sys.modules["httpx"] = httpx2
# The rooms without the doors, which would import all of Home Assistant.
package = sys.modules["custom_components.hushwatt"] = types.ModuleType("hushwatt")
package.__path__ = ["custom_components/hushwatt"]
from custom_components.hushwatt.models.cloud import CloudModel, _failure
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import CloudError, LocalModelError, Message
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.privacy.endpoint import Endpoint, Provider
from stand_ins.faults import CLOUD_FAULTS, LOCAL_FAULTS, Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.models.conftest import HASTE, PATIENCE, SILENT, clear

TLS = ssl.create_default_context()
PROMPT = [Message("user", "Hi.")]

async def try_cloud():
    async with OpenAIStandIn() as server:
        cleared = clear(
            Endpoint(provider=Provider.OPENAI, model="gpt-5.4", api_key=server.key, url=server.url + "/v1")
        )
        clouds = {
            seconds: CloudModel("gpt-5.4", create_client=httpx2.AsyncClient, ssl_context=TLS, seconds=seconds)
            for seconds in (HASTE, PATIENCE)
        }
        assert type(clouds[PATIENCE]._transport._inner).__module__.startswith("httpx2")
        assert (await clouds[PATIENCE].send(cleared)).text
        assert server.requests[0].body == cleared.body
        assert len(server.requests[0].headers) == len(cleared.headers) + 2
        for fault, code in CLOUD_FAULTS.items():
            await server.fail(fault)
            try:
                await clouds[HASTE if fault in SILENT else PATIENCE].send(cleared)
            except CloudError as error:
                assert error.code == code, (fault, error.code)
            else:
                raise AssertionError(fault)

async def try_local():
    async with OllamaStandIn() as stand_in:
        server = OllamaServer(stand_in.url, ssl_context=TLS)
        assert type(server._client._client).__module__.startswith("httpx2")
        model = OllamaModel(server, "gemma4:e4b")
        assert (await model.chat(PROMPT, think=True)).text == "Hi."
        for fault, code in LOCAL_FAULTS.items():
            await stand_in.fail(fault, at="/api/show" if fault is Fault.REMOTE_MODEL else None)
            try:
                await model.chat(PROMPT, think=True, seconds=HASTE if fault in SILENT else PATIENCE)
            except LocalModelError as error:
                assert error.code == code, (fault, error.code)
            else:
                raise AssertionError(fault)

asyncio.run(try_cloud())
asyncio.run(try_local())
assert "homeassistant" not in sys.modules
"""


def test_the_other_http_library_is_served_as_well() -> None:
    """Home Assistant 2026.11 serves httpx2 under the name of httpx."""
    done = subprocess.run(
        [sys.executable, "-c", OTHER_LIBRARY],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (httpx.ReadTimeout("slow"), Degraded.CLOUD_TIMEOUT),
        (httpx.ConnectTimeout("slow"), Degraded.CLOUD_UNREACHABLE),
        (httpx.ConnectError("refused"), Degraded.CLOUD_UNREACHABLE),
        (httpx.ReadError("cut"), Degraded.CLOUD_UNREACHABLE),
        (None, Degraded.CLOUD_UNREACHABLE),
    ],
)
def test_each_failure_of_the_connection_has_its_code(
    failure: Exception | None, code: Degraded
) -> None:
    """Whichever bound was the first to go off."""
    assert _failure(failure).code is code
