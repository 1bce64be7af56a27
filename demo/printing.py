"""What the demo prints, for a person at a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
import textwrap
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from . import reference_home
from .models import Models
from .sent import Fact, problem_of

WIDTH = 76


class Printer:
    """Prints the demo's parts in their order."""

    def __init__(self) -> None:
        """Start the clock."""
        self._began = monotonic()

    def step(self, text: str) -> None:
        """Print what is being done, with the seconds since the start."""
        print(f"[{monotonic() - self._began:5.1f} s] {text}", flush=True)

    def models(self, models: Models, *, local: bool, cloud: bool) -> None:
        """Print who plays the models: `local` and `cloud` tell which are stand-ins."""
        if models.local is None:
            return
        self._title("The models")
        outside = models.cloud
        print(f"  at home:   {_player(models.local.model, models.local.url, local)}")
        if outside is not None:
            where = outside.endpoint or "OpenAI"
            print(f"  the cloud: {_player(outside.model, where, cloud)}")
        if local or cloud:
            self._text(_about_stand_ins(local=local, cloud=cloud))

    def asked(self, question: str, at: datetime) -> None:
        """Print the question and when it is asked, in the home's time."""
        local = at.astimezone(ZoneInfo(reference_home.TIMEZONE))
        planned = (local + timedelta(seconds=59, microseconds=999_999)).replace(
            second=0
        )
        self._title("The question")
        print(f"  {question}")
        print(
            f"  asked at {local:%H:%M:%S}, planned from {planned:%H:%M} on,"
            f" {local:%A %d %B %Y}"
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
        self._text(text)

    def schedule(self, advice: Mapping[str, Any]) -> None:
        """Print the schedule with its costs."""
        self._title("The schedule")
        currency = advice["currency"]
        print(f"  {'appliance':<16} {'start':<6} {'end':<6} cost ({currency})")
        for run in advice["schedule"]:
            start, end = (datetime.fromisoformat(run[key]) for key in ("start", "end"))
            print(
                f"  {run['appliance']:<16} {start:%H:%M}  {end:%H:%M}  {run['cost']:.3f}"
            )
        if advice["saving"] is not None:
            print(
                f"  {advice['appliance']}: now {advice['cost_now']:.3f},"
                f" then {advice['cost']:.3f}, saving {advice['saving']:.3f}"
            )

    def verified(self, advice: Mapping[str, Any]) -> None:
        """Print what was checked and by whom the plan was made."""
        self._title("What was verified")
        gap = advice["optimality_gap"]
        distance = "unknown" if gap is None else f"{gap:.1%}"
        missing = ", ".join(advice["degraded"]) or "nothing"
        print(
            f"  recommendation: {advice['event_type']} ({advice['reason']})\n"
            f"  every constraint checked and every cost recomputed: {advice['verified']}\n"
            f"  proven distance to the cheapest plan: {distance}\n"
            f"  plan_source: {advice['plan_source']}"
            f" (pattern {advice['pattern']}, missing: {missing})"
        )

    def sent(
        self,
        entries: Sequence[Mapping[str, Any]],
        facts: Sequence[Fact],
        asked_at: datetime,
    ) -> None:
        """Print the exact bytes that left, and beside them what stayed."""
        self._title("What left the house: these bytes, and no others")
        for entry in entries:
            at = datetime.fromisoformat(entry["at"])
            why = "the question" if at >= asked_at else "a made-up try, at set-up"
            size = len(entry["body"].encode())
            print(
                f"  {at:%H:%M:%S}, for {why}: POST {entry['url']},"
                f" {size} bytes, {entry['status']}\n"
                f"{entry['body']}\n"
                f"  the problem in it:\n{self._wrapped(problem_of(entry))}\n"
            )
        self._title("What of the home stayed in it, and what is in those bytes")
        for fact in facts:
            stayed = [word for word in fact.words if word not in fact.left]
            for words, verdict in ((stayed, "stayed"), (fact.left, "left")):
                if words:
                    print(f"  {verdict:<7} {fact.kind:<20} {', '.join(words)}")

    def not_sent(self, pattern: str) -> None:
        """Print that the question left nothing."""
        print(f"  for this question nothing left the house (pattern {pattern})")

    def received(self, *, unchanged: bool) -> None:
        """Print whether the stand-in got what the ledger says."""
        print(f"  the stand-in received exactly these bytes: {unchanged}")

    def cloud(self, advice: Mapping[str, Any], *, stand_in: bool) -> None:
        """Print what the question used of the cloud."""
        cloud = advice["cloud"]
        if not cloud["called"]:
            return
        self._title("What the cloud call used")
        print(
            f"  {cloud['model']}: {cloud['input_tokens']} tokens in,"
            f" {cloud['output_tokens']} out, {cloud['cost_usd']:.4f} USD,"
            f" {cloud['seconds']:.2f} s"
        )
        if stand_in:
            self._text("(What a real one would have cost; a stand-in costs nothing.)")

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

    def _text(self, text: str) -> None:
        """Print a text in lines of bearable length."""
        print(self._wrapped(text))

    def _wrapped(self, text: str) -> str:
        """Return a text in indented lines of bearable length."""
        return textwrap.fill(
            text, WIDTH + 4, initial_indent="  ", subsequent_indent="  "
        )


def _player(model: str, where: str, stand_in: bool) -> str:
    """Return who plays a model."""
    return f"a stand-in for {model} at {where}" if stand_in else f"{model} at {where}"


def _about_stand_ins(*, local: bool, cloud: bool) -> str:
    """Return in plain words what the stand-ins are that play one of the models or both."""
    words = (
        "A STAND-IN IS NOT A REAL MODEL. It is a small program on this machine that"
        " speaks the real one's wire format."
    )
    if local:
        words += " The one at home answers from a script."
    if cloud:
        words += (
            " The one for the cloud works the problem out by trying everything, from"
            " nothing but the bytes that it is sent."
        )
    return (
        f"{words} The way of the question, what leaves and every check are the real"
        " ones; how well a real model does is not shown."
    )
