"""Tests of the scripted model of the demo: it reads and words the reference home as a good model would."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
import json
from pathlib import Path
import ssl
from zoneinfo import ZoneInfo

import httpx
import pytest

from custom_components.hushwatt.advisor import Advisor, Settings
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import Message
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.notes.compiling import compile_notes
from custom_components.hushwatt.notes.context import ReadingContext
from custom_components.hushwatt.patterns.cloud_leg import CloudLeg
from custom_components.hushwatt.patterns.procedures import ProcedureFile
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.ledger import Ledger
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ConstraintKind,
    Household,
    Mode,
    Note,
    NoteReader,
    PlanSource,
    PrivacyLevel,
    Question,
)
from demo.reference_home import APPLIANCES, NOTES
from stand_ins.household import household
from stand_ins.ollama import Chat, OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import reference_home

WRITTEN_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the server of the demo."""
    async with OllamaStandIn(household) as server:
        yield server


@pytest.fixture
async def openai(loopback: None) -> AsyncIterator[OpenAIStandIn]:
    """Return the cloud of the demo."""
    async with OpenAIStandIn() as server:
        yield server


@pytest.fixture
async def model(ollama: OllamaStandIn) -> AsyncIterator[OllamaModel]:
    """Return the client of its model."""
    server = OllamaServer(ollama.url, ssl_context=ssl.create_default_context())
    yield OllamaModel(server, "gemma4:e4b")
    await server.close()


def context() -> ReadingContext:
    """Return the reference home, as a note is read in it."""
    return ReadingContext(
        appliances=tuple(
            Appliance(id=one.kind, name=one.name, aliases=one.aliases)
            for one in APPLIANCES
        ),
        timezone=ZoneInfo("Europe/Amsterdam"),
        morning=time(7),
        language="en",
    )


async def test_the_reference_notes_are_read_as_they_were_meant(
    model: OllamaModel, ollama: OllamaStandIn
) -> None:
    """By the model, at the first try, and past every check."""
    notes = [
        Note(uid=str(number), text=text, written_at=WRITTEN_AT)
        for number, text in enumerate(NOTES)
    ]
    compiled = await compile_notes(notes, context(), model, cached={})
    assert compiled.degraded == ()
    read = {
        (c.appliance, c.kind, c.time) for r in compiled.values() for c in r.constraints
    }
    assert read == {
        ("dishwasher", ConstraintKind.FINISH_BY, time(6, 30)),
        ("dishwasher", ConstraintKind.NOT_RUNNING_AFTER, time(22, 30)),
        ("ev_charger", ConstraintKind.FINISH_BY, time(7)),
    }
    assert {reading.reader for reading in compiled.values()} == {NoteReader.MODEL}
    assert len(ollama.chats) == len(notes)


@pytest.mark.parametrize(
    ("note", "constraints", "irrelevant"),
    [
        (
            "The car not before 23:00.",
            [{"kind": "not_before", "appliance": "EV charger", "time": "23:00"}],
            [],
        ),
        ("The dishwasher was on at 9:15.", [], ["09:15"]),
        ("Something by 07:00.", [], ["07:00"]),
        ("Tom likes the vacuum.", [], []),
    ],
)
def test_other_notes_are_read_plainly(
    note: str, constraints: list[dict[str, str]], irrelevant: list[str]
) -> None:
    """What it does not understand it leaves out."""
    appliances = [{"name": a.name, "also called": list(a.aliases)} for a in APPLIANCES]
    data = json.dumps({"note": note, "appliances": appliances})
    said = ask("You read one household note.", data)
    document = json.loads(said.removeprefix("```json\n").removesuffix("\n```"))
    assert document["constraints"] == constraints
    assert document["irrelevant_times"] == irrelevant


