"""The peer: a time-indexed model for HiGHS, one binary for each load and start."""

from dataclasses import dataclass
from time import process_time

import highspy
import numpy as np

from .homes import SLOT, bounds_of
from custom_components.hushwatt.scheduling.problem import Load, Problem


@dataclass(frozen=True)
class Peer:
    """What HiGHS found: cost, proven bound, whether it came to its end.

    `busy` is the processor time in the solver, in milliseconds.
    """

    cost: float
    bound: float
    busy: float
    finished: bool

    @property
    def gap(self) -> float:
        """Return how far the cost is from what is proven, as a share of it."""
        return (self.cost - self.bound) / (abs(self.cost) or 1.0)


def solve_with_highs(problem: Problem, seconds: float, gap: float = 1e-3) -> Peer:
    """Return HiGHS's answer on one thread; only its own time counts, not the modelling."""
    model = _model(problem)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("time_limit", seconds)
    began = process_time()
    solver.passModel(model)
    solver.run()
    busy = (process_time() - began) * 1e3
    info = solver.getInfo()
    finished = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Peer(info.objective_function_value, info.mip_dual_bound, busy, finished)


def _model(problem: Problem) -> highspy.HighsLp:
    """Return the model: each load starts once, each slot keeps the limit."""
    prices = np.array([window.import_price for window in problem.windows])
    sums = np.concatenate([[0.0], np.cumsum(prices)]) * SLOT / 60
    costs: list[float] = []
    starts, rows, values = [0], [], []
    for row, load in enumerate(problem.loads):
        power, length = load.phases[0].power, load.duration // SLOT
        for slot in _slots(load, len(prices)):
            costs.append(power * float(sums[slot + length] - sums[slot]))
            rows.append(row)
            values.append(1.0)
            if problem.limit is not None:
                rows += range(
                    len(problem.loads) + slot, len(problem.loads) + slot + length
                )
                values += [power] * length
            starts.append(len(rows))
    lp = highspy.HighsLp()
    limits = [] if problem.limit is None else [problem.limit] * len(prices)
    lp.num_col_, lp.num_row_ = len(costs), len(problem.loads) + len(limits)
    lp.col_cost_ = np.array(costs)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    lp.row_lower_ = np.array(
        [1.0] * len(problem.loads) + [-highspy.kHighsInf] * len(limits)
    )
    lp.row_upper_ = np.array([1.0] * len(problem.loads) + limits)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(rows, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(values)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    return lp


def _slots(load: Load, slots: int) -> range:
    """Return the slots at which a load may start."""
    earliest, latest = bounds_of(load, slots * SLOT)
    return range(-(-earliest // SLOT), (latest - load.duration) // SLOT + 1)
