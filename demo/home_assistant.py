"""Run Home Assistant with its clock moved by a constant offset that keeps ticking.

`python -m demo.home_assistant CONFIG_FOLDER OFFSET_SECONDS`; for the demo only,
the product knows no such thing.
"""

from datetime import UTC, datetime, timedelta, tzinfo
import sys

from homeassistant import runner
from homeassistant.util import dt as dt_util


def shift_clock(offset: timedelta) -> None:
    """Make every "now" of Home Assistant later by an offset."""

    def utcnow() -> datetime:
        """Return the shifted time in UTC."""
        return datetime.now(UTC) + offset

    def now(time_zone: tzinfo | None = None) -> datetime:
        """Return the shifted time in a zone, the home's when None."""
        return utcnow().astimezone(time_zone or dt_util.get_default_time_zone())

    dt_util.utcnow = utcnow  # type: ignore[assignment]
    dt_util.now = now


def main() -> int:
    """Run Home Assistant until it is stopped; return its exit code."""
    folder, seconds = sys.argv[1], float(sys.argv[2])
    if seconds:
        shift_clock(timedelta(seconds=seconds))
    return runner.run(runner.RuntimeConfig(config_dir=folder, skip_pip=True))


if __name__ == "__main__":
    sys.exit(main())
