"""Questions to a home with both models: patterns, budgets, drafts, notes that change."""

import asyncio
from functools import partial
import json
import re
from typing import Any, Final, override

from aiohttp import web
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.components.conversation import ChatLog, async_get_chat_log
from homeassistant.helpers.chat_session import async_get_chat_session

from .conftest import HASTE, MakeHome
from .home import ADVICE, QUESTION, SCHEDULE, assert_true
from custom_components.hushwatt import services
from custom_components.hushwatt.asking import async_ask_within
from custom_components.hushwatt.vocabulary import Pattern
from demo.reference_home import NOTES
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from stand_ins.server import Handler, Received

# Whether the cloud is called for the first question, and for the second.
CALLS: Final = {
    Pattern.SANITIZE_AND_SOLVE: (1, 1),
    Pattern.PLAN_THEN_GROUND: (1, 0),
    Pattern.ESCALATE_ON_HARD: (0, 0),
    Pattern.DRAFT_THEN_REFINE: (1, 1),
    Pattern.CROSS_CHECK: (1, 1),
}


class SlowCloud(OpenAIStandIn):
    """A server that answers when it is let to."""

    def __init__(self) -> None:
        """Start with the gate shut."""
        super().__init__()
        self.gate = asyncio.Event()

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer once the gate is open."""
        await self.gate.wait()
        return await super().answer(request, received, handler)


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_gives_the_true_answer(
    make_home: MakeHome, cloud: OpenAIStandIn, pattern: Pattern
) -> None:
    """And calls the cloud as often as it says it does."""
    home = await make_home()
    for calls in CALLS[pattern]:
        cloud.requests.clear()
        response = await home.recommend(question=QUESTION, pattern=pattern)
        assert_true(response, response["answer"])
        assert response["recommendation"] == "run_later"
        assert response["pattern"] == pattern
        assert response["degraded"] == []
        assert len(cloud.requests) == calls
        assert response["cloud"]["called"] is bool(calls)
        assert (response["cloud"]["cost_usd"] > 0) is bool(calls)
    source = "solver" if pattern is Pattern.ESCALATE_ON_HARD else "cloud"
    assert response["plan_source"] == source


async def test_plan_then_ground_asks_for_a_kind_of_problem_without_a_number(
    make_home: MakeHome,
) -> None:
    """Of this home the cloud sees nothing at all."""
    home = await make_home()
    await home.recommend(question=QUESTION, pattern="plan_then_ground")
    assert list(home.problem) == ["goal"]
    assert not re.search(r"\d", home.problem["goal"])


async def test_a_second_question_on_unchanged_notes_reads_nothing_again(
    make_home: MakeHome,
) -> None:
    """Each note is read once, when it is written; asking only words the answer."""
    home = await make_home()
    assert len(home.readings) == len(NOTES)
    for count in (1, 2):
        speech, figures = await home.ask()
        assert_true(figures, speech)
        assert figures["degraded"] == []
        assert len(home.readings) == len(NOTES)
        assert len(home.local.chats) == len(NOTES) + count


async def test_a_restart_reads_nothing_again_and_a_new_note_is_read_alone(
    make_home: MakeHome,
) -> None:
    """What was understood is kept with the note."""
    home = await make_home()
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.settle()
    assert len(home.readings) == len(NOTES)
    await home.write("The dishwasher not before 21:00, because we eat late.")
    assert len(home.readings) == len(NOTES) + 1
    response = await home.recommend()
    assert response["start"] == "2026-11-17T21:00:00+01:00"
    assert response["plan_source"] == "cloud"


async def test_all_loads_are_planned_at_once(make_home: MakeHome) -> None:
    """Both that wait, and not the vacuum."""
    home = await make_home()
    response = await home.call("plan")
    assert response["schedule"] == SCHEDULE
    assert response["plan_source"] == "cloud"
    assert response["degraded"] == []
    assert len(home.problem["loads"]) == 2
    assert "vacuum" not in json.dumps(response).lower()


async def test_a_call_may_forbid_the_cloud(make_home: MakeHome) -> None:
    """Then nothing leaves, and the answer is as true."""
    home = await make_home()
    response = await home.recommend(question=QUESTION, allow_cloud=False)
    assert_true(response, response["answer"])
    assert response["degraded"] == ["cloud_not_allowed"]
    assert response["plan_source"] == "solver"
    assert home.cloud.requests == []
    assert await home.sent() == []


async def test_a_budget_of_nothing_sends_nothing(make_home: MakeHome) -> None:
    """It is a cap, not a warning."""
    home = await make_home(monthly_budget=0)
    for pattern in Pattern:
        response = await home.recommend(question=QUESTION, pattern=pattern)
        assert_true(response, response["answer"])
        asks = CALLS[pattern] != (0, 0)
        assert response["degraded"] == (["budget"] if asks else [])
        assert response["plan_source"] == "solver"
    assert home.cloud.requests == []
    assert await home.sent() == []


async def test_an_answer_comes_in_the_language_that_is_asked_for(
    make_home: MakeHome,
) -> None:
    """The model at home is told which; the cloud is not."""
    home = await make_home()
    response = await home.recommend(appliance="Dishwasher", language="de")
    assert response["answer"].startswith("Später: ")
    assert response["degraded"] == []
    assert response["plan_source"] == "cloud"
    assert "German" in home.local.chats[-1].text
    assert b"German" not in home.cloud.requests[-1].body


async def test_a_refined_plan_is_waited_for(make_home: MakeHome) -> None:
    """An action has time; what it returns is final."""
    home = await make_home(pattern="draft_then_refine")
    response = await home.recommend()
    assert response["plan_source"] == "cloud"
    event = home.hass.states.get(ADVICE)
    assert event is not None
    assert event.attributes["request_id"] == response["request_id"]


async def test_a_draft_is_given_when_the_cloud_takes_its_time_and_its_refinement_is_told_of(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are true, and both have the same request id."""
    patience = partial(async_ask_within, seconds=HASTE)
    monkeypatch.setattr(services, "async_ask_within", patience)
    async with SlowCloud() as slow:
        home = await make_home(outside=slow, pattern="draft_then_refine")
        response = await home.recommend()
        assert_true(response, response["answer"])
        assert response["plan_source"] == "solver"
        slow.gate.set()
        await home.settle()
        event = home.hass.states.get(ADVICE)
        assert event is not None
        assert event.attributes["plan_source"] == "cloud"
        assert event.attributes["request_id"] == response["request_id"]
        assert event.attributes["schedule"] == SCHEDULE
        await home.stop()


