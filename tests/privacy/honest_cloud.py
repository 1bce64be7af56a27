"""A cloud that solves what it is sent, from what is in the request alone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
import json
from typing import Any

from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Infeasible,
    Load,
    Order,
    Problem,
    Rule,
    Schedule,
    Solution,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Phase

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
SECONDS = 5.0
AMPLE = 1_000_000.0

type Document = Mapping[str, Any]


def answer(document: Document) -> str | None:
    """Return the reply to a document, None when no schedule keeps its rules.

    Raises TimeoutError when the optimum is not proven in time.
    """
    problem = read(document)
    found = solve(problem, seconds=SECONDS)
    if isinstance(found, Solution) and found.gap:
        raise TimeoutError
    if isinstance(found, Infeasible):
        return None
    return write(document, problem, found.schedule)


def read(document: Document) -> Problem:
    """Return the problem that a document of either level states."""
    if "now" in document:
        loads = tuple(_readable_load(document, load) for load in document["loads"])
        windows = [_readable_window(document, window) for window in document["tariff"]]
    else:
        loads = tuple(_blinded_load(load) for load in document["loads"])
        windows = [_blinded_window(window) for window in document["prices"]]
    limited = any(limit is not None for _, limit in windows)
    # The limit of a problem is one for all time: what a window has less of it, something fixed takes.
    ample = AMPLE if limited else 0.0
    taken = [
        FixedLoad(f"taken-{window.span.start}", window.span, ample - limit)
        for window, limit in windows
        if limit is not None
    ]
    return Problem(
        origin=ORIGIN,
        loads=loads,
        windows=tuple(
            Window(
                window.span,
                window.import_price,
                window.export_price,
                window.surplus + (0 if limit is None else ample - limit),
            )
            for window, limit in windows
        ),
        fixed=tuple(taken),
        limit=ample if limited else None,
        orders=tuple(Order(a, b) for a, b in document.get("order", ())),
        exclusions=tuple(Exclusion(a, b) for a, b in document.get("apart", ())),
    )


def write(document: Document, problem: Problem, schedule: Schedule) -> str:
    """Return a schedule as the reply to a document."""
    cost = verify(problem, schedule).cost
    readable = "now" in document
    runs = [
        {"id": load_id, "segments": [_segment(document, span) for span in spans]}
        for load_id, spans in schedule.runs.items()
    ]
    return json.dumps(
        {"runs": runs, "objective": round(cost * (10_000 if readable else 60))}
    )


def _segment(document: Document, span: Span) -> dict[str, int]:
    """Return a piece of a run in the words of the reply."""
    length = span.end - span.start
    if "now" not in document:
        return {"start": span.start, "length": length}
    day, rest = divmod(_clock(document["now"]) + span.start, 24 * 60)
    hour, minute = divmod(rest, 60)
    return {"day": day, "hour": hour, "minute": minute, "minutes": length}


def _clock(text: str) -> int:
    """Return a clock time as minutes after the first midnight."""
    days, _, time = text.rpartition(" ")
    hour, _, minute = time.partition(":")
    return int(days or 0) * 24 * 60 + int(hour) * 60 + int(minute)


def _outside(ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Return all steps but those of ranges, both ends included."""
    edges = [0, *(edge for a, b in ranges for edge in (a, b + 1)), 10**5]
    return tuple(
        Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b
    )


def _blinded_load(load: Document) -> Load:
    """Return a load of the level `blinded`."""
    phases = load.get("phases") or [(load["length"], load.get("power", 1))]
    rules = []
    if "starts" in load:
        rules.append(Rule(no_start=_outside(load["starts"])))
    if "spans" in load:
        spans = [(start, end - 1) for start, end in load["spans"]]
        rules.append(Rule(quiet=_outside(spans)))
    return Load(
        id=load["id"],
        phases=tuple(Phase(length, float(power)) for length, power in phases),
        rules=tuple(rules),
        interruptible="segment" in load,
        segment=load.get("segment", 1),
    )


def _blinded_window(window: Document) -> tuple[Window, float | None]:
    """Return a window of the level `blinded` and its limit."""
    return (
        Window(
            Span(window["from"], window["to"]),
            window["price"],
            window.get("export", 0),
            window.get("surplus", 0),
        ),
        window.get("limit"),
    )


def _readable_load(document: Document, load: Document) -> Load:
    """Return a load of the level `readable`."""
    now = _clock(document["now"])

    def spans(name: str) -> tuple[Span, ...]:
        return tuple(
            Span(_clock(start) - now, _clock(end) - now)
            for start, end in load.get(name, ())
        )

    phases = load.get("phases")
    if phases is None:
        phases = [(load["minutes"], load["kwh"] * 60 / load["minutes"])]
    return Load(
        id=load["id"],
        phases=tuple(Phase(minutes, power) for minutes, power in phases),
        rules=(
            Rule(earliest_start=_clock(load["earliest_start"]) - now),
            Rule(latest_end=_clock(load["finish_by"]) - now),
            Rule(quiet=spans("not_running"), no_start=spans("no_start")),
        ),
        interruptible="segment" in load,
        segment=load.get("segment", 1),
    )


def _readable_window(
    document: Document, window: Document
) -> tuple[Window, float | None]:
    """Return a window of the level `readable` and its limit."""
    now = _clock(document["now"])
    return (
        Window(
            Span(_clock(window["from"]) - now, _clock(window["to"]) - now),
            window["price"],
            window.get("export", 0.0),
            window.get("surplus_kw", 0.0),
        ),
        window.get("limit_kw"),
    )
