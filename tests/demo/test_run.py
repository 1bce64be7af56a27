"""The demo in a process of its own: what it prints is the reference answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
import os
import re
import subprocess
import sys
from typing import Final

import pytest

from demo.process import REPOSITORY
from demo.reference_home import NOTES, QUESTION
from stand_ins.household import household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn

SECONDS: Final = 150
KEY_NAME: Final = "HUSHWATT_TEST_KEY"
BUILT_IN: Final[tuple[str, ...]] = ()
STAND_INS: Final = ("--stand-ins",)


@dataclass(frozen=True)
class Shown:
    """What a run printed, by heading, and its exit code."""

    code: int
    text: str

    def part(self, title: str) -> str:
        """Return what stands below a heading."""
        found = re.search(
            rf"^--- {re.escape(title)}.*?-+\n(.*?)(?=^--- |\Z)",
            self.text,
            re.DOTALL | re.MULTILINE,
        )
        assert found, f"no {title!r} in:\n{self.text}"
        return found[1]


def environment(**more: str) -> Mapping[str, str]:
    """Return the environment of a run."""
    return {**os.environ, **more}


@pytest.fixture(
    scope="module", params=[BUILT_IN, STAND_INS], ids=["built_in", "hybrid"]
)
def shown(request: pytest.FixtureRequest) -> Shown:
    """Return what a run in each of the two modes printed."""
    done = subprocess.run(
        [sys.executable, "-m", "demo", *request.param],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Shown(done.returncode, done.stdout + done.stderr)


def test_the_reference_answer_is_printed(shown: Shown) -> None:
    """Later, both runs at their cheapest times, and what waiting saves."""
    assert shown.code == 0, shown.text
    assert QUESTION in shown.part("The question")
    assert "planned from 18:30 on" in shown.part("The question")
    answer = " ".join(shown.part("The answer").split())
    assert answer.startswith("Later: start the dishwasher at 20:00")
    assert "21:30" in answer
    rows = [line.split() for line in shown.part("The schedule").splitlines()]
    assert ["Dishwasher", "20:00", "21:30", "0.264"] in rows
    assert ["EV", "charger", "00:00", "02:00", "1.680"] in rows
    assert "now 0.540, then 0.264, saving 0.276" in shown.part("The schedule")
    assert "recommendation: run_later (cheaper_later)" in shown.text


def test_the_vacuum_is_known_and_not_mentioned(shown: Shown) -> None:
    """It stands in what the home knows, and not in the answer or the schedule."""
    assert "Robot vacuum" in shown.part("What the home knows")
    for title in ("The answer", "The schedule"):
        assert "vacuum" not in shown.part(title).lower()


def test_the_notes_are_shown_as_they_were_understood(shown: Shown) -> None:
    """Each one below its own words."""
    private = shown.part("What the home knows")
    for note in NOTES:
        assert note in private
    assert "Dishwasher: finish by 06:30" in private
    assert "Dishwasher: not running after 22:30" in private
    assert "EV charger: finish by 07:00" in private


def test_what_was_verified_and_how_long_it_took_is_shown(shown: Shown) -> None:
    """Nobody has to believe it."""
    verified = shown.part("What was verified")
    assert "every cost recomputed: True" in verified
    assert "cheapest plan: 0.0%" in verified
    seconds = dict(
        line.split() for line in shown.part("Seconds per step").splitlines() if line
    )
    assert {"household", "problem", "solve", "wording"} <= set(seconds)
    assert re.search(r"^Done in \d+\.\d s$", shown.text, re.MULTILINE)


@pytest.mark.parametrize("shown", [BUILT_IN], indirect=True, ids=["built_in"])
def test_without_models_nothing_leaves_and_the_plan_is_our_own(shown: Shown) -> None:
    """The built-in mode has no cloud to ask."""
    assert "plan_source: solver" in shown.part("What was verified")
    assert "missing: no_cloud" in shown.part("What was verified")
    assert "What left the house" not in shown.text
    assert "STAND-IN" not in shown.text


@pytest.mark.parametrize("shown", [STAND_INS], indirect=True, ids=["hybrid"])
def test_with_stand_ins_the_plan_is_the_clouds_and_they_are_called_what_they_are(
    shown: Shown,
) -> None:
    """In plain words, before anything is answered."""
    models = " ".join(shown.part("The models").split())
    assert "A STAND-IN IS NOT A REAL MODEL" in models
    assert "answers from a script" in models
    assert "plan_source: cloud" in shown.part("What was verified")
    assert "missing: nothing" in shown.part("What was verified")
    assert "cloud " in shown.part("Seconds per step")
    used = shown.part("What the cloud call used")
    assert re.search(r"gpt-5\.4\S*: \d+ tokens in, \d+ out, 0\.0\d+ USD", used)


@pytest.mark.parametrize("shown", [STAND_INS], indirect=True, ids=["hybrid"])
def test_the_bytes_that_left_hold_no_word_of_the_home(shown: Shown) -> None:
    """Each request is printed whole, and held against what the home knows."""
    left = shown.part("What left the house")
    bodies = [line for line in left.splitlines() if line.startswith("{")]
    assert len(bodies) == 2
    for body in bodies:
        assert body.endswith("}")
        assert not re.search(
            r"dishwasher|charger|vacuum|mia|tom\b|nursery", body, re.IGNORECASE
        )
    kept = shown.part("What of the home stayed in it")
    assert "stayed  names of appliances" in kept
    assert "Mia, Tom, nursery" in kept
    assert not re.search(r"^  left", kept, re.MULTILINE)
    assert "received exactly these bytes: True" in kept


async def run(*arguments: str, **more: str) -> Shown:
    """Return what a run printed, with this process going on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        *arguments,
        cwd=REPOSITORY,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    async with asyncio.timeout(SECONDS):
        output, _ = await process.communicate()
    assert process.returncode is not None
    return Shown(process.returncode, output.decode())


async def test_servers_that_are_named_are_used_and_the_printed_bytes_arrived_there(
    loopback: None,
) -> None:
    """As with a real Ollama, and a real deployment at Azure; its times leave where they may."""
    async with (
        OllamaStandIn(household) as ollama,
        OpenAIStandIn(deployments={"planner": "gpt-5.4-mini"}) as azure,
    ):
        shown = await run(
            *("--ollama-url", ollama.url),
            *("--azure-endpoint", azure.url),
            *("--azure-deployment", "planner"),
            *("--azure-key-env", KEY_NAME),
            *("--privacy", "readable"),
            *("--pattern", "cross_check"),
            **{KEY_NAME: azure.key},
        )
    assert shown.code == 0, shown.text
    assert "STAND-IN" not in shown.text
    assert azure.key not in shown.text
    assert "plan_source: cloud (pattern cross_check, missing: nothing)" in shown.text
    assert len(azure.requests) == 2
    left = shown.part("What left the house")
    for request in azure.requests:
        assert request.body.decode() in left
    kept = shown.part("What of the home stayed in it")
    assert re.search(r"left +clock times +06:30, 07:00, 22:30", kept)
    assert re.search(r"stayed +names of appliances +Dishwasher", kept)
    assert [chat for chat in ollama.chats if "household note" in chat.text]


async def test_a_server_that_does_not_answer_is_told_of_in_plain_words() -> None:
    """With what was tried; nothing is asked of a home that is not set up."""
    shown = await run("--ollama-url", "http://127.0.0.1:9")
    assert shown.code == 1
    assert (
        "Model server at home (http://127.0.0.1:9): No server answers there."
        in shown.text
    )
    assert "Traceback" not in shown.text
    assert "The question" not in shown.text
