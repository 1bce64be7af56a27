"""A cloud on this machine, and the reference home that asks it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from pathlib import Path
import random
import ssl

import httpx
import pytest

from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.patterns.cloud_leg import CloudLeg
from custom_components.hushwatt.patterns.procedures import ProcedureFile
from custom_components.hushwatt.patterns.steps import DearerPlan, Steps
from custom_components.hushwatt.patterns.trace import Trace
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.ledger import Ledger
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import Household, PrivacyLevel
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import reference_home

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
    ) -> CloudLeg:
        """Return a leg with short time-outs."""
        model = CloudModel(
            "gpt-5.4",
            create_client=httpx.AsyncClient,
            ssl_context=ssl.create_default_context(),
            connect_seconds=SECONDS,
            seconds=SECONDS,
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
def make_steps(make_leg: MakeLeg) -> MakeSteps:
    """Return a maker of the steps of one question about the dishwasher."""

    def make(
        leg: CloudLeg | None = None,
        *,
        household: Household | None = None,
        dearer_plan: DearerPlan = DearerPlan.REPLACE,
    ) -> Steps:
        """Return the steps for a home, the reference home if none is given."""
        return Steps(
            case=build_case(household or reference_home(), ("dishwasher",)),
            trace=Trace(),
            run_blocking=asyncio.to_thread,
            cloud=leg,
            dearer_plan=dearer_plan,
        )

    return make
