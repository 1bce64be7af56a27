"""The sentences of a language, loaded once, and what they make of folded words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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

DEMANDS: Mapping[str, ConstraintKind] = {
    "finish_by": ConstraintKind.FINISH_BY,
    "not_running_after": ConstraintKind.NOT_RUNNING_AFTER,
    "not_before": ConstraintKind.NOT_BEFORE,
    "start_at": ConstraintKind.ALLOWED_WINDOW,
}


@dataclass(frozen=True)
class Loose:
    """What is understood by what is in it, whatever its order.

    Nothing but the `allowed` words may be said, and it may not begin as a
    `command` does. Each kind has sets of parts that must all be in it.
    """

    allowed: Part
    command: Part
    kinds: Sequence[tuple[AskKind, Sequence[Part]]]

    def asked(self, matcher: Matcher, start: int, end: int) -> AskKind | None:
        """Return what the words from `start` to `end` ask about one appliance."""
        said = matcher.words[start:end]
        if APPLIANCE not in said or matcher.ends(self.command, start):
            return None
        if end not in matcher.repeated(self.allowed, start):
            return None
        for kind, parts in self.kinds:
            if all(matcher.holds(part, start, end) for part in parts):
                return kind
        return None


@dataclass(frozen=True)
class Answers:
    """How "which one?" is answered; single words.

    `words` say nothing beside the others ("the", "one"), `places` are the words
    for each place from the first on, `none` refuse all options.
    """

    words: frozenset[str]
    all: frozenset[str]
    places: Sequence[frozenset[str]]
    last: frozenset[str]
    none: frozenset[str]


@dataclass(frozen=True)
class Sentences:
    """All templates of one language.

    `evidence` are words without which nothing asks for advice, `topics` those
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
    openings: Part
    without_cloud: Part
    not_appliances: frozenset[str]
    household: frozenset[str]
    answers: Answers
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
        leads=grammar.one_of(content["leads"]),
        openings=grammar.one_of(content["openings"]),
        without_cloud=grammar.one_of(content["without_cloud"]),
        not_appliances=frozenset(content["not_appliances"]),
        household=frozenset(content["household"]),
        answers=_answers(content["answers"]),
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
    )


def _loose(content: Mapping[str, Any], grammar: Grammar) -> Loose:
    """Return what is understood whatever its order."""
    return Loose(
        grammar.one_of(content["allowed"]),
        grammar.one_of(content["command"]),
        tuple(
            (AskKind(kind), tuple(map(grammar.part, parts)))
            for kind in ("cost", "when", "advise")
            for parts in content[kind]
        ),
    )
