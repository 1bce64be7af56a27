"""Templates in hassil's syntax, matched word by word.

Every part of a template is looked at once at most at each word of a text,
however many templates share it, and only where the word can begin it, so that
thousands of sentences cost what a few do. Fillers ("please", "um") may stand
before any word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    RuleReference,
    TextChunk,
)
from hassil.parse_expression import parse_sentence


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a template; `first` are the words it can begin with.

    `empty` tells whether it can be no word at all.
    """

    first: frozenset[str]
    empty: bool


@dataclass(frozen=True, eq=False)
class Word(Part):
    """One word."""

    text: str


@dataclass(frozen=True, eq=False)
class Row(Part):
    """Parts one after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class Choice(Part):
    """One of several parts, or none of them where it can be empty."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Template:
    """A sentence; where it has free words, what stands `before` and `after` them."""

    before: Part
    after: Part | None = None


class Grammar:
    """Reads templates and the rules that they share."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        """Take the rules by name, in hassil's syntax."""
        self._texts = rules
        self._rules: dict[str, Part] = {}

    def part(self, text: str) -> Part:
        """Return a part without free words; KeyError for a rule that there is not."""
        return self._read(parse_sentence(text).expression)

    def one_of(self, texts: Sequence[str]) -> Part:
        """Return a part that is one of several."""
        return _choice([self.part(text) for text in texts], optional=False)

    def template(self, text: str) -> Template:
        """Return a sentence; `{free}`, once at most, stands for any words."""
        expression = parse_sentence(text).expression
        items = _items(expression)
        free = [i for i, item in enumerate(items) if isinstance(item, ListReference)]
        if not free:
            return Template(self._read(expression))
        before = _row([self._read(item) for item in items[: free[0]]])
        return Template(
            before, _row([self._read(item) for item in items[free[0] + 1 :]])
        )

    def _read(self, expression: Expression) -> Part:
        """Return an expression as a part."""
        match expression:
            case TextChunk():
                return _row([_word(word) for word in expression.text.split()])
            case RuleReference():
                return self._rule(expression.rule_name)
            case Alternative():
                parts = [self._read(item) for item in expression.items]
                return _choice(parts, optional=expression.is_optional)
            case Group():
                return _row([self._read(item) for item in expression.items])
            case _:
                raise ValueError(f"Not a part of a template: {expression}")

    def _rule(self, name: str) -> Part:
        """Return a rule, read once."""
        if name not in self._rules:
            self._rules[name] = self.part(self._texts[name])
        return self._rules[name]


def _items(expression: Expression) -> Sequence[Expression]:
    """Return the parts of an expression that stand one after the other."""
    if isinstance(expression, Group) and not isinstance(expression, Alternative):
        return expression.items
    return [expression]


def _word(text: str) -> Part:
    """Return one word as a part."""
    return Word(frozenset({text}), empty=False, text=text)


def _row(parts: Sequence[Part]) -> Part:
    """Return parts one after the other."""
    if len(parts) == 1:
        return parts[0]
    first: frozenset[str] = frozenset()
    for part in parts:
        first |= part.first
        if not part.empty:
            break
    return Row(first, all(part.empty for part in parts), tuple(parts))


def _choice(parts: Sequence[Part], *, optional: bool) -> Part:
    """Return one of several parts."""
    empty = optional or any(part.empty for part in parts)
    first = frozenset().union(*(part.first for part in parts))
    return Choice(first, empty, tuple(part for part in parts if part.first))


@dataclass
class Matcher:
    """What templates make of one text."""

    words: Sequence[str]
    fillers: frozenset[tuple[str, ...]]
    _ends: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    _skipped: dict[int, frozenset[int]] = field(default_factory=dict)
    _next: dict[int, frozenset[str]] = field(default_factory=dict)

    def ends(self, part: Part, start: int) -> frozenset[int]:
        """Return where a part can end that begins at a word."""
        if part.first.isdisjoint(self.next_words(start)):
            return frozenset({start}) if part.empty else frozenset()
        key = id(part), start
        if key not in self._ends:
            self._ends[key] = self._worked_out(part, start)
        return self._ends[key]

    def matches(self, part: Part, start: int, end: int) -> bool:
        """Return whether a part is all of the words from `start` to `end`, fillers aside."""
        return any(end in self.skipped(each) for each in self.ends(part, start))

    def repeated(self, part: Part, start: int, *, unknown: int = 0) -> frozenset[int]:
        """Return where a part can end that is said any number of times.

        So many words of other kinds may stand between.
        """
        reached = frozenset(self.skipped(start))
        for _ in range(unknown):
            reached = self._repeated(part, reached)
            reached |= {at + 1 for at in reached if at < len(self.words)}
        return self._repeated(part, reached)

    def _repeated(self, part: Part, starts: frozenset[int]) -> frozenset[int]:
        """Return where a part can end that is said any number of times from some words on."""
        reached, new = set(starts), list(starts)
        while new:
            ends = self.ends(part, new.pop())
            found = ends.union(*map(self.skipped, ends)) - reached
            reached |= found
            new += found
        return frozenset(reached)

    def holds(self, part: Part, start: int, end: int) -> bool:
        """Return whether a part is somewhere in the words from `start` to `end`."""
        return any(
            at < found <= end
            for at in range(start, end)
            for found in self.ends(part, at)
        )

    def free_words(self, template: Template, end: int) -> tuple[int, int] | None:
        """Return the free words of a template that is all of the first `end` words."""
        if template.after is None:
            return None
        for first in sorted(self.ends(template.before, 0), reverse=True):
            for last in range(first + 1, end + 1):
                if self.matches(template.after, last, end):
                    return first, last
        return None

    def skipped(self, start: int) -> frozenset[int]:
        """Return where the next word may be when fillers are left out."""
        if start not in self._skipped:
            found = {start}
            for filler in self.fillers:
                end = start + len(filler)
                if tuple(self.words[start:end]) == filler:
                    found |= self.skipped(end)
            self._skipped[start] = frozenset(found)
        return self._skipped[start]

    def next_words(self, start: int) -> frozenset[str]:
        """Return which words may come next."""
        if start not in self._next:
            self._next[start] = frozenset(
                self.words[at] for at in self.skipped(start) if at < len(self.words)
            )
        return self._next[start]

    def _worked_out(self, part: Part, start: int) -> frozenset[int]:
        """Return where a part can end."""
        match part:
            case Word():
                return frozenset(
                    at + 1
                    for at in self.skipped(start)
                    if at < len(self.words) and self.words[at] == part.text
                )
            case Row():
                reached = frozenset({start})
                for each in part.parts:
                    reached = frozenset().union(
                        *(self.ends(each, at) for at in reached)
                    )
                return reached
            case Choice():
                none = frozenset({start}) if part.empty else frozenset()
                return none.union(*(self.ends(each, start) for each in part.parts))
            case _:
                raise ValueError(f"Not a part of a template: {part}")
