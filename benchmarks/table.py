"""The table, as a person reads it and as a machine does."""

from collections.abc import Sequence
from dataclasses import asdict
import json
from math import isfinite

from .rows import Row

HEADINGS = ("what", "ours", "peer", "ratio", "goal", "met")
MET = {True: "yes", False: "**no**", None: ""}


def as_json(rows: Sequence[Row]) -> str:
    """Return a list of rows; what is no finite number is null."""
    return json.dumps(
        [_finite(asdict(row)) for row in rows], indent=1, ensure_ascii=False
    )


def as_text(rows: Sequence[Row]) -> str:
    """Return the table for a terminal, in columns."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in cells
    ).replace("**", "")


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the table for a page of the docs."""
    lines = [HEADINGS, ("---", "---:", "---:", "---:", "---", "---")]
    lines += [_cells(row) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def summary(rows: Sequence[Row]) -> str:
    """Return in one line how many goals were met."""
    met, missed = (sum(row.met is one for row in rows) for one in (True, False))
    open_goals = sum(bool(row.goal) and row.met is None for row in rows)
    undecided = f", {open_goals} undecided for want of a peer" if open_goals else ""
    return f"{met} goals met, {missed} not{undecided}"


def figure(value: float | None) -> str:
    """Return a number with three digits that count."""
    if value is None:
        return ""
    if not isfinite(value):
        return "∞"
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".")


def _cells(row: Row) -> tuple[str, ...]:
    """Return a row's cells."""
    unit = "" if row.unit == "exponent" else f" {row.unit}".rstrip()
    return (
        row.name,
        f"{figure(row.ours)}{unit}",
        f"{figure(row.peer)}{unit}" if row.peer is not None else "",
        f"{figure(row.ratio)}x" if row.ratio is not None else "",
        row.goal,
        MET[row.met],
    )


def _finite(row: dict[str, object]) -> dict[str, object]:
    """Return a row with null in the place of what JSON has no number for."""
    return {
        key: None if isinstance(value, float) and not isfinite(value) else value
        for key, value in row.items()
    }
