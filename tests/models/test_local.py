"""Tests of the local model's client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
import ssl
import traceback

import pytest

from .conftest import HASTE, PATIENCE, SILENT
from custom_components.hushwatt.models.local import OllamaModel, Speed
from custom_components.hushwatt.models.protocol import LocalModelError, Message
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.answers import Answer
from stand_ins.faults import LOCAL_BABBLE, LOCAL_FAULTS, Fault
from stand_ins.ollama import GEMMA, SMALL, OllamaStandIn

CANARY = "canary-nursery-word"
PROMPT = [
    Message("system", "Read the notes."),
    Message("user", f"The {CANARY} sleeps until seven."),
]


def patience(fault: Fault) -> float:
    """Return how long to wait for a fault to show."""
    return HASTE if fault in SILENT else PATIENCE


async def exhaust(pieces: AsyncIterator[str]) -> None:
    """Take all that still comes."""
    async for _ in pieces:
        pass


def place_of(fault: Fault) -> str:
    """Return where a fault shows: in a description or in the chat."""
    return "/api/show" if fault is Fault.REMOTE_MODEL else "/api/chat"


async def test_an_answer_is_whole_and_counted(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Thinking is not part of it."""
    ollama.say(Answer(text='{"constraints": []}', thinking="Nothing is demanded here."))
    reply = await model.chat(PROMPT, think=True)
    assert reply.text == '{"constraints": []}'
    assert reply.prompt_tokens > 0
    assert reply.output_tokens > 0
    assert 0 < reply.seconds < PATIENCE


