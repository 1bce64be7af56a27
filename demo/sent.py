"""What left the house, held against what the home knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
import json
import re
from typing import Any

from . import reference_home


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Words of one kind that the home knows, and those of them that left."""

    kind: str
    words: tuple[str, ...]
    left: tuple[str, ...]
    private: bool


def hold_against(bodies: Iterable[str]) -> list[Fact]:
    """Return all that the home knows, and what of it stands in what was sent."""
    text = "\n".join(bodies)
    return [
        Fact(
            kind=kind,
            words=words,
            left=tuple(word for word in words if _stands_in(word, text)),
            private=known is reference_home.PRIVATE_WORDS,
        )
        for known in (reference_home.PRIVATE_WORDS, reference_home.READABLE_WORDS)
        for kind, words in known.items()
    ]


def leaks(facts: Iterable[Fact]) -> list[str]:
    """Return the words that left and must never have."""
    return [word for fact in facts if fact.private for word in fact.left]


def problem_of(entry: Mapping[str, Any]) -> str:
    """Return the problem within a body, as the cloud model reads it."""
    problem: str = json.loads(entry["body"])["input"]
    return problem


def arrived_unchanged(
    sent: Sequence[Mapping[str, Any]], received: Sequence[bytes]
) -> bool:
    """Return whether a server got exactly what the ledger says, the newest first there."""
    recorded = [entry["body"].encode() for entry in reversed(sent)]
    return recorded == list(received)


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word or a figure stands in a text, alone or between signs."""
    pattern = rf"(?<![\w.]){re.escape(word)}(?!\w|\.\d)"
    return re.search(pattern, text, re.IGNORECASE) is not None
