"""Which appliances a person's words name: by name, alias, synonym or a slip of a letter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import permutations

from ..vocabulary import Appliance
from .synonyms import ACTIVITIES, ARTICLES, CAR, LINKS, SYNONYMS, VERBS, WORDS
from .words import split

LONGEST = 6
"""No name is looked for in more words than this."""
MOST_SPLIT = 3
"""A slip parts a name into no more words than this."""
_SMALL = ARTICLES | LINKS


@dataclass(frozen=True)
class Mention:
    """Words `start` up to, not including, `end` name one of these appliances."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """One way to call an appliance: its words, and the kinds that it tells of."""

    id: str
    words: tuple[str, ...]
    kinds: frozenset[int]

    @cached_property
    def joined(self) -> str:
        """Return its words as one."""
        return "".join(self.words)

    @cached_property
    def content(self) -> str:
        """Return its words as one, without articles and links."""
        return "".join(_content(self.words))


@dataclass(frozen=True)
class Names:
    """All names and aliases of a home's appliances, as words of the language spoken.

    `head_first` is true for languages that put the noun before what describes
    it ("pompe de piscine").
    """

    names: tuple[Name, ...]
    language: str
    head_first: bool

    @cached_property
    def exact(self) -> dict[str, tuple[str, ...]]:
        """Return the appliances by their names, joined."""
        return _grouped((name.joined, name.id) for name in self.names)

    @cached_property
    def turned(self) -> dict[str, tuple[str, ...]]:
        """Return the appliances by the content of their names, joined."""
        return _grouped((name.content, name.id) for name in self.names)

    @cached_property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """Return the appliances by the nouns of longer names ("pump" of "pool pump")."""
        return _grouped(
            ("".join(part), name.id)
            for name in self.names
            for count in range(1, len(name.words))
            if _is_noun(
                part := name.words[:count] if self.head_first else name.words[-count:]
            )
        )

    @cached_property
    def kinds(self) -> dict[int, tuple[str, ...]]:
        """Return the appliances by what kind they are."""
        found: dict[int, tuple[str, ...]] = {}
        for name in self.names:
            for kind in name.kinds:
                found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), name.id)))
        return found

    @cached_property
    def near(self) -> dict[str, tuple[str, ...]]:
        """Return the names, joined, that a slip can be taken for, by their first letter."""
        return _grouped((name.joined[0], name.joined) for name in self.names)

    @cached_property
    def near_synonyms(self) -> dict[str, tuple[str, ...]]:
        """Return the synonyms that a slip can be taken for, by their first letter."""
        known = self._synonyms.items()
        return _grouped((noun[0], noun) for noun, kind in known if kind in self.kinds)

    def find(self, words: Sequence[str]) -> tuple[Mention, ...]:
        """Return the appliances that folded words name, from left to right, none overlapping.

        At each word the longest name wins. A slip is looked for only where no
        name stands.
        """
        mentions: list[Mention] = []
        start = 0
        for mention in (*self._exactly(words), Mention(len(words), len(words), ())):
            mentions += self._nearly(words, start, mention.start)
            mentions.append(mention)
            start = mention.end
        return tuple(mentions[:-1])

    def for_activity(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the appliances for what somebody wants to do ("waschen")."""
        found = (self._activities[word] for word in words if word in self._activities)
        kinds = [self._synonyms[_joined(noun)] for noun in found]
        return tuple(
            dict.fromkeys(i for kind in kinds for i in self.kinds.get(kind, ()))
        )

    def are_cars(self, ids: Iterable[str]) -> bool:
        """Return whether all of some appliances are cars or charge one."""
        cars = self.kinds.get(CAR, ())
        return all(one in cars for one in ids)

    @property
    def _synonyms(self) -> dict[str, int]:
        """Return the kinds of appliance by what they are called, joined."""
        return _kind_by_word(self.language)

    @property
    def _activities(self) -> Mapping[str, str]:
        """Return what is done with an appliance, with a word for the appliance."""
        return ACTIVITIES.get(self.language, {})

    def _exactly(self, words: Sequence[str]) -> Iterator[Mention]:
        """Yield what is named without a slip."""
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + LONGEST), start, -1)
            fits = ((end, self._fitting(words[start:end])) for end in ends)
            end, ids = next(((end, ids) for end, ids in fits if ids), (start + 1, ()))
            if ids:
                yield Mention(start, end, ids)
            start = end

    def _nearly(self, words: Sequence[str], first: int, last: int) -> Iterator[Mention]:
        """Yield what is named with a slip by the words from `first` to `last`."""
        start = first
        while start < last:
            ends = range(start + 1, min(last, start + MOST_SPLIT) + 1)
            fits = ((end, self._slips(words[start:end])) for end in ends)
            end, ids = next(((end, ids) for end, ids in fits if ids), (start + 1, ()))
            if ids:
                yield Mention(start, end, ids)
            start = end

    def with_part(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the appliances that have all these words in a name ("the basement one")."""
        fitting = (name.id for name in self.names if set(words) <= set(name.words))
        return () if set(words) <= _SMALL else tuple(dict.fromkeys(fitting))

    def _fitting(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the appliances that words name; a closer fit shuts out the others."""
        joined = "".join(words)
        if joined in self.exact:
            return self.exact[joined]
        if words[0] in _SMALL or words[-1] in _SMALL:
            return ()
        if turned := self._turned(words):
            return turned
        kind = self._synonyms.get(joined)
        loose = self.heads.get(joined, ())
        if kind is not None:
            return tuple(dict.fromkeys((*self.kinds.get(kind, ()), *loose)))
        return loose

    def _turned(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return what is named the other way round ("dryer in the basement")."""
        content = _content(words)
        if not 2 <= len(content) <= 3:
            return ()
        for order in permutations(content):
            if ids := self.turned.get("".join(order)):
                return ids
        return ()

    def _slips(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the appliances that words name but for a slip, by name before synonym."""
        joined = "".join(words)
        known = joined in self._synonyms or joined in self._activities
        if known or joined in WORDS or words[0] in _SMALL or words[-1] in _SMALL:
            return ()
        names = [
            near for near in self.near.get(joined[0], ()) if _is_slip(joined, near)
        ]
        if names:
            return tuple(
                dict.fromkeys(each for name in names for each in self.exact[name])
            )
        kinds = [
            self._synonyms[near]
            for near in self.near_synonyms.get(joined[0], ())
            if _is_slip(joined, near)
        ]
        return tuple(dict.fromkeys(each for kind in kinds for each in self.kinds[kind]))


def names_of(
    appliances: Sequence[Appliance], language: str, *, elides: bool, head_first: bool
) -> Names:
    """Return every name and alias of the appliances, as words of the language spoken."""
    called = tuple((one.id, one.name, *one.aliases) for one in appliances)
    return _names(called, language, elides, head_first)


def synonyms_for(names: Iterable[str], language: str) -> tuple[str, ...]:
    """Return what people of a language call appliances that have such names."""
    words = (split(name, elides=True).folded for name in names)
    kinds = frozenset().union(*map(_kinds, words))
    return tuple(word for kind in sorted(kinds) for word in SYNONYMS[kind][language])


@lru_cache(maxsize=16)
def _names(
    called: tuple[tuple[str, ...], ...], language: str, elides: bool, head_first: bool
) -> Names:
    """Return the names of appliances, each an id and what it is called."""
    names = (
        _name(appliance_id, text, elides=elides)
        for appliance_id, *texts in called
        for text in texts
    )
    known = tuple(name for name in names if name is not None)
    return Names(known, language, head_first)


def _name(appliance_id: str, text: str, *, elides: bool) -> Name | None:
    """Return a name as words without its article, None when no word is left."""
    words = split(text, elides=elides).folded
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    if len("".join(words)) < 2:
        return None
    return Name(appliance_id, words, _kinds(words))


@cache
def _kind_by_word(language: str) -> dict[str, int]:
    """Return the row of every synonym of a language, its words joined."""
    return {
        _joined(word): kind
        for kind, row in enumerate(SYNONYMS)
        for word in row[language]
    }


@cache
def _kind_by_any_word() -> dict[str, int]:
    """Return the row of every synonym, for names, which may be in any language."""
    return {
        _joined(word): kind
        for kind, row in enumerate(SYNONYMS)
        for words in row.values()
        for word in words
    }


def _joined(text: str) -> str:
    """Return the words of a text as one."""
    return "".join(split(text, elides=True).folded)


def _kinds(words: Sequence[str]) -> frozenset[int]:
    """Return the kinds of appliance that a name tells of, compounds included."""
    known = _kind_by_any_word()
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


def _is_noun(words: Sequence[str]) -> bool:
    """Return whether a part of a name can stand for it."""
    ends = words[0] in _SMALL or words[-1] in _SMALL or words[-1].isdigit()
    if len(words) == 1 and words[0] in VERBS:
        return False
    return not ends and len("".join(words)) >= 3


def _is_slip(said: str, meant: str) -> bool:
    """Return whether one word is another but for a letter in six, figures aside."""
    allowed = min(2, min(len(said), len(meant)) // 6)
    if allowed == 0 or abs(len(said) - len(meant)) > allowed:
        return False
    return _figures(said) == _figures(meant) and _distance(said, meant) <= allowed


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
    return tuple(word for word in words if word not in _SMALL)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the second of each pair by the first, each once."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        if value not in found.get(key, ()):
            found[key] = (*found.get(key, ()), value)
    return found
