"""The sentences of a language, loaded once, and what they make of folded words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
import re
from typing import Any, cast

from annotatedyaml import parse_yaml

from ..vocabulary import ConstraintKind
from .ask import AskKind
from .languages import LANGUAGES
from .languages.language import LanguageWords
from .matching import Grammar, Matcher, Part, Template
from .words import fold

FOLDER = Path(__file__).parent / "sentences"
APPLIANCE = "xapp"
TIME = "xtime"
DELAY = "xdelay"

MOST_UNKNOWN = 3
"""So many words may be unknown in a question that holds one of money."""
_NAMED = ("cost", "when", "advise")
LONGEST_FREE = 14
"""More words than this are not told by a few of them."""

DEMANDS: Mapping[str, ConstraintKind] = {
    "finish_by": ConstraintKind.FINISH_BY,
    "not_running_after": ConstraintKind.NOT_RUNNING_AFTER,
    "not_before": ConstraintKind.NOT_BEFORE,
    "start_at": ConstraintKind.ALLOWED_WINDOW,
}


type Kinds = Sequence[tuple[AskKind, Sequence[Part]]]
"""Each kind with sets of parts that must all be said."""


@dataclass(frozen=True)
class Loose:
    """What is understood by what is in it, whatever its order.

    None of it begins as a `command` does. About one appliance nothing but the
    `allowed` words are said (`named`), and few others
    beside one of `money`, if none is of `trade`; about none nothing but the `bare_allowed`
    ones (`bare`), beside which a question for the price has one of `power` (then `power_allowed`, `priced`);
    what is `free` is told by its parts, in few words of any kind.
    """

    command: Part
    allowed: Part
    named: Kinds
    money: frozenset[str]
    trade: frozenset[str]
    bare_allowed: Part
    bare: Kinds
    power: Part
    power_allowed: Part
    priced: Kinds
    free: Kinds

    def asked(self, matcher: Matcher, start: int, end: int) -> AskKind | None:
        """Return what the words from `start` to `end` ask, about one appliance or none."""
        if matcher.ends(self.command, start):
            return None
        if APPLIANCE in matcher.words[start:end]:
            return self._named(matcher, start, end)
        if matcher.holds(self.power, start, end):
            allowed, kinds = self.power_allowed, self.priced
        else:
            allowed, kinds = self.bare_allowed, self.bare
        if end not in matcher.repeated(allowed, start):
            return None
        return _holding(kinds, matcher, start, end)

    def _named(self, matcher: Matcher, start: int, end: int) -> AskKind | None:
        """Return what words ask about one appliance; a few may be unknown beside one of money."""
        kind = _holding(self.named, matcher, start, end)
        if kind is None or end in matcher.repeated(self.allowed, start):
            return kind
        said = frozenset(matcher.words[start:end])
        if kind is AskKind.COST or self.money.isdisjoint(said) or self.trade & said:
            return None
        reached = matcher.repeated(self.allowed, start, unknown=MOST_UNKNOWN)
        return kind if end in reached else None

    def freely(self, matcher: Matcher) -> AskKind | None:
        """Return what all words ask, told by a few of them."""
        count = len(matcher.words)
        if count > LONGEST_FREE or matcher.ends(self.command, 0):
            return None
        return _holding(self.free, matcher, 0, count)


def _holding(kinds: Kinds, matcher: Matcher, start: int, end: int) -> AskKind | None:
    """Return the first kind of which all parts are said."""
    for kind, parts in kinds:
        if all(matcher.holds(part, start, end) for part in parts):
            return kind
    return None


@dataclass(frozen=True)
class Around:
    """What is said around a question; single words, and `reasons` parts.

    `conjunctions` may stand before any, a statement that has one of `begins` as
    its first word and none of `business` before a word of `questions`, and one
    of `reasons` with any words after it.
    """

    conjunctions: frozenset[str]
    begins: frozenset[str]
    business: frozenset[str]
    questions: frozenset[str]
    reasons: Part


@dataclass(frozen=True)
class Answers:
    """How "which one?" is answered; single words.

    `words` say nothing beside the others ("the", "one"), `places` are the words
    for each place from the first on, `none` refuse all options. `morning` and
    `evening` say when of the day.
    """

    words: frozenset[str]
    all: frozenset[str]
    places: Sequence[frozenset[str]]
    last: frozenset[str]
    none: frozenset[str]
    morning: frozenset[str]
    evening: frozenset[str]


@dataclass(frozen=True)
class Sentences:
    """All templates of one language.

    `washing` are what is done with a car too, and then is not ours. `evidence` are words without which nothing asks for advice, `topics` those
    that it can be about when no appliance is named: what a model is asked about.
    """

    words: LanguageWords
    fillers: frozenset[tuple[str, ...]]
    asks: Sequence[tuple[AskKind, Template]]
    unknown: Sequence[tuple[AskKind, Template]]
    parts: Sequence[Template]
    demands: Sequence[tuple[ConstraintKind, Part]]
    leads: Part
    loose: Loose
    around: Around
    openings: Part
    without_cloud: Part
    not_appliances: frozenset[str]
    household: frozenset[str]
    answers: Answers
    washing: frozenset[str]
    evidence: frozenset[str]
    topics: frozenset[str]

    def matcher(self, words: Sequence[str]) -> Matcher:
        """Return a matcher of folded words."""
        return Matcher(words, self.fillers)


@cache
def load(language: str) -> Sentences | None:
    """Return the sentences of a language tag, None when it is not spoken here.

    Reads a file: the first call for a language belongs off the event loop.
    """
    primary = re.split("[-_]", language, maxsplit=1)[0].lower()
    words = LANGUAGES.get(primary)
    return None if words is None else _load(words.code)


@cache
def _load(code: str) -> Sentences:
    """Return the sentences of a language."""
    text = (FOLDER / f"{code}.yaml").read_text("utf-8")
    content = cast(dict[str, Any], parse_yaml(fold(text)))
    grammar = Grammar(content["rules"])
    return Sentences(
        words=LANGUAGES[code],
        fillers=frozenset(tuple(each.split()) for each in content["fillers"]),
        asks=tuple(_templates(content["asks"], grammar)),
        unknown=tuple(_templates(content["unknown"], grammar)),
        parts=tuple(map(grammar.template, content["part"])),
        demands=tuple(
            (DEMANDS[name], grammar.one_of(each))
            for name, each in content["demands"].items()
        ),
        loose=_loose(content["loose"], grammar),
        around=_around(content["around"], grammar),
        leads=grammar.one_of(content["leads"]),
        openings=grammar.one_of(content["openings"]),
        without_cloud=grammar.one_of(content["without_cloud"]),
        not_appliances=frozenset(content["not_appliances"]),
        household=frozenset(content["household"]),
        answers=_answers(content["answers"]),
        washing=frozenset(content["washing"]),
        evidence=frozenset(content["evidence"]),
        topics=frozenset(content["topics"]),
    )


def _templates(
    groups: Mapping[str, Sequence[str]], grammar: Grammar
) -> Iterator[tuple[AskKind, Template]]:
    """Yield the templates of each kind, in the order of the file."""
    for name, sentences in groups.items():
        for sentence in sentences:
            yield AskKind(name), grammar.template(sentence)


def _answers(content: Mapping[str, Any]) -> Answers:
    """Return how "which one?" is answered."""
    return Answers(
        words=frozenset(content["words"]),
        all=frozenset(content["all"]),
        places=tuple(map(frozenset, content["places"])),
        last=frozenset(content["last"]),
        none=frozenset(content["none"]),
        morning=frozenset(content["morning"]),
        evening=frozenset(content["evening"]),
    )


def _loose(content: Mapping[str, Any], grammar: Grammar) -> Loose:
    """Return what is understood whatever its order."""
    bare, priced = content["bare"], content["priced"]
    named = {name: content[name] for name in _NAMED}
    asked = {name: parts for name, parts in bare.items() if name != "allowed"}
    return Loose(
        command=grammar.one_of(content["command"]),
        allowed=grammar.one_of([*content["allowed"], *_parts(named)]),
        named=_kinds(named, grammar),
        money=frozenset(content["money"]),
        trade=frozenset(content["trade"]),
        bare_allowed=grammar.one_of([*bare["allowed"], *_parts(asked)]),
        bare=_kinds(asked, grammar),
        power=grammar.one_of(priced["power"]),
        power_allowed=grammar.one_of(
            [*bare["allowed"], *priced["power"], *priced["beside"]]
        ),
        priced=_kinds({"price_now": priced["price_now"]}, grammar),
        free=_kinds(content["free"], grammar),
    )


def _parts(kinds: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[str]:
    """Yield all that tells of some kinds; it may be said where they are asked."""
    for sets in kinds.values():
        yield from chain.from_iterable(sets)


def _kinds(content: Mapping[str, Sequence[Sequence[str]]], grammar: Grammar) -> Kinds:
    """Return kinds with the sets of parts that must all be said."""
    return tuple(
        (AskKind(name), tuple(map(grammar.part, parts)))
        for name, sets in content.items()
        for parts in sets
    )


def _around(content: Mapping[str, Any], grammar: Grammar) -> Around:
    """Return what is said around a question."""
    return Around(
        conjunctions=frozenset(content["conjunctions"]),
        begins=frozenset(content["begins"]),
        business=frozenset(content["business"]),
        questions=frozenset(content["questions"]),
        reasons=grammar.one_of(content["reasons"]),
    )
