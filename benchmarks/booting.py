"""Starting a real Home Assistant in this process; imports nothing of ours that is measured."""

import importlib.util
import json
import logging
from pathlib import Path
import sys
from typing import Final
from unittest.mock import MagicMock

from homeassistant import bootstrap, runner
from homeassistant.core import HomeAssistant

from demo import reference_home

REPOSITORY: Final = Path(__file__).resolve().parent.parent
_DOMAINS: Final = "light switch cover climate media_player sensor binary_sensor"


async def start(folder: Path) -> HomeAssistant:
    """Return a Home Assistant that has started in a folder."""
    hear_nothing()
    config = runner.RuntimeConfig(config_dir=str(folder), skip_pip=True)
    hass = await bootstrap.async_setup_hass(config)
    assert hass is not None, "Home Assistant does not start"
    await hass.async_start()
    await hass.async_block_till_done()
    return hass


def quiet_log() -> None:
    """Let Home Assistant log what is wrong only."""
    logging.getLogger().setLevel(logging.ERROR)


def hear_nothing() -> None:
    """Stand in for the two sound packages that need a compiler, where they are not installed."""
    for package in ("pymicro_vad", "pyspeex_noise"):
        if importlib.util.find_spec(package) is None:
            sys.modules[package] = MagicMock()


def prepare(folder: Path, port: int) -> None:
    """Write the home's configuration, with the integration beside it."""
    domains = "\n".join(f"{domain}:" for domain in _DOMAINS.split())
    helpers = "\n".join(
        f"  {one.helper}:\n    initial: {str(one.ready).lower()}"
        for one in reference_home.APPLIANCES
    )
    (folder / "configuration.yaml").write_text(
        f"homeassistant:\n  name: Home\n  time_zone: {reference_home.TIMEZONE}\n"
        f"  currency: {reference_home.CURRENCY}\n  country: NL\n"
        "  unit_system: metric\n  language: en\n"
        "logger:\n  default: error\n"
        # What Home Assistant's default configuration has and both sides use.
        f"conversation:\nassist_pipeline:\nrecorder:\nenergy:\n{domains}\ninput_boolean:\n{helpers}\n",
        encoding="utf-8",
    )
    (folder / "custom_components").symlink_to(
        REPOSITORY / "custom_components", target_is_directory=True
    )
    storage = folder / ".storage"
    storage.mkdir()
    http = {"server_host": ["127.0.0.1"], "server_port": port}
    (storage / "http").write_text(
        json.dumps({"version": 1, "minor_version": 1, "key": "http", "data": http}),
        encoding="utf-8",
    )
