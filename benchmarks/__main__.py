"""`script/bench`: measures ours and the peers in one run, and prints one table."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
import json
import os
import subprocess
import sys
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

import homeassistant  # noqa: F401  # isort: skip  # serves `voluptuous` to what follows

from . import page
from .booting import REPOSITORY
from .groups import GROUPS
from .rows import Row
from .table import as_json, as_text, summary


class Failed(Exception):
    """A group of rows could not be measured; the text is what it said at the end."""


def main() -> int:
    """Measure what is asked for and print it; return the exit code."""
    options = _options()
    names = options.only or list(GROUPS)
    rows: list[Row] = []
    remarks: list[str] = []
    try:
        for name in names:
            _measure(name, options.quick, rows, remarks)
    except Failed as failed:
        print(f"script/bench: {failed}", file=sys.stderr)
        return 1
    if options.docs:
        page.write(rows, remarks)
    if options.json:
        print(as_json(rows))
    else:
        print(page.machine(), "", as_text(rows), "", *remarks, summary(rows), sep="\n")
    return 0


def _options() -> Namespace:
    """Return what was asked for."""
    parser = ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "--json", action="store_true", help="a list of rows, for machines"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=list(GROUPS),
        metavar="GROUP",
        help="; ".join(f"{name}: {what}" for name, what in GROUPS.items()),
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="tiny sizes and few runs, to see that it works",
    )
    parser.add_argument(
        "--docs", action="store_true", help="copy the table into docs/performance.md"
    )
    options = parser.parse_args()
    if options.docs and (options.quick or options.only):
        parser.error("--docs wants the whole table, not --quick or --only")
    return options


def _measure(name: str, quick: bool, rows: list[Row], remarks: list[str]) -> None:
    """Add a group's rows, and what it remarks; each group has a process of its own."""
    began = monotonic()
    command = [sys.executable, "-m", "benchmarks.measure", name]
    if quick:
        command.append("--quick")
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        assert process.stdout
        for line in process.stdout:
            if line.startswith("{"):
                rows.append(Row(**json.loads(line)))
                _tell(f"  {as_text(rows[-1:]).splitlines()[-1]}")
            elif line.strip():
                remarks.append(line.strip())
        if process.wait():
            raise Failed(f"{name} could not be measured.\n{_end_of(errors)}")
    _tell(f"{name}: {monotonic() - began:.0f} s")


def _end_of(errors: IO[str]) -> str:
    """Return the last lines of what a process complained of."""
    errors.seek(0)
    lines: Sequence[str] = errors.read().splitlines()
    return "\n".join(lines[-25:])


def _tell(line: str) -> None:
    """Tell how far it is, beside the table."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
