"""What a good local model says of a home's notes and plans; scripted.

It stands in for Gemma in the demo: it reads the kinds of sentence in which
people write such notes in English, words a plan from the facts it is given, and
solves a scheduling document.
It knows the prompts, and nothing else of Hushwatt.
"""

from collections.abc import Iterator, Mapping
import json
import re
from typing import TYPE_CHECKING, Any, Final

from . import brute_force
from .answers import Answer

if TYPE_CHECKING:
    from .ollama import Chat

_CLOCK: Final = re.compile(r"\b([01]?\d|2[0-4]):([0-5]\d)\b")
_HAPPENED: Final = re.compile(r"\b(already|yesterday|did|ran|was|has run)\b")
# What the words before a clock time demand, the most telling first.
_DEMANDS: Final = (
    (r"\b(not?|never|quiet|don't)\b.*\bafter$", "not_running_after"),
    (r"\bnot before$|\b(earliest|from)$", "not_before"),
    (r"\b(by|before|until|till)$", "finish_by"),
)
# What words ask, the most telling first.
_ASKS: Final = (
    (r"\b(turn|switch|finished|done|still)\b", "other"),
    (r"\b(when|which (part|hour|moment)|what time)\b", "when"),
    (r"\b(cost|bill|pay)\b", "cost"),
    (r"\b(now|tonight|later|wait|better)\b", "advise"),
)
_FACTS: Final = re.compile(
    r"Given:\n(\{.*?\n\})\n\nA correct answer.*?:\n(.*)", re.DOTALL
)


def household(chat: Chat) -> Answer:
    """Return what a good local model would answer."""
    system = str(chat.messages[0].get("content", "")) if chat.messages else ""
    asked = next(
        (str(m["content"]) for m in chat.messages if m.get("role") == "user"), ""
    )
    if "household note" in system:
        return _read_note(json.loads(asked))
    if "finished plan" in system and (given := _FACTS.search(asked)):
        if "sentences in English" not in system:
            return Answer(text=given[2])
        return _word_plan(json.loads(given[1]), given[2])
    if "You place loads in time" in system:
        schedule = json.dumps(brute_force.answer(json.loads(asked)))
        return Answer(text=f"```json\n{schedule}\n```", thinking="Step by step.")
    if "You sort what somebody said" in system:
        return _sort(json.loads(asked))
    if "Count from 1" in asked:
        return Answer(text=" ".join(str(number) for number in range(1, 40)))
    return Answer(text="I can read household notes and put plans into words.")


def _read_note(data: Mapping[str, Any]) -> Answer:
    """Return what a note demands, as the JSON that was asked for."""
    note = str(data["note"])
    appliance = _appliance_in(note, data["appliances"])
    constraints: list[dict[str, str]] = []
    irrelevant: list[str] = []
    for words, clock in _clocks(note):
        kind = _demand(words)
        if kind is None or appliance is None or _HAPPENED.search(words):
            irrelevant.append(clock)
        else:
            constraints.append({"kind": kind, "appliance": appliance, "time": clock})
    reading = {
        "constraints": constraints,
        "irrelevant_times": irrelevant,
        "question": None,
    }
    about = appliance or "no appliance in the list"
    demanded = ", ".join(one["kind"] for one in constraints) or "nothing"
    return Answer(
        text=f"```json\n{json.dumps(reading, ensure_ascii=False)}\n```",
        thinking=f"The note is about {about}. It demands {demanded}.",
    )


def _sort(data: Mapping[str, Any]) -> Answer:
    """Return what was said to be: a question about an appliance that it names, or nothing of ours."""
    said = str(data["said"]).lower()
    kind = next((kind for words, kind in _ASKS if re.search(words, said)), "other")
    letter = next(
        (
            letter
            for letter, names in data["appliances"].items()
            if any(name.lower() in said for name in names)
        ),
        "none",
    )
    sorted_as = {"kind": kind, "appliance": letter, "demand": None, "time": None}
    return Answer(text=json.dumps(sorted_as))


def _appliance_in(note: str, appliances: list[Mapping[str, Any]]) -> str | None:
    """Return the appliance that a note names, by its name or by another it has."""
    for appliance in appliances:
        for name in (appliance["name"], *appliance["also called"]):
            if re.search(rf"\b{re.escape(name)}\b", note, re.IGNORECASE):
                return str(appliance["name"])
    return None


def _clocks(note: str) -> Iterator[tuple[str, str]]:
    """Yield each clock time of a note with the words before it."""
    for found in _CLOCK.finditer(note):
        words = note[: found.start()].rstrip().lower()
        yield words, f"{int(found[1]):02d}:{found[2]}"


def _demand(words: str) -> str | None:
    """Return the kind of demand that words before a clock time make, None when they make none."""
    for pattern, kind in _DEMANDS:
        if re.search(pattern, words):
            return kind
    return None


def _word_plan(facts: Mapping[str, Any], example: str) -> Answer:
    """Return a plan in words: those of the facts in English, else those that it was shown."""
    if "Later:" not in example or "saving" not in facts:
        return Answer(text=example)
    why = str(facts["why"])
    return Answer(
        text=(
            f"Later: start {facts['appliance']} {facts['start']}, and it is done {facts['done']}. "
            f"{why[0].upper()}{why[1:]}: it costs {facts['cost']} instead of {facts['cost if started now']}, "
            f"so waiting saves {facts['saving']}."
        )
    )
