"""What the demo prints, for a person at a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from . import reference_home

WIDTH = 76


class Printer:
    """Prints the demo's parts in their order."""

    def __init__(self) -> None:
        """Start the clock."""
        self._began = monotonic()

    def step(self, text: str) -> None:
        """Print what is being done, with the seconds since the start."""
        print(f"[{monotonic() - self._began:5.1f} s] {text}", flush=True)

    def asked(self, question: str, at: datetime) -> None:
        """Print the question and when it is asked, in the home's time."""
        local = at.astimezone(ZoneInfo(reference_home.TIMEZONE))
        planned = (local + timedelta(seconds=59, microseconds=999_999)).replace(
            second=0
        )
        self._title("The question")
        print(
            f"  {question}\n  asked at {local:%H:%M:%S}, planned from {planned:%H:%M} on, {local:%A %d %B %Y}"
        )

    def private(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Print what the home knows."""
        self._title("What the home knows (private, stays in the house)")
        print("  Notes, and what was understood:")
        for item in items:
            print(f"  - {item['summary']}")
            for line in str(item.get("description") or "").splitlines():
                print(f"      {line}")
        print("  Appliances:")
        for one in reference_home.APPLIANCES:
            waits = "waiting to run" if one.ready else "not waiting"
            print(f"  - {one.name}: {one.duration} min, {one.energy:g} kWh, {waits}")
        print(f"  Prices ({reference_home.CURRENCY} per kWh):")
        for row in reference_home.PRICE_ROWS:
            until = str(row["to"])[:5]
            print(f"  - {str(row['from'])[:5]}-{until}  {row['price']:.2f}")

    def answer(self, text: str) -> None:
        """Print the answer."""
        self._title("The answer")
        print(f"  {text}")

    def schedule(self, response: Mapping[str, Any]) -> None:
        """Print the schedule with its costs."""
        self._title("The schedule")
        currency = response["currency"]
        print(f"  {'appliance':<16} {'start':<6} {'end':<6} cost ({currency})")
        for run in response["schedule"]:
            start, end = (datetime.fromisoformat(run[key]) for key in ("start", "end"))
            print(
                f"  {run['appliance']:<16} {start:%H:%M}  {end:%H:%M}  {run['cost']:.3f}"
            )
        if response["saving"] is not None:
            print(
                f"  {response['appliance']}: now {response['cost_now']:.3f},"
                f" then {response['cost']:.3f}, saving {response['saving']:.3f}"
            )

    def verified(self, response: Mapping[str, Any]) -> None:
        """Print what was checked and by whom the plan was made."""
        self._title("What was verified")
        gap = response["optimality_gap"]
        print(
            f"  recommendation: {response['recommendation']} ({response['reason']})\n"
            f"  every constraint checked and every cost recomputed: {response['verified']}\n"
            f"  proven distance to the cheapest plan: {gap:.1%}\n"
            f"  plan made by: {response['plan_source']}"
            f" (pattern {response['pattern']}, missing: {', '.join(response['degraded']) or 'nothing'})"
        )

    def seconds(self, steps: Mapping[str, float]) -> None:
        """Print how long each step took."""
        self._title("Seconds per step")
        for name, seconds in steps.items():
            print(f"  {name:<12} {seconds:.3f}")

    def ui(self, url: str, user: str, password: str, *, serving: bool) -> None:
        """Print where the UI is, or how to get it."""
        self._title("The UI")
        if serving:
            print(f"  {url}  (user {user}, password {password}); Ctrl-C ends it")
        else:
            print("  script/demo --serve keeps this Home Assistant running")

    def total(self, seconds: float) -> None:
        """Print how long all of it took."""
        print(f"\nDone in {seconds:.1f} s", flush=True)

    def failed(self, text: str) -> None:
        """Print why there is no answer."""
        print(f"\nThe demo ended early:\n{text}", flush=True)

    def _title(self, text: str) -> None:
        """Print a heading."""
        print(f"\n--- {text} {'-' * max(WIDTH - len(text) - 5, 3)}", flush=True)
