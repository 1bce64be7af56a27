"""Which appliances a person's words name: by name, alias, synonym or a slip of a letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from ..vocabulary import Appliance
from .synonyms import ARTICLES, LINKS, SYNONYMS
from .words import split

LONGEST = 6
"""No name is looked for in more words than this."""


@dataclass(frozen=True)
class Mention:
    """Words `start` up to, not including, `end` name one of these appliances."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """One way to call an appliance: its words, those joined, and what kinds it tells of."""

    id: str
    words: tuple[str, ...]
    joined: str
    kinds: frozenset[int]


def find_mentions(
    words: Sequence[str], names: Sequence[Name], *, head_first: bool
) -> tuple[Mention, ...]:
    """Return the appliances that folded words name, from left to right, none overlapping.

    At each word the longest name wins. `head_first` is true for languages that
    put the noun before what describes it ("pompe de piscine").
    """
    mentions: list[Mention] = []
    start = 0
    while start < len(words):
        mention = _mention_at(words, start, names, head_first=head_first)
        if mention is None:
            start += 1
        else:
            mentions.append(mention)
            start = mention.end
    return tuple(mentions)


def names_of(appliances: Sequence[Appliance], *, elides: bool) -> tuple[Name, ...]:
    """Return every name and alias of the appliances, as a language's words."""
    return tuple(
        name
        for appliance in appliances
        for text in (appliance.name, *appliance.aliases)
        if (name := _name(appliance.id, text, elides=elides)) is not None
    )


def fitting_part(words: Sequence[str], names: Sequence[Name]) -> tuple[str, ...]:
    """Return the appliances that have all these words in a name ("the basement one")."""
    content = _content(words)
    if not content:
        return ()
    return _ids(name for name in names if set(content) <= set(name.words))


def _name(appliance_id: str, text: str, *, elides: bool) -> Name | None:
    """Return a name as words without its article, None when no word is left."""
    words = split(text, elides=elides).folded
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    joined = "".join(words)
    if len(joined) < 2:
        return None
    return Name(appliance_id, words, joined, _kinds(words))


@cache
def _kind_by_word() -> dict[str, int]:
    """Return the row of every synonym, its words joined."""
    return {
        "".join(split(word, elides=True).folded): kind
        for kind, row in enumerate(SYNONYMS)
        for word in row
    }


def _kinds(words: Sequence[str]) -> frozenset[int]:
    """Return the kinds of appliance that a name tells of, compounds included."""
    known = _kind_by_word()
    found = {
        known[joined]
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if (joined := "".join(words[start:end])) in known
    }
    if not found:
        found = {
            kind
            for word in words
            for noun, kind in known.items()
            if len(noun) >= 6 and word.endswith(noun)
        }
    return frozenset(found)


def _mention_at(
    words: Sequence[str], start: int, names: Sequence[Name], *, head_first: bool
) -> Mention | None:
    """Return the longest mention that begins at a word."""
    if words[start] in LINKS:
        return None
    for end in range(min(len(words), start + LONGEST), start, -1):
        ids = _fitting(words[start:end], names, head_first=head_first)
        if ids:
            return Mention(start, end, ids)
    return None


def _fitting(
    words: Sequence[str], names: Sequence[Name], *, head_first: bool
) -> tuple[str, ...]:
    """Return the appliances that words name; a closer fit shuts out the others."""
    joined = "".join(words)
    if exact := _ids(name for name in names if name.joined == joined):
        return exact
    if words[0] in ARTICLES or words[-1] in LINKS or words[-1] in ARTICLES:
        return ()
    if turned := _ids(name for name in names if _is_turned(words, name)):
        return turned
    kind = _kind_by_word().get(joined)
    if loose := _ids(
        name
        for name in names
        if kind in name.kinds or _is_head(words, name, head_first=head_first)
    ):
        return loose
    if kind is not None:
        return ()
    return _ids(name for name in names if _is_slip(joined, name.joined)) or _ids(
        name for name in names if _is_slip_of_synonym(joined, name.kinds)
    )


def _is_turned(words: Sequence[str], name: Name) -> bool:
    """Return whether words say a name the other way round ("dryer in the basement")."""
    content = _content(words)
    if not 2 <= len(content) <= 3:
        return False
    if sum(map(len, content)) != len("".join(_content(name.words))):
        return False
    whole = "".join(_content(name.words))
    return any("".join(order) == whole for order in permutations(content))


def _is_head(words: Sequence[str], name: Name, *, head_first: bool) -> bool:
    """Return whether words are the noun of a longer name ("pump" of "pool pump")."""
    count = len(words)
    if count >= len(name.words) or len("".join(words)) < 3:
        return False
    if words[-1].isdigit():
        return False
    part = name.words[:count] if head_first else name.words[-count:]
    return tuple(words) == tuple(part)


def _is_slip_of_synonym(joined: str, kinds: frozenset[int]) -> bool:
    """Return whether words are a slip of a synonym of one of these kinds."""
    return any(
        kind in kinds and _is_slip(joined, noun)
        for noun, kind in _kind_by_word().items()
    )


def _is_slip(said: str, meant: str) -> bool:
    """Return whether one word is another with a slip: a letter in seven, figures aside."""
    if said[0] != meant[0] or _figures(said) != _figures(meant):
        return False
    allowed = min(2, min(len(said), len(meant)) // 6)
    if abs(len(said) - len(meant)) > allowed:
        return False
    return allowed > 0 and _distance(said, meant) <= allowed


def _figures(text: str) -> str:
    """Return the digits of a text."""
    return "".join(char for char in text if char.isdigit())


def _distance(one: str, other: str) -> int:
    """Return the edits between two words: insert, delete, replace, swap neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _content(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without articles and links."""
    return tuple(word for word in words if word not in ARTICLES | LINKS)


def _ids(names: Iterator[Name]) -> tuple[str, ...]:
    """Return the appliances of names, each once."""
    return tuple(dict.fromkeys(name.id for name in names))
