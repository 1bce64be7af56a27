"""Tests of the OpenAI stand-in: what stands on the wire."""

from collections.abc import AsyncIterator
import json
from typing import Any

from aiohttp import ClientSession
import httpx
import openai as library
from openai.types.responses import Response
import pytest

from stand_ins.faults import CLOUD_LIES, Fault
from stand_ins.lies import lie
from stand_ins.openai import OpenAIStandIn
from stand_ins.responses import Said
from tests.stand_ins.test_brute_force import REFERENCE

SCHEMA = {
    "type": "object",
    "properties": {
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string"}},
                "required": ["id"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["runs"],
    "additionalProperties": False,
}


def asked(**changes: Any) -> dict[str, Any]:
    """Return a request, but for changes."""
    form = {"type": "json_schema", "name": "schedule", "strict": True, "schema": SCHEMA}
    return {
        "model": "gpt-5.4",
        "instructions": "Solve it.",
        "input": json.dumps(REFERENCE),
        "reasoning": {"effort": "medium"},
        "store": False,
        "max_output_tokens": 4000,
        "text": {"format": form},
    } | changes


@pytest.fixture
async def server(loopback: None) -> AsyncIterator[OpenAIStandIn]:
    """Return a server."""
    async with OpenAIStandIn(deployments={"planner": "gpt-5.4-nano"}) as stand_in:
        yield stand_in


@pytest.fixture
async def http(server: OpenAIStandIn) -> AsyncIterator[ClientSession]:
    """Return a bare client of it, with the right key."""
    headers = {"Authorization": f"Bearer {server.key}"}
    async with ClientSession(server.url, headers=headers) as session:
        yield session


async def post(
    http: ClientSession, path: str, body: Any, **headers: str
) -> tuple[int, Any]:
    """Return status and content of an answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with http.post(path, data=data, headers=headers) as response:
        return response.status, await response.json()


async def test_a_problem_is_solved_from_what_is_in_the_request(
    http: ClientSession, server: OpenAIStandIn
) -> None:
    """And the answer is a response in every field."""
    status, answer = await post(http, "/v1/responses", asked())
    assert status == 200
    response = Response.model_validate(answer)
    assert json.loads(response.output_text)["objective"] == 19440
    assert response.model == "gpt-5.4-2026-03-05"
    assert response.status == "completed"
    assert [item.type for item in response.output] == ["reasoning", "message"]
    assert answer["store"] is False
    usage = response.usage
    assert usage
    assert usage.output_tokens_details.reasoning_tokens == 1536
    assert usage.total_tokens == usage.input_tokens + usage.output_tokens
    assert server.asked[0]["input"] == json.dumps(REFERENCE)


async def test_cached_tokens_are_part_of_what_was_read(
    http: ClientSession, server: OpenAIStandIn
) -> None:
    """They are cheaper."""
    server.cached_tokens = 128
    _, answer = await post(http, "/v1/responses", asked())
    assert answer["usage"]["input_tokens_details"]["cached_tokens"] == 128


async def test_the_headers_are_the_providers(http: ClientSession) -> None:
    """An id of the request, limits, a cookie, and no name of a library."""
    async with http.post("/v1/responses", json=asked()) as response:
        assert response.headers["x-request-id"].startswith("req_")
        assert "__cf_bm" in response.headers["Set-Cookie"]
        assert response.headers["x-ratelimit-limit-requests"] == "500"
        assert "Server" not in response.headers


async def test_a_stream_is_events_in_order(
    http: ClientSession, server: OpenAIStandIn
) -> None:
    """Each with its number, names before data."""
    server.say(Said(text="Run it later.", refusal="", reasoning_tokens=8))
    async with http.post("/v1/responses", json=asked(stream=True)) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        text = await response.text()
    events = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        events.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {events[-1]['type']}"
    kinds = [event["type"] for event in events]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert kinds[:4] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.output_item.done",
    ]
    assert kinds[4:6] == ["response.output_item.added", "response.content_part.added"]
    assert kinds[-4:] == [
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    deltas = [e["delta"] for e in events if e["type"] == "response.output_text.delta"]
    assert "".join(deltas) == "Run it later."


@pytest.mark.parametrize(
    "said",
    [
        Said(text="Run it later."),
        Said(refusal="I cannot."),
        Said(tool_calls=(("GetClock", {"zone": "UTC"}),)),
        Said(text="{", status="incomplete", incomplete_reason="max_output_tokens"),
        Said(status="failed", error={"code": "server_error", "message": "No."}),
    ],
)
async def test_the_library_reads_what_is_streamed(
    server: OpenAIStandIn, said: Said
) -> None:
    """Every event is of a type that it knows, and the last one has the whole."""
    client = library.AsyncOpenAI(
        api_key=server.key,
        base_url=f"{server.url}/v1",
        http_client=httpx.AsyncClient(),  # type: ignore[arg-type]
        _strict_response_validation=True,
    )
    server.say(said)
    events = [
        event
        async for event in await client.responses.create(
            model="gpt-5.4", input="Hi.", stream=True
        )
    ]
    last = events[-1]
    assert last.type == f"response.{said.status}"
    assert last.response.output_text == said.text  # type: ignore[union-attr]
    server.say(said)
    whole = await client.responses.create(model="gpt-5.4", input="Hi.")
    assert whole.status == said.status
    assert (await client.models.list()).data[0].id == "gpt-5.4"
    await client.close()


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "code"),
    [
        ("/v1/responses", b"{", {}, 400, None),
        ("/v1/responses", b"[]", {}, 400, None),
        ("/v1/responses", asked(model=""), {}, 400, "missing_required_parameter"),
        ("/v1/responses", {"model": "gpt-5.4"}, {}, 400, "missing_required_parameter"),
        ("/v1/responses", asked(model="gpt-9"), {}, 400, "model_not_found"),
        ("/v1/responses", asked(notes="x"), {}, 400, "unknown_parameter"),
        (
            "/v1/responses",
            asked(reasoning={"effort": "minimal"}),
            {},
            400,
            "unsupported_value",
        ),
        (
            "/v1/responses",
            asked(),
            {"Authorization": "Bearer x"},
            401,
            "invalid_api_key",
        ),
        ("/v1/responses", asked(), {"Authorization": ""}, 401, None),
        ("/openai/v1/responses", asked(), {}, 404, "DeploymentNotFound"),
        ("/openai/v1/responses", asked(), {"api-key": "x"}, 401, "401"),
        ("/v1/files", asked(), {}, 404, None),
    ],
)
async def test_what_is_wrong_is_refused(
    http: ClientSession,
    server: OpenAIStandIn,
    path: str,
    body: Any,
    headers: dict[str, str],
    status: int,
    code: str | None,
) -> None:
    """In the provider's form."""
    got, answer = await post(http, path, body, **headers)
    assert got == status
    assert set(answer["error"]) == {"message", "type", "param", "code"}
    assert answer["error"]["code"] == code
    assert server.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"additionalProperties": True},
        {"required": []},
        {"properties": {"runs": {"type": "array", "items": {"type": "object"}}}},
        {"properties": {"runs": {"type": "object"}}},
    ],
)
async def test_a_schema_that_is_not_strict_is_refused(
    http: ClientSession, change: dict[str, Any]
) -> None:
    """All the way down."""
    schema = {**SCHEMA, **change}
    form = {"type": "json_schema", "name": "s", "strict": True, "schema": schema}
    status, answer = await post(http, "/v1/responses", asked(text={"format": form}))
    assert (status, answer["error"]["code"]) == (400, "invalid_json_schema")


