"""The sentences of a language, loaded once, and what they make of folded words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
import re
from typing import Any, cast

from annotatedyaml import parse_yaml
from hassil import Intents, recognize
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression

from ..vocabulary import ConstraintKind
from .languages import LANGUAGES
from .languages.language import LanguageWords
from .words import fold

FOLDER = Path(__file__).parent / "sentences"
APPLIANCE = "xapp"
TIME = "xtime"
DELAY = "xdelay"
START_AT = "start_at"

_DEMANDS: Mapping[str, ConstraintKind] = {
    "finish_by": ConstraintKind.FINISH_BY,
    "not_running_after": ConstraintKind.NOT_RUNNING_AFTER,
    "not_before": ConstraintKind.NOT_BEFORE,
    START_AT: ConstraintKind.ALLOWED_WINDOW,
}


@dataclass(frozen=True)
class Match:
    """The kind that a sentence has, and where its free text begins (a character)."""

    kind: str
    text: str = ""
    start: int = 0


@dataclass(frozen=True)
class Sentences:
    """All templates of one language, parsed."""

    words: LanguageWords
    asks: Intents
    unknown: Intents
    demands: Intents
    parts: Intents
    openings: frozenset[str]
    without_cloud: re.Pattern[str]
    not_appliances: frozenset[str]
    household: frozenset[str]

    def ask(self, text: str) -> Match | None:
        """Return what a whole text asks."""
        return _match(text, self.asks)

    def unknown_name(self, text: str) -> Match | None:
        """Return what a text asks of something that is no appliance of the home."""
        found = _match(text, self.unknown)
        if found is None or not found.text:
            return None
        named = found.text.split()
        if len(named) > 3 or not self.not_appliances.isdisjoint(named):
            return None
        return found

    def demand(self, text: str) -> ConstraintKind | None:
        """Return what a whole text demands of the run asked about."""
        found = _match(text, self.demands)
        return None if found is None else _DEMANDS[found.kind]

    def part(self, text: str) -> str | None:
        """Return the part of a name that a whole text says."""
        found = _match(text, self.parts)
        return None if found is None else found.text


@cache
def load(language: str) -> Sentences | None:
    """Return the sentences of a language tag, None when it is not spoken here.

    Reads a file: the first call for a language belongs off the event loop.
    """
    words = LANGUAGES.get(primary(language))
    if words is None:
        return None
    text = (FOLDER / f"{words.code}.yaml").read_text("utf-8")
    content = cast(dict[str, Any], parse_yaml(fold(text)))
    return Sentences(
        words=words,
        asks=_intents(content, content["intents"]),
        unknown=_intents(content, _grouped(content["unknown"])),
        demands=_intents(content, _grouped(content["demands"])),
        parts=_intents(content, _grouped(content["part"])),
        openings=frozenset(_sampled(content["openings"], content)),
        without_cloud=_phrases(content["without_cloud"], content),
        not_appliances=frozenset(content["not_appliances"]),
        household=frozenset(content["household"]),
    )


def primary(tag: str) -> str:
    """Return the language of a tag such as `de-CH`."""
    return re.split("[-_]", tag, maxsplit=1)[0].lower()


def _grouped(groups: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return groups of sentences as hassil's intents."""
    return {
        name: {"data": [{"sentences": list(sentences)}]}
        for name, sentences in groups.items()
    }


def _intents(content: Mapping[str, Any], intents: Mapping[str, Any]) -> Intents:
    """Return parsed intents with the rules that the language shares."""
    wildcard = {"wildcard": True}
    return Intents.from_dict(
        {
            "language": content["language"],
            "intents": dict(intents),
            "expansion_rules": content["expansion_rules"],
            "skip_words": content["skip_words"],
            "lists": {"text": wildcard, "unknown": wildcard},
        }
    )


def _sampled(templates: Sequence[str], content: Mapping[str, Any]) -> Iterator[str]:
    """Yield every phrase that templates stand for."""
    rules = _intents(content, {}).expansion_rules
    for template in templates:
        for phrase in sample_expression(
            parse_sentence(template).expression, expansion_rules=rules
        ):
            yield " ".join(phrase.split())


def _phrases(templates: Sequence[str], content: Mapping[str, Any]) -> re.Pattern[str]:
    """Return the expression that finds one of the phrases anywhere in a text."""
    phrases = sorted(set(_sampled(templates, content)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def _match(text: str, intents: Intents) -> Match | None:
    """Return the first intent that a whole text matches."""
    result = recognize(text, intents)
    if result is None:
        return None
    for entity in result.entities_list:
        if entity.text_span is not None:
            start, end = entity.text_span
            return Match(result.intent.name, text[start:end].strip(), start)
    return Match(result.intent.name)
