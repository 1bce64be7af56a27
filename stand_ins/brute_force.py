"""The answer to a scheduling document, by trying everything.

All that it knows is the document, whose grammar is published in
docs/privacy.md. It tries every start of every load, dearer branches cut off by
what the rest costs at least; a load that may be cut is placed step by step.
Exact for loads that run in one piece with one that may be cut; several that may
be cut are placed one after the other, in every order. After `_MOST_TRIES` it
gives the best it has found, as somebody who has thought long enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
import json
import math
from typing import Any, Final

type Pieces = tuple[tuple[int, int], ...]

_DAY: Final = 24 * 60
# Costs are counted in whole billionths, so that equal ones are equal.
_BILLION: Final = 1_000_000_000
_NEVER: Final = (math.inf, 0)
_MOST_TRIES: Final = 6_000_000


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What power costs in one step, and how much of it there may be."""

    price: float
    export: float = 0.0
    surplus: float = 0.0
    limit: float = math.inf


@dataclass(frozen=True, kw_only=True)
class Job:
    """One load: its power step by step, where it may run and where it may start.

    `segment` is 0 when it must not be cut.
    """

    id: str
    powers: tuple[float, ...]
    allowed: frozenset[int]
    starts: frozenset[int]
    segment: int = 0


@dataclass(frozen=True, kw_only=True)
class Task:
    """A document as numbers: steps with their rates, jobs, and what ties jobs together."""

    rates: Mapping[int, Rate]
    jobs: tuple[Job, ...]
    order: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class _Best:
    """A schedule by what is wanted: least cost, fewest pieces, earliest starts."""

    cost: float
    pieces: int
    starts: int
    runs: tuple[tuple[str, Pieces], ...] = ()


def answer(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reply to a document; an empty one when nothing fits.

    Raises KeyError, TypeError or ValueError for what is no document.
    """
    task = _read(document)
    return _reply(document, task, solve(task).runs)


def worst_answer(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reply that keeps every rule and costs the most, its cost truly stated."""
    task = _read(document)
    rates = {
        step: replace(rate, price=-rate.price, export=-rate.export)
        for step, rate in task.rates.items()
    }
    return _reply(document, task, solve(replace(task, rates=rates)).runs)


def _read(document: Mapping[str, Any]) -> Task:
    """Return the task of a document of either level."""
    return _read_readable(document) if "now" in document else _read_blinded(document)


def _reply(
    document: Mapping[str, Any], task: Task, runs: Sequence[tuple[str, Pieces]]
) -> dict[str, Any]:
    """Return a schedule as a reply to a document."""
    cost = bill(task, runs)
    if "now" in document:
        clock_runs = [_clock_run(job, pieces) for job, pieces in runs]
        return {"runs": clock_runs, "objective": round(cost * 10_000)}
    step_runs = [_step_run(job, pieces) for job, pieces in runs]
    return {"runs": step_runs, "objective": round(cost)}


def bill(task: Task, runs: Sequence[tuple[str, Pieces]]) -> float:
    """Return what a schedule costs, step by step."""
    used: dict[int, float] = {}
    jobs = {job.id: job for job in task.jobs}
    for name, pieces in runs:
        steps = (s for start, length in pieces for s in range(start, start + length))
        for step, power in zip(steps, jobs[name].powers, strict=True):
            used[step] = used.get(step, 0.0) + power
    return sum(_rated(task.rates[step], power) for step, power in used.items())


def solve(task: Task) -> _Best:
    """Return the best schedule of a task, one without runs when there is none."""
    coarse, base, width = _coarsen(task)
    coupled = bool(task.order or task.apart) or any(
        rate.surplus or rate.limit < math.inf for rate in task.rates.values()
    )
    parts = [coarse] if coupled else [_only(coarse, job) for job in coarse.jobs]
    found = []
    for part in parts:
        search = _Search(part)
        search.place(_Best(0, 0, 0), search.fixed_jobs)
        if search.best is None:
            return _Best(0, 0, 0)
        found.append(search.best)
    return _Best(
        cost=sum(best.cost for best in found),
        pieces=sum(best.pieces for best in found),
        starts=sum(best.starts for best in found),
        runs=tuple(
            (job, tuple((base + at * width, length * width) for at, length in pieces))
            for best in found
            for job, pieces in best.runs
        ),
    )


def _only(task: Task, job: Job) -> Task:
    """Return the task of one job."""
    return replace(task, jobs=(job,), order=(), apart=())


def _coarsen(task: Task) -> tuple[Task, int, int]:
    """Return a task in the widest steps that all its edges lie on, with the first step and the width.

    Costs are straight between edges, so that a best schedule lies on them, or as
    far from them as runs are long.
    """
    steps = sorted(set(task.rates) & {s for job in task.jobs for s in job.allowed})
    if not steps:
        return task, 0, 1
    base = steps[0]
    edges = [
        b for a, b in pairwise(steps) if b != a + 1 or task.rates[a] != task.rates[b]
    ]
    edges += [a + 1 for a, b in pairwise(steps) if b != a + 1] + [steps[-1] + 1]
    lengths = []
    for job in task.jobs:
        edges += _ends(job.allowed, 1) + _ends(job.starts, 0)
        changes = (at for at, (a, b) in enumerate(pairwise(job.powers), 1) if a != b)
        lengths += [len(job.powers), job.segment, *changes]
    width = math.gcd(*(edge - base for edge in edges), *lengths)
    return (
        replace(
            task,
            rates={
                (step - base) // width: replace(
                    rate, price=rate.price * width, export=rate.export * width
                )
                for step, rate in task.rates.items()
                if (step - base) % width == 0
            },
            jobs=tuple(
                replace(
                    job,
                    powers=job.powers[::width],
                    allowed=_every(job.allowed, base, width),
                    starts=_every(job.starts, base, width),
                    segment=job.segment // width,
                )
                for job in task.jobs
            ),
        ),
        base,
        width,
    )


