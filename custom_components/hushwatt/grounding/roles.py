"""What a wording says that its times and amounts are, clause by clause."""

from collections.abc import Iterator
from dataclasses import dataclass
import re

from .cues import Cues
from .facts import Marked, Mention, Role
from .folding import whole_words


@dataclass(frozen=True)
class Clause:
    """Characters `start` to `end` of a marked text, and what they state."""

    start: int
    end: int
    words: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Stated:
    """A mention, the appliance it is said of, and what it is said to be (None: unsaid)."""

    mention: Mention
    appliance: str | None
    role: Role | None
    is_first: bool


def clauses_of(marked: Marked, cues: Cues) -> tuple[Clause, ...]:
    """Return the clauses of a marked text, from left to right."""
    joins = re.compile(rf"[,;:.!()–—]|{whole_words(cues.joins).pattern}")
    cuts = [match.span() for match in joins.finditer(marked.rest)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(marked.rest)]
    return tuple(
        Clause(
            start,
            end,
            marked.rest[start:end],
            tuple(one for one in marked.mentions if start <= one.start < end),
        )
        for start, end in zip(starts, ends, strict=True)
    )


def stated_roles(
    marked: Marked, cues: Cues, target: str | None
) -> Iterator[tuple[Clause, Stated]]:
    """Yield every time and amount with what the words around it say that it is."""
    seen: set[tuple[str | None, bool]] = set()
    for clause in clauses_of(marked, cues):
        before = {True: clause.start, False: clause.start}
        for mention in clause.mentions:
            appliance = _said_of(mention, clause, marked, target)
            find = _time_role if mention.is_time else _amount_role
            left = marked.rest[before[mention.is_time] : mention.start]
            right = marked.rest[mention.end : _next(mention, clause)]
            role = find(left, cues, nearest_last=True)
            role = role or find(right, cues, nearest_last=False)
            key = appliance, mention.is_time
            yield clause, Stated(mention, appliance, role, key not in seen)
            seen.add(key)
            before[mention.is_time] = mention.end


def _next(mention: Mention, clause: Clause) -> int:
    """Return where the next time or amount of the clause begins, else its end."""
    later = (
        one.start
        for one in clause.mentions
        if one.start >= mention.end and one.is_time == mention.is_time
    )
    return min(later, default=clause.end)


def _said_of(
    mention: Mention, clause: Clause, marked: Marked, target: str | None
) -> str | None:
    """Return the appliance that a mention is said of.

    The last one named before it in its clause, else the first one named in the
    clause, else the last one named before, else the one asked about.
    """
    inside = [one for one in marked.namings if clause.start <= one.start < clause.end]
    left = [one for one in inside if one.start < mention.start]
    earlier = [one for one in marked.namings if one.start < clause.start]
    for found in (left[-1:], inside[:1], earlier[-1:]):
        if found:
            return found[0].appliance
    return target


def _time_role(words: str, cues: Cues, *, nearest_last: bool) -> Role | None:
    """Return whether words speak of a start or an end, the nearest that does."""
    found = list(whole_words(f"{cues.start}|{cues.end}").finditer(words))
    if not found:
        return None
    nearest = found[-1] if nearest_last else found[0]
    starts = whole_words(cues.start).fullmatch(nearest.group())
    return Role.START if starts else Role.END


def _amount_role(words: str, cues: Cues, *, nearest_last: bool) -> Role | None:
    """Return whether words speak of saving, of the cost now, or of the cost then."""
    if whole_words(cues.saves).search(words):
        return Role.SAVING
    if whole_words(cues.instead).search(words):
        return Role.COST_NOW
    return Role.COST if whole_words(cues.costs).search(words) else None
