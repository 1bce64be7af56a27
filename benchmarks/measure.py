"""Measures one group of rows in a process of its own and prints each as a line of JSON.

python -m benchmarks.measure GROUP [--quick]
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
import json
import sys

import homeassistant  # noqa: F401  # isort: skip  # serves `voluptuous` to what follows

from .groups import measure_of
from .rows import Row
from .scale import FULL, QUICK


async def _print_as_they_come(rows: AsyncIterator[Row]) -> None:
    """Print each row as soon as it is measured."""
    async for row in rows:
        _print(row)


def _print(row: Row) -> None:
    """Print a row."""
    print(json.dumps(asdict(row)), flush=True)


def main() -> None:
    """Measure the group that is named."""
    name, *options = sys.argv[1:]
    rows = measure_of(name)(QUICK if "--quick" in options else FULL)
    if isinstance(rows, AsyncIterator):
        asyncio.run(_print_as_they_come(rows))
    else:
        for row in rows:
            _print(row)


if __name__ == "__main__":
    main()