async def test_what_is_sent_is_what_was_decided(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Window, thinking, and no silent cutting of a prompt."""
    schema = {"type": "object", "properties": {}}
    await model.chat(PROMPT, think=True, schema=schema)
    assert ollama.requests[-1].document == {
        "model": "gemma4:e4b",
        "messages": [
            {"role": "system", "content": "Read the notes."},
            {"role": "user", "content": f"The {CANARY} sleeps until seven."},
        ],
        "stream": True,
        "think": True,
        "truncate": False,
        "shift": False,
        "options": {"num_ctx": 8192, "num_predict": 4096},
        "format": schema,
    }
    await model.chat(PROMPT, think=False)
    sent = ollama.requests[-1].document
    assert sent["think"] is False
    assert sent["options"]["temperature"] == 0
    assert "format" not in sent


async def test_a_model_that_cannot_think_is_not_asked_to(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """The server would refuse; whether to think is said all the same."""
    model = OllamaModel(server, SMALL.name, seconds=PATIENCE)
    assert (await model.chat(PROMPT, think=True)).text
    assert ollama.requests[-1].document["think"] is False


async def test_the_answer_comes_as_it_is_made(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Speech can begin before it is whole."""
    ollama.say(Answer(text="Later. The dishwasher at 20:00.", thinking="Hm."))
    pieces = [piece async for piece in model.stream(PROMPT, think=True)]
    assert len(pieces) > 3
    assert "".join(pieces) == "Later. The dishwasher at 20:00."


async def test_a_stream_that_nobody_wants_any_more_is_closed(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """A person walks off."""
    ollama.pace = 0.005
    ollama.say("A long story. " * 100)
    async with aclosing(model.stream(PROMPT, think=False)) as pieces:
        assert await anext(pieces) == "A lo"
    ollama.pace = 0
    assert (await model.chat(PROMPT, think=False)).text


async def test_a_slow_reader_is_not_interrupted_by_the_time_out(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """The time-out is ours; it must not go off in the middle of what a reader does."""
    ollama.say("Later.")
    async with aclosing(model.stream(PROMPT, think=False, seconds=0.6)) as pieces:
        assert await anext(pieces) == "Late"
        await asyncio.sleep(0.7)
        with pytest.raises(LocalModelError) as raised:
            await exhaust(pieces)
    assert raised.value.code is Degraded.LOCAL_TIMEOUT


@pytest.mark.parametrize(("fault", "code"), LOCAL_FAULTS.items())
async def test_each_fault_has_its_code_and_leaves_no_word(
    model: OllamaModel, ollama: OllamaStandIn, fault: Fault, code: str
) -> None:
    """No exception carries what was asked, answered or called."""
    await ollama.fail(fault, at=place_of(fault))
    with pytest.raises(LocalModelError) as raised:
        await model.chat(PROMPT, think=True, seconds=patience(fault))
    assert raised.value.code == code
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
    told = "".join(traceback.format_exception(raised.value))
    assert CANARY not in told
    assert ollama.url not in told


@pytest.mark.parametrize(("fault", "code"), LOCAL_FAULTS.items())
async def test_each_fault_ends_a_stream_with_its_code(
    model: OllamaModel, ollama: OllamaStandIn, fault: Fault, code: str
) -> None:
    """What came before it may have been heard already."""
    await ollama.fail(fault, at=place_of(fault))
    with pytest.raises(LocalModelError) as raised:
        await exhaust(model.stream(PROMPT, think=True, seconds=patience(fault)))
    assert raised.value.code == code
    assert raised.value.__context__ is None


@pytest.mark.parametrize("fault", LOCAL_BABBLE)
async def test_babble_is_for_the_reader_to_judge(
    model: OllamaModel, ollama: OllamaStandIn, fault: Fault
) -> None:
    """On the wire nothing is wrong with it."""
    await ollama.fail(fault)
    assert (await model.chat(PROMPT, think=True)).text


async def test_after_a_fault_all_is_well_again(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Nothing is kept of a failed call."""
    for fault in (Fault.CUT, Fault.HANG, Fault.REFUSED, Fault.ENDLESS):
        await ollama.fail(fault)
        with pytest.raises(LocalModelError):
            await model.chat(PROMPT, think=False, seconds=patience(fault))
        await ollama.recover()
        assert (await model.chat(PROMPT, think=False)).text


async def test_a_model_is_described_anew_before_each_prompt(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """A tag can have become a stub since; then not a word is sent."""
    await model.chat(PROMPT, think=False)
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/show")
    ollama.chats.clear()
    with pytest.raises(LocalModelError) as raised:
        await model.chat(PROMPT, think=False)
    assert raised.value.code is Degraded.LOCAL_NOT_LOCAL
    assert ollama.chats == []
    assert CANARY.encode() not in ollama.requests[-1].body


async def test_a_redirect_takes_no_prompt_elsewhere(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """A 307 would post it again."""
    async with OllamaStandIn() as thief:
        ollama.redirect_to = f"{thief.url}/api/chat"
        await ollama.fail(Fault.REDIRECT)
        with pytest.raises(LocalModelError):
            await model.chat(PROMPT, think=False)
        assert thief.requests == []


async def test_a_prompt_that_does_not_fit_is_not_cut(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """Its beginning, where the rules stand, would go first."""
    model = OllamaModel(server, GEMMA.name, seconds=PATIENCE, context=8)
    with pytest.raises(LocalModelError) as raised:
        await model.chat(PROMPT, think=False)
    assert raised.value.code is Degraded.LOCAL_ERROR
    assert ollama.chats == []


@pytest.mark.parametrize("path", ["/api/show", "/api/chat"])
async def test_a_bound_of_the_caller_holds_for_the_whole_call(
    model: OllamaModel, ollama: OllamaStandIn, path: str
) -> None:
    """The description before the prompt counts as well."""
    await ollama.fail(Fault.HANG, at=path)
    clock = asyncio.get_running_loop().time
    started = clock()
    with pytest.raises(LocalModelError) as raised:
        await model.chat(PROMPT, think=False, seconds=0.05)
    assert raised.value.code is Degraded.LOCAL_TIMEOUT
    assert clock() - started < 5


@pytest.mark.parametrize("number", range(40))
async def test_a_bound_holds_whenever_it_goes_off(
    model: OllamaModel, ollama: OllamaStandIn, number: int
) -> None:
    """Even while the connection is being made, when the HTTP library can lose a cancellation."""
    await ollama.fail(Fault.STALL)
    with pytest.raises(LocalModelError):
        await model.chat(PROMPT, think=False, seconds=number / 4000)


async def test_a_cancelled_call_stays_cancelled(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Home Assistant stops; that is no failure of the model."""
    await ollama.fail(Fault.HANG)
    call = asyncio.ensure_future(model.chat(PROMPT, think=False))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_many_may_ask_at_once(model: OllamaModel, ollama: OllamaStandIn) -> None:
    """Each gets the answer to its own prompt."""
    asked = [[Message("user", f"question {number}")] for number in range(20)]
    replies = await asyncio.gather(*(model.chat(one, think=False) for one in asked))
    assert [reply.text for reply in replies] == [one[0].content for one in asked]


async def test_odd_counters_are_none(
    model: OllamaModel, ollama: OllamaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer counts more than its counters."""
    monkeypatch.setattr(
        "stand_ins.ollama._last",
        lambda *_: {"done": True, "eval_count": "many", "prompt_eval_count": -1},
    )
    reply = await model.chat(PROMPT, think=False)
    assert reply.text
    assert (reply.prompt_tokens, reply.output_tokens) == (0, 0)


async def test_the_speed_is_measured_without_a_private_word(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """It is counted by the server, in nanoseconds."""
    speed = await model.measure()
    assert speed.tokens_per_second == pytest.approx(40)
    assert speed.load_seconds == pytest.approx(0.101, abs=0.001)
    assert ollama.chats[-1].think is False
    assert ollama.chats[-1].options["num_predict"] == 64


async def test_without_counters_of_time_the_clock_is_taken(
    model: OllamaModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some servers give the number of tokens only."""
    monkeypatch.setattr(
        "stand_ins.ollama._last", lambda *_: {"done": True, "eval_count": 10}
    )
    speed = await model.measure()
    assert speed.tokens_per_second > 10 / PATIENCE
    assert speed.load_seconds == 0


async def test_a_speed_that_cannot_be_measured_is_invalid(
    model: OllamaModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that counts nothing."""
    monkeypatch.setattr("stand_ins.ollama._last", lambda *_: {"done": True})
    with pytest.raises(LocalModelError) as raised:
        await model.measure()
    assert raised.value.code is Degraded.LOCAL_INVALID


async def test_the_speed_of_a_missing_model_is_not_measured(
    server: OllamaServer,
) -> None:
    """It is missing."""
    with pytest.raises(LocalModelError) as raised:
        await OllamaModel(server, "nothing:1b").measure()
    assert raised.value.code is Degraded.LOCAL_MODEL_MISSING


@pytest.mark.parametrize(
    ("tokens", "load", "limit"),
    [(1000.0, 0.0, 60.0), (20.0, 30.0, 360.0), (2.0, 10.0, 900.0)],
)
def test_a_limit_fits_the_speed(tokens: float, load: float, limit: float) -> None:
    """Not shorter than a minute and not longer than a quarter of an hour."""
    speed = Speed(tokens_per_second=tokens, load_seconds=load)
    assert speed.limit == limit


async def test_the_name_is_the_tag(model: OllamaModel, tls: ssl.SSLContext) -> None:
    """It is shown, and it is part of what a reading is cached under."""
    assert model.name == "gemma4:e4b"


async def test_nothing_is_logged_of_what_is_said(
    model: OllamaModel, ollama: OllamaStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither by us nor by a library, at any level."""
    caplog.set_level(0)
    ollama.say(f"Later, because of the {CANARY}.")
    await model.chat(PROMPT, think=True)
    await ollama.fail(Fault.ERROR_LINE)
    with pytest.raises(LocalModelError):
        await model.chat(PROMPT, think=True)
    assert CANARY not in caplog.text