def _ends(steps: frozenset[int], after: int) -> list[int]:
    """Return where stretches of steps begin and end, the ends so many steps later."""
    begins = [step for step in steps if step - 1 not in steps]
    return begins + [step + after for step in steps if step + 1 not in steps]


def _every(steps: frozenset[int], base: int, width: int) -> frozenset[int]:
    """Return the steps that are steps of the wider kind as well, counted in those."""
    return frozenset((s - base) // width for s in steps if (s - base) % width == 0)


class _Search:
    """The walk through all schedules of one task."""

    def __init__(self, task: Task) -> None:
        """Prepare the walk."""
        self.task = task
        self.best: _Best | None = None
        self.tries = 0
        self.used: dict[int, float] = {}
        self.fixed_jobs = [job for job in task.jobs if not job.segment]
        self.cut_jobs = [job for job in task.jobs if job.segment]
        self.floor = {job.id: self._floor(job) for job in task.jobs}

    def _floor(self, job: Job) -> float:
        """Return what a job costs at least, whatever else runs.

        Alone it costs least, unless surplus is dearer than what is bought: then
        what others take of it makes room for what is cheap.
        """
        if any(r.surplus and r.export > r.price for r in self.task.rates.values()):
            return -math.inf
        nothing = _Best(0, 0, 0)
        if not job.segment:
            costs = [cost for cost, _ in self._candidates(nothing, job)]
            return min(costs, default=math.inf)
        found = cut(job, self._cut_costs(nothing, job))
        return found[0] if found else math.inf

    def place(self, so_far: _Best, rest: Sequence[Job]) -> None:
        """Try every place of the jobs that are left, after those that are placed."""
        if not rest:
            for order in permutations(self.cut_jobs):
                self._place_cut(so_far, order)
            return
        job, *others = rest
        least = sum(self.floor[other.id] for other in (*others, *self.cut_jobs))
        waiting = len(others) + len(self.cut_jobs)
        for cost, start in sorted(self._candidates(so_far, job)):
            pieces: Pieces = ((start, len(job.powers)),)
            now = _Best(
                cost=so_far.cost + cost,
                pieces=so_far.pieces + 1,
                starts=so_far.starts + start,
                runs=(*so_far.runs, (job.id, pieces)),
            )
            bound = (now.cost + least, now.pieces + waiting, now.starts)
            if self.best and (bound[0] > self.best.cost or self.tries > _MOST_TRIES):
                return
            if self.best and bound >= (
                self.best.cost,
                self.best.pieces,
                self.best.starts,
            ):
                continue
            self._draw(job, pieces, 1)
            self.place(now, others)
            self._draw(job, pieces, -1)

    def _candidates(self, so_far: _Best, job: Job) -> Iterator[tuple[int, int]]:
        """Yield what each start costs on top of what is placed, and the start."""
        length = len(job.powers)
        self.tries += len(job.starts) * length
        even = len(set(job.powers)) == 1
        steps = self._steps(so_far, job)
        costs = {step: self._cost(step, job.powers[0]) for step in steps}
        for start in sorted(job.starts):
            if not self._in_order(so_far, job, ((start, length),)):
                continue
            span = range(start, start + length)
            if not all(step in steps for step in span):
                continue
            each = (
                [costs[step] for step in span]
                if even
                else [
                    self._cost(step, power)
                    for step, power in zip(span, job.powers, strict=True)
                ]
            )
            if all(cost is not None for cost in each):
                yield sum(cost for cost in each if cost is not None), start

    def _steps(self, so_far: _Best, job: Job) -> set[int]:
        """Return the steps in which a job may run beside those that are placed."""
        steps = {step for step in job.allowed if step in self.task.rates}
        for other, pieces in so_far.runs:
            if (job.id, other) in self.task.apart or (other, job.id) in self.task.apart:
                for start, length in pieces:
                    steps.difference_update(range(start, start + length))
        return steps

    def _in_order(self, so_far: _Best, job: Job, pieces: Pieces) -> bool:
        """Tell whether a place keeps the order with those that are placed."""
        start, end = pieces[0][0], pieces[-1][0] + pieces[-1][1]
        placed = dict(so_far.runs)
        for first, then in self.task.order:
            if then == job.id and first in placed and start < _end(placed[first]):
                return False
            if first == job.id and then in placed and end > placed[then][0][0]:
                return False
        return True

    def _cost(self, step: int, power: float) -> int | None:
        """Return what a power costs in a step beside what runs, None when it does not fit."""
        rate = self.task.rates[step]
        used = self.used.get(step, 0.0)
        if used + power > rate.limit + 1e-9:
            return None
        return round((_rated(rate, used + power) - _rated(rate, used)) * _BILLION)

    def _draw(self, job: Job, pieces: Pieces, sign: int) -> None:
        """Add a job's power to what runs, or take it off."""
        at = 0
        for start, length in pieces:
            for step in range(start, start + length):
                self.used[step] = self.used.get(step, 0.0) + sign * job.powers[at]
                at += 1

    def _place_cut(self, so_far: _Best, jobs: Sequence[Job]) -> None:
        """Place the jobs that may be cut, each as well as it can be after those before it."""
        drawn: list[tuple[Job, Pieces]] = []
        for job in jobs:
            costs = self._cut_costs(so_far, job)
            self.tries += len(costs) * len(job.powers)
            found = cut(job, costs)
            if found is None:
                break
            cost, pieces = found
            so_far = _Best(
                cost=so_far.cost + cost,
                pieces=so_far.pieces + len(pieces),
                starts=so_far.starts + pieces[0][0],
                runs=(*so_far.runs, (job.id, pieces)),
            )
            self._draw(job, pieces, 1)
            drawn.append((job, pieces))
        else:
            if self.best is None or so_far < self.best:
                self.best = so_far
        for job, pieces in drawn:
            self._draw(job, pieces, -1)

    def _cut_costs(self, so_far: _Best, job: Job) -> dict[int, int]:
        """Return what each step costs in which a job that may be cut may run."""
        return {
            step: cost
            for step in self._steps(so_far, job)
            if self._in_order(so_far, job, ((step, 1),))
            and (cost := self._cost(step, job.powers[0])) is not None
        }


def cut(job: Job, costs: Mapping[int, int]) -> tuple[float, Pieces] | None:
    """Return the cheapest pieces of a job that may be cut, with their cost; None when it does not fit.

    From the last step back: what the steps still to run cost at least when the
    job rests at a step, and when it is within a piece that is long enough.
    """
    if not costs:
        return None
    length, segment = len(job.powers), min(job.segment, len(job.powers))
    first, last = min(costs), max(costs) + 1
    rest = [[_NEVER] * (length + 1) for _ in range(last + 2)]
    run = [[_NEVER] * (length + 1) for _ in range(last + 2)]
    sums = _sums(costs, last)
    for row in (*rest, *run):
        row[0] = (0, 0)
    for step in range(last - 1, first - 1, -1):
        opening = _piece(sums, step, segment)
        cost = costs.get(step)
        for left in range(1, length + 1):
            stay = rest[step + 1][left]
            run[step][left] = stay
            if cost is not None:
                run[step][left] = min(stay, _add(run[step + 1][left - 1], cost, 0))
            if opening is not None and left >= segment:
                stay = min(stay, _add(run[step + segment][left - segment], opening, 1))
            rest[step][left] = stay
    begin = min(
        (
            (*_add(run[step + segment][length - segment], opening, 1), step)
            for step in sorted(job.starts)
            if first <= step < last
            and (opening := _piece(sums, step, segment)) is not None
        ),
        default=(math.inf, 0, 0),
    )
    if begin[0] == math.inf:
        return None
    return begin[0], _trace(begin[2], length, segment, (rest, run), (sums, costs))


def _trace(
    start: int,
    left: int,
    segment: int,
    tables: tuple[list[list[tuple[float, int]]], list[list[tuple[float, int]]]],
    prices: tuple[list[tuple[int, int]], Mapping[int, int]],
) -> Pieces:
    """Walk forward through the tables of `cut` and return the pieces."""
    rest, run = tables
    sums, costs = prices
    pieces = []
    step = start
    while True:
        begin, step, left = step, step + segment, left - segment
        while (
            left
            and (cost := costs.get(step)) is not None
            and run[step][left] == _add(run[step + 1][left - 1], cost, 0)
        ):
            step, left = step + 1, left - 1
        pieces.append((begin, step - begin))
        if not left:
            return tuple(pieces)
        step += 1
        while (opening := _piece(sums, step, segment)) is None or rest[step][
            left
        ] != _add(run[step + segment][left - segment], opening, 1):
            step += 1


def _sums(costs: Mapping[int, int], last: int) -> list[tuple[int, int]]:
    """Return, for each step, how many steps before it are allowed and what they cost."""
    sums = [(0, 0)]
    for step in range(last + 1):
        count, total = sums[-1]
        cost = costs.get(step)
        sums.append((count, total) if cost is None else (count + 1, total + cost))
    return sums


def _piece(sums: Sequence[tuple[int, int]], start: int, length: int) -> int | None:
    """Return what a piece costs, None when one of its steps is not allowed."""
    if start + length >= len(sums):
        return None
    count = sums[start + length][0] - sums[start][0]
    return sums[start + length][1] - sums[start][1] if count == length else None


def _add(value: tuple[float, int], cost: int, pieces: int) -> tuple[float, int]:
    """Return a cost with its pieces, and more of both."""
    return value[0] + cost, value[1] + pieces


def _rated(rate: Rate, power: float) -> float:
    """Return what a power costs in a step: surplus first, at what feeding it in would pay."""
    own = min(power, rate.surplus)
    return own * rate.export + (power - own) * rate.price


def _end(pieces: Pieces) -> int:
    """Return the step after the last of a run."""
    return pieces[-1][0] + pieces[-1][1]


def _read_blinded(document: Mapping[str, Any]) -> Task:
    """Return the task of a blinded document."""
    rates = {
        step: Rate(
            price=window["price"],
            export=window.get("export", 0),
            surplus=window.get("surplus", 0),
            limit=window.get("limit", math.inf),
        )
        for window in document["prices"]
        for step in range(window["from"], window["to"])
    }
    return Task(
        rates=rates,
        jobs=tuple(_blinded_job(load, rates) for load in document["loads"]),
        **_ties(document),
    )


def _blinded_job(load: Mapping[str, Any], rates: Mapping[int, Rate]) -> Job:
    """Return a load of a blinded document."""
    if "phases" in load:
        powers = [power for length, power in load["phases"] for _ in range(length)]
    else:
        powers = [load.get("power", 1)] * load["length"]
    allowed = frozenset(rates)
    if "spans" in load:
        allowed = frozenset(s for a, b in load["spans"] for s in range(a, b))
    starts = allowed
    if "starts" in load:
        starts = frozenset(s for a, b in load["starts"] for s in range(a, b + 1))
    return Job(
        id=load["id"],
        powers=tuple(powers),
        allowed=allowed,
        starts=starts,
        segment=load.get("segment", 0),
    )


def _read_readable(document: Mapping[str, Any]) -> Task:
    """Return the task of a readable document, in minutes after midnight."""
    now = _minute(document["now"])
    rates = {
        step: Rate(
            # A minute of a kW is a sixtieth of a kWh.
            price=window["price"] / 60,
            export=window.get("export", 0) / 60,
            surplus=window.get("surplus_kw", 0),
            limit=window.get("limit_kw", math.inf),
        )
        for window in document["tariff"]
        for step in range(max(now, _minute(window["from"])), _minute(window["to"]))
    }
    return Task(
        rates=rates,
        jobs=tuple(_readable_job(load, rates) for load in document["loads"]),
        **_ties(document),
    )


def _readable_job(load: Mapping[str, Any], rates: Mapping[int, Rate]) -> Job:
    """Return a load of a readable document."""
    if "phases" in load:
        powers = [power for length, power in load["phases"] for _ in range(length)]
    else:
        powers = [load["kwh"] * 60 / load["minutes"]] * load["minutes"]
    allowed = set(rates) & set(
        range(_minute(load["earliest_start"]), _minute(load["finish_by"]))
    )
    for begin, end in load.get("not_running", ()):
        allowed.difference_update(range(_minute(begin), _minute(end)))
    segment = load.get("segment", 0)
    starts = _fitting(allowed, segment or len(powers))
    for begin, end in load.get("no_start", ()):
        starts.difference_update(range(_minute(begin), _minute(end)))
    return Job(
        id=load["id"],
        powers=tuple(powers),
        allowed=frozenset(allowed),
        starts=frozenset(starts),
        segment=segment,
    )


def _fitting(allowed: set[int], length: int) -> set[int]:
    """Return the steps from which so many steps in a row are allowed."""
    fitting = set()
    room = 0
    for step in sorted(allowed, reverse=True):
        room = room + 1 if step + 1 in allowed else 1
        if room >= length:
            fitting.add(step)
    return fitting


def _ties(document: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what ties the loads of a document together."""
    return {
        key: tuple((one, other) for one, other in document.get(key, ()))
        for key in ("order", "apart")
    }


def _minute(clock: str) -> int:
    """Return the minutes after the midnight before the request of "HH:MM" or "+N HH:MM"."""
    day, _, time = clock.rpartition(" ")
    hour, minute = time.split(":")
    return int(day or 0) * _DAY + int(hour) * 60 + int(minute)


def _step_run(job: str, pieces: Pieces) -> dict[str, Any]:
    """Return a run in steps."""
    return {
        "id": job,
        "segments": [{"start": start, "length": length} for start, length in pieces],
    }


def _clock_run(job: str, pieces: Pieces) -> dict[str, Any]:
    """Return a run in clock times."""
    return {
        "id": job,
        "segments": [
            {
                "day": start // _DAY,
                "hour": start % _DAY // 60,
                "minute": start % 60,
                "minutes": length,
            }
            for start, length in pieces
        ],
    }


def answer_text(text: str) -> str:
    """Return the reply to a document in JSON, in JSON."""
    return json.dumps(answer(json.loads(text)), separators=(",", ":"))