async def test_a_draft_is_heard_before_the_cloud_has_answered(
    make_home: MakeHome,
) -> None:
    """The cloud gives its answer only once somebody has heard the draft."""
    async with SlowCloud() as slow:
        home = await make_home(outside=slow, pattern="draft_then_refine")
        heard: list[str] = []

        def listen(_: ChatLog, delta: dict[str, Any]) -> None:
            """Keep what is said, and open the gate at the first words."""
            if delta.get("role") == "assistant":
                heard.append("")
            elif words := delta.get("content"):
                heard[-1] += words
                slow.gate.set()

        with (
            async_get_chat_session(home.hass) as session,
            async_get_chat_log(home.hass, session, chat_log_delta_listener=listen),
        ):
            speech, figures = await home.ask(conversation=session.conversation_id)
        assert_true(figures, speech)
        assert figures["plan_source"] == "cloud"
        (said,) = heard
        assert said == speech
        assert said.startswith("Later: start the dishwasher at 20:00")
        assert said.endswith(
            "I am still checking; if that changes, I will tell you."
            " I have checked it: it stays as I said."
        )
        await home.stop()


async def sent_over(client: Any) -> Any:
    """Return the answer to a call of get_sent over a websocket."""
    await client.send_json_auto_id(
        {
            "type": "call_service",
            "domain": "hushwatt",
            "service": "get_sent",
            "return_response": True,
        }
    )
    return await client.receive_json()


async def test_the_exact_bytes_are_shown_to_administrators_only(
    make_home: MakeHome,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
) -> None:
    """As the developer tools ask for them."""
    home = await make_home()
    await home.ask()
    answer = await sent_over(await hass_ws_client(home.hass))
    (entry,) = answer["result"]["response"]["entries"]
    assert entry["body"].encode() == home.cloud.requests[0].body
    assert entry["url"] == f"{home.cloud.url}/v1/responses"
    other = await hass_ws_client(home.hass, hass_read_only_access_token)
    refused = await sent_over(other)
    assert refused["success"] is False
    assert refused["error"]["message"] == "Unauthorized"


async def test_of_what_does_not_fit_a_way_out_is_said_and_the_reason_recorded(
    make_home: MakeHome, local: OllamaStandIn
) -> None:
    """The cloud names what to give up first and sees nothing; the home finds when that would be."""
    await local.fail(Fault.SERVER_ERROR)
    home = await make_home(
        pattern="escalate_on_hard",
        notes=("The dishwasher has to be quiet from 18:00 to 20:00.",),
    )
    speech, figures = await home.ask("what if the dishwasher must be done by 21:00")
    assert speech.startswith("Later: ")
    assert "The next deadline cannot be met any more" in speech
    assert (
        "If you give up one thing (not between 18:00 and 20:00), it can start at 19:30."
        in speech
    )
    assert figures["reason"] == "deadline_unreachable"
    assert figures["escalation"] == "infeasible"
    assert list(home.problem) == ["goal"]
    counted = home.hass.states.get("sensor.hushwatt_escalations_to_the_cloud")
    assert counted is not None
    assert counted.state == "1"
    assert counted.attributes["infeasible"] == 1


async def test_a_disagreement_is_said_recorded_and_counted(
    make_home: MakeHome, cloud: OpenAIStandIn
) -> None:
    """In a short clause, after the plan that is the better one."""
    home = await make_home(pattern="cross_check")
    await home.ask()
    await cloud.fail(Fault.DEARER)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert speech.endswith(
        "Home and cloud came to different plans; this is the cheaper one."
    )
    assert figures["agreed"] is False
    rate = home.hass.states.get("sensor.hushwatt_disagreement_rate")
    assert rate is not None
    assert rate.state == "50.0"
