"""From the facts of a home and what is asked to one exact problem.

Minute 0 is `household.now` in UTC, rounded up to the full minute: nothing is
planned into a minute that has begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..vocabulary import Constraint, ConstraintKind, Household
from .clock import Clock, full_minute
from .demands import as_asked, demands_on, is_usable
from .figures import Figures, MissingFigures, figures_of
from .fixed import fixed_loads
from .horizon import HORIZON_MINUTES, latest_end, with_horizons
from .pending import DONE, pending
from .problem import Infeasible, Load, Problem
from .relations import Relations, relations_of
from .rules import rules_of
from .windows import price_windows, prices_end


@dataclass(frozen=True, kw_only=True)
class Case:
    """One exact problem and the way back to the home it was built from; private.

    `problem` has all loads that wait to be run, coupled or not. `ids` gives the
    appliance (subentry id) of each load id; `targets` are the load ids asked
    about, also those that are not placed. `horizon` (home's timezone) is the
    latest end that a target can have; `prices_until` is set when the end of
    known prices cut it. `missing` are targets without figures. `unusable` are
    constraints that lack what their kind needs and were left out. `deferred`
    are deadlines, each with its load, that cannot be reached and were moved to
    the following occurrence, `relaxed` the one to speak of. `dropped` are loads
    that were left out, `extra` the constraints of the question.
    """

    problem: Problem
    ids: Mapping[str, str]
    targets: tuple[str, ...]
    horizon: datetime
    household: Household = field(repr=False)
    prices_until: datetime | None = None
    relaxed: Constraint | None = None
    missing: tuple[MissingFigures, ...] = ()
    unusable: tuple[Constraint, ...] = ()
    extra: tuple[Constraint, ...] = ()
    deferred: tuple[tuple[str, Constraint], ...] = ()
    dropped: frozenset[str] = frozenset()

    def is_deferred(self, load_id: str) -> bool:
        """Return whether a deadline of a load was moved to the following occurrence."""
        return any(deferred == load_id for deferred, _ in self.deferred)


def build_case(
    household: Household, appliances: Sequence[str], extra: Sequence[Constraint] = ()
) -> Case:
    """Return the problem of a question.

    `appliances` are the subentry ids asked about (they count as waiting to be
    run unless they run or have finished), none for all that are pending; all
    other pending ones are loads as well. `extra` are the constraints of the
    question. KeyError for an unknown id.
    """
    asked = dict.fromkeys(household.appliance(one).id for one in appliances)
    targets = tuple(asked) or pending(household, in_plan=True)
    return _build(_Asked(household=household, targets=targets, extra=as_asked(extra)))


def ask_about(case: Case, load_id: str) -> Case:
    """Return the case as it is when one of its loads alone is asked about."""
    asked, home = replace(_asked(case), targets=(load_id,)), case.household
    clock = Clock(full_minute(home.now), home.timezone, home.morning)
    horizon, prices_until = _horizon(asked, clock, case.problem)
    return replace(
        case,
        targets=asked.targets,
        horizon=horizon,
        prices_until=prices_until,
        relaxed=_relaxed(asked),
        missing=(),
    )


def drop_load(case: Case, load_id: str) -> Case:
    """Return the case without a load, such as one that cannot be placed."""
    return _build(replace(_asked(case), dropped=case.dropped | {load_id}))


def relax_deadline(case: Case, infeasible: Infeasible) -> Case | None:
    """Return the case with one clashing deadline at its following occurrence.

    The deadline is the infeasible load's own when that is one of the clash,
    else another load's. None when no deadline of the clash is left to move;
    each is moved once, so calling this until it returns None comes to an end.
    """
    for constraint in infeasible.conflicts:
        if constraint.kind is not ConstraintKind.FINISH_BY:
            continue
        for load in sorted(
            case.problem.loads, key=lambda load: load.id != infeasible.load
        ):
            missed = load.id, constraint
            bound = any(rule.constraint == constraint for rule in load.rules)
            if bound and missed not in case.deferred:
                return _build(replace(_asked(case), deferred=(*case.deferred, missed)))
    return None


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a case is built from."""

    household: Household
    targets: tuple[str, ...]
    extra: tuple[Constraint, ...]
    deferred: tuple[tuple[str, Constraint], ...] = ()
    dropped: frozenset[str] = frozenset()

    @property
    def given(self) -> tuple[Constraint, ...]:
        """Return the constraints of the notes and of the question."""
        return (*self.household.constraints, *self.extra)

    def waiting(self) -> Iterator[str]:
        """Yield what is to be placed: the targets, then what else is pending."""
        for one in dict.fromkeys((*self.targets, *pending(self.household))):
            done = self.household.state(one).status in DONE
            if not done and one not in self.dropped:
                yield one


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What is known of all appliances, by subentry id."""

    clock: Clock
    demands: Mapping[str, Sequence[Constraint]]
    figures: Mapping[str, Figures]
    missing: Mapping[str, MissingFigures]


def _asked(case: Case) -> _Asked:
    """Return what a case was built from."""
    return _Asked(
        household=case.household,
        targets=case.targets,
        extra=case.extra,
        deferred=case.deferred,
        dropped=case.dropped,
    )


def _build(asked: _Asked) -> Case:
    """Return the case of what is asked."""
    facts = _facts(asked)
    problem = _problem(asked, facts)
    horizon, prices_until = _horizon(asked, facts.clock, problem)
    return Case(
        problem=problem,
        ids={load.id: load.id for load in problem.loads},
        targets=asked.targets,
        horizon=horizon,
        household=asked.household,
        prices_until=prices_until,
        relaxed=_relaxed(asked),
        missing=tuple(_missing(asked, facts)),
        unusable=tuple(_unusable(asked)),
        extra=asked.extra,
        deferred=asked.deferred,
        dropped=asked.dropped,
    )


def _facts(asked: _Asked) -> _Facts:
    """Return what is known of all appliances."""
    home = asked.household
    clock = Clock(full_minute(home.now), home.timezone, home.morning)
    demands = {one.id: demands_on(one, asked.given) for one in home.appliances}
    found = [figures_of(clock, one, demands[one.id]) for one in home.appliances]
    return _Facts(
        clock=clock,
        demands=demands,
        figures={one.appliance: one for one in found if isinstance(one, Figures)},
        missing={
            one.appliance: one for one in found if isinstance(one, MissingFigures)
        },
    )


def _problem(asked: _Asked, facts: _Facts) -> Problem:
    """Return the problem: loads with their rules and horizons, and what is around."""
    home, clock = asked.household, facts.clock
    fixed = fixed_loads(clock, home, facts.figures)
    waiting = [one for one in asked.waiting() if one in facts.figures]
    relations = relations_of(clock, facts.demands, waiting, fixed)
    loads = with_horizons(
        [_load(asked, facts, relations, one) for one in waiting], relations.orders
    )
    known = prices_end(clock, home) or 0
    end = max((latest_end(load) for load in loads), default=HORIZON_MINUTES)
    return Problem(
        origin=clock.origin,
        loads=loads,
        windows=price_windows(clock, home, min(end, known)),
        fixed=fixed,
        limit=None if home.limit is None else max(0.0, home.limit - home.base_load),
        orders=relations.orders,
        exclusions=relations.exclusions,
    )


def _load(asked: _Asked, facts: _Facts, relations: Relations, one: str) -> Load:
    """Return the load of an appliance, with all its rules but the horizon."""
    appliance, cycle = asked.household.appliance(one), facts.figures[one]
    deferred = [constraint for load_id, constraint in asked.deferred if load_id == one]
    return Load(
        id=one,
        phases=cycle.phases,
        rules=(
            *rules_of(facts.clock, facts.demands[one], deferred),
            *relations.rules[one],
        ),
        interruptible=appliance.interruptible,
        segment=max(1, min(asked.household.segment, cycle.duration)),
    )


def _horizon(
    asked: _Asked, clock: Clock, problem: Problem
) -> tuple[datetime, datetime | None]:
    """Return the horizon of the targets, and the end of prices when it cut one."""
    zone, known = asked.household.timezone, prices_end(clock, asked.household)
    wanted = [latest_end(load) for load in problem.loads if load.id in asked.targets]
    end = max(wanted, default=HORIZON_MINUTES)
    if not wanted or known is None or known >= end:
        return problem.at(end).astimezone(zone), None
    until = problem.at(known).astimezone(zone)
    return until, until


def _relaxed(asked: _Asked) -> Constraint | None:
    """Return the moved deadline to speak of: a target's before another's."""
    moved = sorted(asked.deferred, key=lambda missed: missed[0] not in asked.targets)
    return moved[0][1] if moved else None


def _missing(asked: _Asked, facts: _Facts) -> Iterator[MissingFigures]:
    """Yield the targets that are to be placed and lack figures."""
    for one in asked.waiting():
        if one in asked.targets and one in facts.missing:
            yield facts.missing[one]


def _unusable(asked: _Asked) -> Iterator[Constraint]:
    """Yield the constraints that lack what their kind needs."""
    forms = (c for one in asked.household.appliances for c in one.constraints)
    for constraint in (*asked.given, *forms):
        if not is_usable(constraint):
            yield constraint
