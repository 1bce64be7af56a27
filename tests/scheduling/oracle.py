"""The same problems as a mixed-integer program for HiGHS, on a grid of slots."""

from dataclasses import dataclass

import highspy

from custom_components.hushwatt.scheduling.problem import Load, Problem


@dataclass
class Drawn:
    """What a load draws in each slot, and whether it runs there, as expressions."""

    power: list[highspy.highs.highs_linear_expression]
    runs: list[highspy.highs.highs_linear_expression]
    first: highspy.highs.highs_linear_expression
    last: highspy.highs.highs_linear_expression


def grid_optimum(problem: Problem, slot: int) -> float | None:
    """Return the least cost when all times are multiples of `slot` minutes.

    None when there is no schedule. The windows are one slot long each, import
    costs no less than export, and loads have the rules `earliest_start` and
    `latest_end` only.
    """
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    drawn = {
        load.id: _broken(model, problem, load, slot)
        if load.interruptible
        else _unbroken(model, problem, load, slot)
        for load in problem.loads
    }
    costs = []
    for at, window in enumerate(problem.windows):
        power = sum(load.power[at] for load in drawn.values())
        imported = model.addVariable(lb=0.0)
        model.addConstr(imported >= power - window.surplus)
        extra = window.import_price - window.export_price
        costs.append((window.export_price * power + extra * imported) * (slot / 60))
        if problem.limit is not None:
            model.addConstr(power <= problem.limit)
    for pair in problem.exclusions:
        for one, other in zip(
            drawn[pair.one].runs, drawn[pair.other].runs, strict=True
        ):
            model.addConstr(one + other <= 1)
    for order in problem.orders:
        model.addConstr(drawn[order.then].first >= drawn[order.first].last)
    model.minimize(sum(costs))
    if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(model.getObjectiveValue())


def _bounds(load: Load, slots: int, slot: int) -> tuple[int, int]:
    """Return the slots from which and up to which the rules let a load run."""
    first = max((rule.earliest_start or 0 for rule in load.rules), default=0)
    last = min(
        (rule.latest_end or slots * slot for rule in load.rules), default=slots * slot
    )
    return -(-first // slot), min(last // slot, slots)


def _unbroken(model: highspy.Highs, problem: Problem, load: Load, slot: int) -> Drawn:
    """Add one binary for each start of an unbroken run."""
    slots = len(problem.windows)
    first, last = _bounds(load, slots, slot)
    powers = [
        phase.power for phase in load.phases for _ in range(phase.minutes // slot)
    ]
    begins = {
        start: model.addBinary() for start in range(first, last - len(powers) + 1)
    }
    zero = 0 * model.addVariable(lb=0.0, ub=0.0)
    model.addConstr(zero + sum(begins.values()) == 1)
    power, runs = [], []
    for at in range(slots):
        here = {
            at - start: binary
            for start, binary in begins.items()
            if 0 <= at - start < len(powers)
        }
        power.append(zero + sum(powers[step] * binary for step, binary in here.items()))
        runs.append(zero + sum(here.values()))
    start = zero + sum(start * binary for start, binary in begins.items())
    return Drawn(power, runs, start, start + len(powers))


def _broken(model: highspy.Highs, problem: Problem, load: Load, slot: int) -> Drawn:
    """Add one binary for each slot of an interruptible run, and one for each begin."""
    slots = len(problem.windows)
    first, last = _bounds(load, slots, slot)
    zero = 0 * model.addVariable(lb=0.0, ub=0.0)
    runs = [
        zero + model.addBinary() if first <= at < last else zero for at in range(slots)
    ]
    shortest = -(-min(load.segment, load.duration) // slot)
    for at in range(slots):
        before = runs[at - 1] if at else zero
        for later in range(at, at + shortest):
            model.addConstr(
                (runs[later] if later < slots else zero) >= runs[at] - before
            )
    model.addConstr(sum(runs) == load.duration // slot)
    begin, end = model.addVariable(lb=0.0), model.addVariable(lb=0.0, ub=slots)
    for at, run in enumerate(runs):
        model.addConstr(begin <= at + slots * (1 - run))
        model.addConstr(end >= (at + 1) * run)
    return Drawn(
        [load.phases[0].power * run for run in runs], runs, zero + begin, zero + end
    )