async def test_azure_answers_for_a_deployment_at_both_addresses(
    http: ClientSession, server: OpenAIStandIn
) -> None:
    """With its own headers, and the model behind the deployment."""
    for path in (
        "/openai/v1/responses",
        "/openai/responses?api-version=2025-04-01-preview",
    ):
        async with http.post(
            path, json=asked(model="planner"), headers={"api-key": server.key}
        ) as response:
            assert response.status == 200
            assert response.headers["apim-request-id"]
            assert (await response.json())["model"] == "gpt-5.4-nano-2026-03-17"


async def test_a_snapshot_can_be_asked_by_name(http: ClientSession) -> None:
    """As well as the model."""
    _, answer = await post(http, "/v1/responses", asked(model="gpt-5.4-2026-03-05"))
    assert answer["model"] == "gpt-5.4-2026-03-05"


async def test_a_script_answers_what_is_no_problem(loopback: None) -> None:
    """And the queue comes before both."""
    async with OpenAIStandIn(lambda body: f"You said {body['input']}") as server:
        headers = {"Authorization": f"Bearer {server.key}"}
        async with ClientSession(server.url, headers=headers) as http:
            _, answer = await post(http, "/v1/responses", asked(input="Hi."))
            assert Response.model_validate(answer).output_text == "You said Hi."
            server.say("Queued.")
            _, answer = await post(http, "/v1/responses", asked())
            assert Response.model_validate(answer).output_text == "Queued."


@pytest.mark.parametrize("fault", CLOUD_LIES)
async def test_a_lie_differs_from_the_truth(
    http: ClientSession, server: OpenAIStandIn, fault: Fault
) -> None:
    """At both levels, and comes as a whole response."""
    _, truth = await post(http, "/v1/responses", asked())
    await server.fail(fault)
    status, answer = await post(http, "/v1/responses", asked())
    assert status == 200
    told = Response.model_validate(answer).output_text
    assert told
    assert told != Response.model_validate(truth).output_text
    blinded = {
        "loads": [{"id": "L1", "length": 3, "starts": [[0, 5]]}],
        "prices": [
            {"from": 0, "to": 4, "price": 10000},
            {"from": 4, "to": 8, "price": 0},
        ],
    }
    assert lie(fault, json.dumps(blinded))


def test_a_fault_of_another_kind_is_no_lie() -> None:
    """It is for others to show."""
    assert lie(Fault.HANG, json.dumps(REFERENCE)) is None
