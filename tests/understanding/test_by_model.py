"""Tests of what the local model takes words for, over a real socket to a stand-in."""

from collections.abc import AsyncIterator
import json
import ssl
from typing import Any

import pytest

from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.understanding import (
    AskKind,
    understand,
    understand_by_model,
)
from custom_components.hushwatt.vocabulary import ConstraintKind
from evals.phrases.phrases import LANGUAGES, NOW, home, phrases, written
from stand_ins.answers import Answer
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn

STRANGE = "which part of the evening treats my wallet best for the dishwasher"


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the server of the model at home."""
    async with OllamaStandIn() as server:
        yield server


@pytest.fixture
async def model(ollama: OllamaStandIn) -> AsyncIterator[OllamaModel]:
    """Return the model."""
    server = OllamaServer(ollama.url, ssl_context=ssl.create_default_context())
    yield OllamaModel(server, "gemma4:e4b")
    await server.close()


def answer(**fields: Any) -> str:
    """Return an answer of the model, wrapped as models wrap it."""
    full = {"kind": "advise", "appliance": "A", "demand": None, "time": None} | fields
    return f"```json\n{json.dumps(full)}\n```"


async def ask(model: OllamaModel, words: str, language: str = "en", **how: Any) -> str:
    """Return what words are taken for, as the files of phrases write it."""
    spoken = language if language in LANGUAGES else "en"
    found = await understand_by_model(
        words, language, home(spoken), NOW, model, **{"seconds": 5.0} | how
    )
    return written(found)


async def test_the_model_sorts_what_no_template_understands(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """By a letter for the appliance; thinking is off, and it is told what it may answer."""
    assert understand(STRANGE, "en", home("en"), NOW).kind is AskKind.NOT_OURS
    ollama.say(answer(kind="advise"))
    assert await ask(model, STRANGE) == "advise dishwasher"
    (chat,) = ollama.chats
    assert chat.think is False
    assert json.loads(chat.last)["said"] == STRANGE
    assert json.loads(chat.last)["appliances"]["A"] == ["Dishwasher"]


async def test_a_demand_is_the_time_that_was_said(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Six in the morning, since half past six in the evening has passed it."""
    words = "should it cost less for the dryer given i have got to have it at six"
    ollama.say(answer(kind="what_if", appliance="C", demand="finish_by", time="06:00"))
    found = await understand_by_model(words, "en", home("en"), NOW, model, seconds=5.0)
    assert written(found) == "what_if dryer finish_by 06:00"
    assert found.constraints[0].kind is ConstraintKind.FINISH_BY
    assert found.constraints[0].appliance == "dryer"


@pytest.mark.parametrize(
    ("first", "fault"),
    [
        ("Sure! I think it is a question about the dishwasher.", "JSON"),
        (answer(kind="remember"), "kind"),
        (answer(appliance="B"), "another appliance was said"),
        (answer(appliance="Q"), '"appliance" is one of A, B, C'),
        (answer(kind="what_if"), '"what_if" needs'),
        (answer(demand="finish_by", time="07:00"), "no such clock time was said"),
        (answer(demand="finish_by"), "belong together"),
        (answer(time="25:00"), "time"),
    ],
)
async def test_an_answer_that_fails_a_check_is_asked_for_once_more(
    model: OllamaModel, ollama: OllamaStandIn, first: str, fault: str
) -> None:
    """Naming what is wrong."""
    ollama.say(first, answer())
    assert await ask(model, STRANGE) == "advise dishwasher"
    assert len(ollama.chats) == 2
    assert fault in ollama.chats[1].last


async def test_two_wrong_answers_are_enough(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Then somebody else is asked."""
    ollama.say("no", "no", answer())
    assert await ask(model, STRANGE) == "not_ours"
    assert len(ollama.chats) == 2


@pytest.mark.parametrize(
    "said", [answer(kind="other"), answer(appliance="other"), '{"kind": "other"}']
)
async def test_what_the_model_finds_is_not_ours_is_not_ours(
    model: OllamaModel, ollama: OllamaStandIn, said: str
) -> None:
    """At once."""
    ollama.say(said)
    assert await ask(model, STRANGE) == "not_ours"
    assert len(ollama.chats) == 1


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.SERVER_ERROR, Fault.TOO_LONG])
async def test_a_model_that_fails_is_nobodys_error(
    model: OllamaModel, ollama: OllamaStandIn, fault: Fault
) -> None:
    """The question is handed on."""
    await ollama.fail(fault)
    assert await ask(model, STRANGE) == "not_ours"


async def test_a_model_that_is_slow_is_not_waited_for(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """Longer than was said."""
    ollama.pace = 2.0
    ollama.say(Answer(text=answer()))
    assert await ask(model, STRANGE, seconds=0.6) == "not_ours"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "turn on the dishwasher when it is cheapest"),
        ("en", "is the washing machine finished"),
        ("en", "when does the dishwasher finish"),
        ("en", "who wrote hamlet"),
        ("en", "should i take an umbrella"),
        ("de", "mach die spülmaschine später an"),
        ("de", "ist die waschmaschine fertig"),
        ("fr", "allume le lave-vaisselle plus tard"),
        ("nl", "zet de vaatwasser straks aan"),
        ("es", "pon el lavavajillas más tarde"),
        ("it", "la lavastoviglie conviene adesso"),
    ],
)
async def test_the_model_is_not_even_asked_about_what_cannot_be_ours(
    model: OllamaModel, ollama: OllamaStandIn, language: str, words: str
) -> None:
    """A command, a state, or nothing of appliances and money: no model can take it away."""
    ollama.say(answer())
    assert await ask(model, words, language) == "not_ours"
    assert ollama.chats == []


async def test_a_talk_about_advice_needs_no_name(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """What follows an answer is about it."""
    words = "and that is really worth it you say"
    assert await ask(model, words) == "not_ours"
    ollama.say(answer(kind="why", appliance="none"))
    assert await ask(model, words, talking=True) == "why -"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_most_of_what_is_not_ours_never_reaches_the_model(
    model: OllamaModel, ollama: OllamaStandIn, language: str
) -> None:
    """So nothing waits for it: commands, states, timers, lists, weather."""
    ollama.say(*[answer(kind="other")] * 999)
    found = [one for one in phrases(language, "tuned") if not one.is_ours]
    for one in found:
        await ask(model, one.text, language)
    assert len(ollama.chats) <= len(found) * 0.15