def test_a_plan_is_worded_from_its_facts() -> None:
    """In English; else it says again what it was shown."""
    facts = {
        "appliance": "the dishwasher",
        "start": "at 20:00",
        "done": "at 21:30",
        "cost": "€0.26",
        "why": "electricity is cheaper then",
        "cost if started now": "€0.54",
        "saving": "€0.28",
    }
    given = f"Given:\n{json.dumps(facts, indent=1)}\n\nA correct answer, to be said better:\n"
    plan = "You put a finished plan into words. Write plain sentences in"
    assert ask(f"{plan} English.", f"{given}Later: wait.") == (
        "Later: start the dishwasher at 20:00, and it is done at 21:30. Electricity is cheaper then: "
        "it costs €0.26 instead of €0.54, so waiting saves €0.28."
    )
    for said in ("Später: warte.", "Later: wacht."):
        assert ask(f"{plan} another language.", f"{given}{said}") == said


def test_a_scheduling_document_is_solved() -> None:
    """As the cloud would solve it, in a fence."""
    document = {
        "prices": [
            {"from": 0, "to": 2, "price": 10_000},
            {"from": 2, "to": 4, "price": 0},
        ],
        "loads": [{"id": "L1", "length": 2, "starts": [[0, 2]]}],
    }
    said = ask("You place loads in time so that they cost least.", json.dumps(document))
    reply = json.loads(said.removeprefix("```json\n").removesuffix("\n```"))
    assert reply == {
        "runs": [{"id": "L1", "segments": [{"start": 2, "length": 2}]}],
        "objective": 0,
    }


@pytest.mark.parametrize("level", [PrivacyLevel.BLINDED, PrivacyLevel.READABLE])
async def test_both_stand_ins_answer_the_reference_question_the_hybrid_way(
    model: OllamaModel,
    ollama: OllamaStandIn,
    openai: OpenAIStandIn,
    tmp_path: Path,
    level: PrivacyLevel,
) -> None:
    """The cloud's plan, in the local model's words, and nothing was missing."""
    cloud = CloudModel(
        "gpt-5.4",
        create_client=httpx.AsyncClient,
        ssl_context=ssl.create_default_context(),
    )
    home = reference_home()

    async def read_home() -> Household:
        """Return the home."""
        return home

    advisor = Advisor(
        settings=Settings(mode=Mode.HYBRID),
        read_household=read_home,
        run_blocking=asyncio.to_thread,
        local=model,
        cloud=CloudLeg(
            endpoint=Endpoint(
                provider=Provider.OPENAI,
                model="gpt-5.4",
                api_key=openai.key,
                url=f"{openai.url}/v1",
                effort=Effort.MEDIUM,
            ),
            model=cloud,
            ledger=Ledger(tmp_path / "ledger.jsonl", asyncio.to_thread),
            procedures=ProcedureFile(tmp_path / "procedures.json"),
            private_strings=lambda: {one.name for one in home.appliances},
            level=level,
            budget=1.0,
        ),
    )
    advice = await advisor.advise(Question(words="Should the dishwasher run now?"))
    assert advice.degraded == ()
    assert advice.plan
    assert advice.plan.source is PlanSource.CLOUD
    assert advice.run
    assert f"{advice.run.start:%H:%M}" == "20:00"
    assert advice.answer.startswith("Later: start the dishwasher at 20:00")
    assert "Electricity is cheaper then" in advice.answer
    assert len(ollama.chats) == 1
    (asked,) = openai.asked
    assert "dishwasher" not in json.dumps(asked).lower()
    await cloud.close()


def test_anything_else_has_an_answer() -> None:
    """A count for the measuring, and what it can do."""
    assert ask("", "Count from 1 to 100, in digits.").startswith("1 2 3")
    assert "notes" in ask("You are a pirate.", "Hello.")
    assert "notes" in household(Chat(model="x", messages=())).text


def ask(system: str, user: str) -> str:
    """Return what is said to a prompt."""
    messages = (Message("system", system), Message("user", user))
    return household(
        Chat(model="x", messages=tuple(vars(message) for message in messages))
    ).text
