"""A cloud on this machine, and the reference home that asks it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from pathlib import Path
import random
import ssl

import httpx
import pytest

from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.patterns.cloud_leg import CloudLeg
from custom_components.hushwatt.patterns.local_leg import LocalLeg
from custom_components.hushwatt.patterns.procedures import ProcedureFile
from custom_components.hushwatt.patterns.steps import DearerPlan, Steps
from custom_components.hushwatt.patterns.trace import Trace
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.ledger import Ledger
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import Household, PrivacyLevel
from stand_ins.household import household as scripted_household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import reference_home

# What a call may take that is answered, and what one that is not.
PATIENCE = 5.0
SECONDS = 0.3
PRIVATE = frozenset({"Dishwasher", "EV charger", "Robot vacuum", "nursery", "Mia"})

type MakeLeg = Callable[..., CloudLeg]
type MakeSteps = Callable[..., Steps]


@pytest.fixture
async def cloud(loopback: None) -> AsyncGenerator[OpenAIStandIn]:
    """Return a server that solves the problem that it is sent."""
    async with OpenAIStandIn() as server:
        yield server


@pytest.fixture
async def make_leg(cloud: OpenAIStandIn, tmp_path: Path) -> AsyncGenerator[MakeLeg]:
    """Return a maker of the cloud's leg to the stand-in."""
    models: list[CloudModel] = []

    def make(
        *,
        level: PrivacyLevel = PrivacyLevel.BLINDED,
        budget: float = 1.0,
        private: Collection[str] = PRIVATE,
        ledger: Ledger | None = None,
        seconds: float = PATIENCE,
    ) -> CloudLeg:
        """Return a leg with a time-out."""
        model = CloudModel(
            "gpt-5.4",
            create_client=httpx.AsyncClient,
            ssl_context=ssl.create_default_context(),
            connect_seconds=seconds,
            seconds=seconds,
        )
        models.append(model)
        return CloudLeg(
            endpoint=Endpoint(
                provider=Provider.OPENAI,
                model="gpt-5.4",
                api_key=cloud.key,
                url=f"{cloud.url}/v1",
                effort=Effort.MEDIUM,
            ),
            model=model,
            ledger=ledger or Ledger(tmp_path / "ledger.jsonl", asyncio.to_thread),
            private_strings=lambda: private,
            level=level,
            budget=budget,
            procedures=ProcedureFile(tmp_path / "procedures.json"),
            randomness=random.Random(7),
        )

    yield make
    for model in models:
        await model.close()


@pytest.fixture
async def local(loopback: None) -> AsyncGenerator[OllamaStandIn]:
    """Return the server of a model at home that solves the problem that it is given."""
    async with OllamaStandIn(scripted_household) as server:
        yield server


@pytest.fixture
async def local_leg(local: OllamaStandIn) -> AsyncGenerator[LocalLeg]:
    """Return the leg to the model at home."""
    server = OllamaServer(
        local.url,
        ssl_context=ssl.create_default_context(),
        connect_seconds=PATIENCE,
        seconds=PATIENCE,
    )
    yield LocalLeg(
        model=OllamaModel(server, "gemma4:e4b", seconds=PATIENCE),
        seconds=PATIENCE,
        randomness=random.Random(7),
    )
    await server.close()


@pytest.fixture
def make_steps(make_leg: MakeLeg) -> MakeSteps:
    """Return a maker of the steps of one question about the dishwasher."""

    def make(
        leg: CloudLeg | None = None,
        *,
        household: Household | None = None,
        local: LocalLeg | None = None,
        dearer_plan: DearerPlan = DearerPlan.REPLACE,
    ) -> Steps:
        """Return the steps for a home, the reference home if none is given."""
        return Steps(
            case=build_case(household or reference_home(), ("dishwasher",)),
            trace=Trace(),
            run_blocking=asyncio.to_thread,
            cloud=leg,
            local=local,
            dearer_plan=dearer_plan,
        )

    return make
