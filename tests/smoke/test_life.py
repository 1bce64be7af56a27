"""The smoke run sees what it is there to see; the run itself is `script/smoke`."""

import logging

import pytest

from .life import LogReader, Wrong, expect


def record(name: str, level: int, message: str) -> logging.LogRecord:
    """Return a line of the log."""
    return logging.LogRecord(name, level, "", 0, message, None, None)


@pytest.mark.parametrize(
    ("name", "level", "message", "kept"),
    [
        ("custom_components.hushwatt", logging.INFO, "hello", True),
        ("custom_components.hushwatt.x", logging.ERROR, "oh", True),
        (
            "homeassistant.util.loop",
            logging.WARNING,
            "Detected blocking call to open in custom_components/hushwatt/x.py",
            True,
        ),
        (
            "homeassistant.helpers.frame",
            logging.WARNING,
            "Detected that custom integration 'hushwatt' uses what is deprecated",
            True,
        ),
        (
            "homeassistant.loader",
            logging.WARNING,
            "We found a custom integration hushwatt which has not been tested",
            False,
        ),
        ("homeassistant.setup", logging.INFO, "integration hushwatt is set up", False),
        ("haffmpeg.core", logging.ERROR, "FFmpeg fails in ~/.cache/hushwatt", False),
    ],
)
def test_the_log_is_read_for_what_is_ours(
    name: str, level: int, message: str, kept: bool
) -> None:
    """Blocking calls and deprecations are core's lines about us."""
    reader = LogReader()
    reader.handle(record(name, level, message))
    assert bool(reader.lines) is kept


def test_what_is_not_as_expected_is_told() -> None:
    """With its own words."""
    expect(True, "never")
    with pytest.raises(Wrong, match="the list is still there"):
        expect(False, "the list is still there")
