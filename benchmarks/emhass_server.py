"""EMHASS behind a pipe: run by a Python below 3.13, in an environment of its own.

Reads a problem a line (JSON) and answers with a line: the milliseconds of a
first plan, of a second one of the same shape, and what the plan costs. Everything
that is not about these loads and prices is as EMHASS ships it.
"""

import json
import logging
import os
from pathlib import Path
import sys
from time import process_time
from typing import Any

import emhass  # type: ignore[import-not-found]
from emhass.optimization import Optimization  # type: ignore[import-not-found]
import pandas as pd  # type: ignore[import-not-found, import-untyped, unused-ignore]

PRICE, SOLD = "price", "sold"


def main() -> None:
    """Answer every line until there are no more."""
    # HiGHS greets on the standard output; only answers may go to the pipe.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(_solve(json.loads(line))) + "\n")


def _solve(problem: dict[str, Any]) -> dict[str, Any]:
    """Plan twice, the second time with what the first has prepared."""
    hours = problem["minutes"] / 60
    index = pd.date_range(
        "2026-10-01",
        periods=len(problem["prices"]),
        freq=f"{problem['minutes']}min",
        tz="UTC",
    )
    prices = pd.DataFrame({PRICE: problem["prices"], SOLD: 0.0}, index=index)
    nothing = pd.Series(0.0, index=index)
    settings = _settings(problem)
    log = logging.getLogger("emhass")
    log.setLevel(logging.CRITICAL)
    began = process_time()
    optimization = Optimization(
        settings, settings, settings, PRICE, SOLD, "cost", {}, log, None, len(index)
    )
    optimization.perform_dayahead_forecast_optim(prices, nothing, nothing)
    first = process_time() - began
    began = process_time()
    plan = optimization.perform_dayahead_forecast_optim(prices, nothing, nothing)
    again = process_time() - began
    watts = sum(plan[f"P_deferrable{at}"] for at in range(len(problem["loads"])))
    return {
        "first": first * 1e3,
        "again": again * 1e3,
        "cost": float((watts * prices[PRICE]).sum() * hours / 1000),
        "optimal": optimization.optim_status == "Optimal",
    }


def _settings(problem: dict[str, Any]) -> dict[str, Any]:
    """Return EMHASS's defaults with the loads: one unbroken run of each in its window."""
    defaults = Path(emhass.__file__).parent / "data" / "config_defaults.json"
    loads = problem["loads"]
    step = pd.Timedelta(minutes=problem["minutes"])
    settings: dict[str, Any] = json.loads(defaults.read_text("utf-8"))
    for key, value in settings.items():
        # Lists with one entry for each of the two loads that it ships with.
        if isinstance(value, list) and len(value) == 2 and "deferrable" in key:
            settings[key] = value[:1] * len(loads)
    watts = [load["power"] * 1000 for load in loads]
    return settings | {
        "optimization_time_step": step,
        "time_zone": "UTC",
        "delta_forecast_daily": step * len(problem["prices"]),
        "num_threads": 1,
        "maximum_power_from_grid": sum(watts),
        "number_of_deferrable_loads": len(loads),
        "nominal_power_of_deferrable_loads": watts,
        "operating_hours_of_each_deferrable_load": [
            load["slots"] * problem["minutes"] / 60 for load in loads
        ],
        "start_timesteps_of_each_deferrable_load": [load["first"] for load in loads],
        "end_timesteps_of_each_deferrable_load": [load["due"] for load in loads],
        "treat_deferrable_load_as_semi_cont": [True] * len(loads),
        "set_deferrable_load_single_constant": [True] * len(loads),
        "is_electric_load": [True] * len(loads),
        "def_minimum_on_time": [0] * len(loads),
        "def_minimum_off_time": [0] * len(loads),
    }


if __name__ == "__main__":
    main()
