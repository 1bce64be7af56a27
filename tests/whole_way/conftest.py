"""The reference home in hybrid mode on the reference evening, with both models on this machine."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from freezegun import freeze_time
from freezegun.api import real_monotonic
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .home import EVENING, HybridHome, hybrid_entry
from custom_components.hushwatt import advisor, connections
from custom_components.hushwatt.grounding.wording import ground
from custom_components.hushwatt.models.cloud import CloudModel
from demo import reference_home
from demo.reference_home import DemoAppliance
from stand_ins.household import household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn

# What a call may take that is answered, and what one that is not.
PATIENCE: Final = 20.0
HASTE: Final = 0.3

type MakeHome = Callable[..., Awaitable[HybridHome]]


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Return a folder of the home's own, as every Home Assistant has one."""
    (tmp_path / ".storage").mkdir()
    return str(tmp_path)


@pytest.fixture
async def local(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the server of the model at home."""
    async with OllamaStandIn(household) as server:
        yield server


@pytest.fixture
async def cloud(loopback: None) -> AsyncIterator[OpenAIStandIn]:
    """Return the server of the model in the cloud."""
    async with OpenAIStandIn() as server:
        yield server


@pytest.fixture
def be_hasty(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes calls of the cloud and for words end soon, for servers that say nothing."""

    def hurry() -> None:
        """Shorten the time-outs."""
        hasty = partial(CloudModel, seconds=HASTE)
        monkeypatch.setattr(connections, "CloudModel", hasty)
        monkeypatch.setattr(advisor, "ground", partial(ground, seconds=HASTE))

    return hurry


@pytest.fixture
async def evening(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """Let it be half past six on the reference evening; time-outs go on as ever."""
    await hass.config.async_update(
        location_name=reference_home.NAME,
        time_zone=reference_home.TIMEZONE,
        currency=reference_home.CURRENCY,
        country="NL",
    )
    assert await async_setup_component(hass, "homeassistant", {})
    monkeypatch.setattr(hass.loop, "time", real_monotonic)
    with freeze_time(EVENING):
        yield


@pytest.fixture
async def make_home(
    hass: HomeAssistant, evening: None, local: OllamaStandIn, cloud: OpenAIStandIn
) -> AsyncIterator[MakeHome]:
    """Return a maker of the home: its models, its options, what is in it and written in it."""
    homes: list[HybridHome] = []

    async def make(
        *,
        seconds: float = PATIENCE,
        appliances: Sequence[DemoAppliance] = reference_home.APPLIANCES,
        notes: Sequence[str] = reference_home.NOTES,
        outside: OpenAIStandIn = cloud,
        **options: Any,
    ) -> HybridHome:
        """Return the home, loaded, its notes read."""
        home = HybridHome(
            hass=hass,
            entry=hybrid_entry(
                local, outside, appliances, seconds=seconds, options=options
            ),
            appliances=appliances,
            local=local,
            cloud=outside,
        )
        homes.append(home)
        await home.start()
        await home.write(*notes)
        return home

    yield make
    for home in homes:
        await home.stop()
