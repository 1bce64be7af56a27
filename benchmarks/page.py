"""The table's place in docs/performance.md, filled by the script and by nobody else."""

from collections.abc import Sequence
from datetime import date
import os
from pathlib import Path
import platform
from typing import Final

from homeassistant.const import __version__ as RELEASE

from .booting import REPOSITORY
from .rows import Row
from .table import as_markdown, summary

PAGE: Final = REPOSITORY / "docs" / "performance.md"
BEGIN: Final = "<!-- script/bench --docs: begin -->"
END: Final = "<!-- script/bench --docs: end -->"


def machine() -> str:
    """Return what the figures were measured on, and when."""
    return (
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} processors ({_processor()}), "
        f"{platform.system()}, Python {platform.python_version()}, Home Assistant {RELEASE}."
    )


def _processor() -> str:
    """Return the processor's own name, the machine's kind where it tells none."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (
        line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
    )
    return next(names, platform.machine())


def with_table(page: str, rows: Sequence[Row], remarks: Sequence[str]) -> str:
    """Return a page with a fresh table between the marks; ValueError when they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the table in {PAGE.name}")
    said = "\n".join(f"{remark}\n" for remark in remarks)
    body = f"{machine()} {summary(rows)}.\n\n{as_markdown(rows)}\n"
    return f"{before}{BEGIN}\n{body}{said and f'\n{said}'}{END}{after}"


def write(rows: Sequence[Row], remarks: Sequence[str]) -> None:
    """Copy the table into the page."""
    fresh = with_table(PAGE.read_text(encoding="utf-8"), rows, remarks)
    PAGE.write_text(fresh, encoding="utf-8")
