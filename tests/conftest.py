"""What every test has."""

import os

# First, as core does: it serves `voluptuous` from `probatio` to whoever imports it afterwards.
import homeassistant  # noqa: F401  # isort: skip

from hypothesis import HealthCheck, settings
import pytest

# Before any fixture: else Home Assistant finds the test plugin's own, empty `custom_components`.
import custom_components.hushwatt  # noqa: F401

settings.register_profile(
    "sampled",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", settings.get_profile("sampled"), max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that unlocks the big matrices."""
    parser.addoption(
        "--full",
        action="store_true",
        help="run the big matrices whole and the tests marked `full`",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the tests know of a full run while they are collected, here and in the workers."""
    config.addinivalue_line("markers", "full: run only by `script/test --full`")
    if config.getoption("--full"):
        os.environ["HUSHWATT_FULL"] = "1"
    settings.load_profile(
        "full" if os.environ.get("HUSHWATT_FULL") == "1" else "sampled"
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Skip what only a full run does."""
    if os.environ.get("HUSHWATT_FULL") == "1":
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="only in script/test --full"))


@pytest.fixture(autouse=True)
def find_hushwatt(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant find our integration, in the tests that start one."""
    if "hass" not in request.fixturenames:
        return
    if "recorder_mock" in request.fixturenames:
        # It has to be there before `hass`.
        request.getfixturevalue("recorder_mock")
    request.getfixturevalue("enable_custom_integrations")


@pytest.fixture
def loopback(socket_enabled: None) -> None:
    """Let a test open sockets; connections go to 127.0.0.1 only."""
