"""An independent look at what leaves, for whatever of a home is in it.

It shares nothing with the guard. It takes the published texts off by looking
them up, and then wants to see no word at all, no private string, no phone
number, and no number that is longer or finer than the grammar's.
"""

from collections.abc import Iterable, Iterator
from functools import cache
import json
import re
from typing import Any
import unicodedata

from custom_components.hushwatt.privacy.envelope import OutgoingRequest, reply_format
from custom_components.hushwatt.privacy.goals import GOALS
from custom_components.hushwatt.privacy.instructions import INSTRUCTIONS, instructions
from custom_components.hushwatt.privacy.reply import RetryRule
from custom_components.hushwatt.vocabulary import PrivacyLevel

KNOWN_WORDS = {
    *("model", "instructions", "input", "reasoning", "effort", "medium", "store"),
    *("false", "max", "output", "tokens", "text", "format"),
    *("loads", "id", "length", "power", "phases", "starts", "segment", "spans"),
    *("prices", "from", "to", "price", "export", "surplus", "limit", "order", "apart"),
    *("now", "tariff", "minutes", "kwh", "kw", "earliest", "start", "finish", "by"),
    *("not", "running", "no", "goal", "l"),
}
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_NUMBER = re.compile(r"\d{7,}")
SHORTEST = 4
# Minutes of eight days, and more kW, kWh or currency per kWh than any home has.
LONGEST = 11_520
HIGHEST = 100_000


def plain(text: str) -> str:
    """Return a text in small letters without marks above or below them."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text, plain."""
    yield from _LETTERS.findall(plain(text))


def spans_of(text: str) -> set[str]:
    """Return what of a private text can be known again: words and long numbers.

    A word counts from four letters on unless it is a published one, a number
    from seven digits on.
    """
    words = {word for word in words_of(text) if len(word) >= SHORTEST}
    return (words - KNOWN_WORDS) | set(_LONG_NUMBER.findall(text))


def leaked_spans(text: str, private: Iterable[str]) -> set[str]:
    """Return the spans of private texts that stand in a text.

    A number is found wherever other signs stand between its digits.
    """
    said = set(words_of(text))
    digits = "".join(c for c in text if c.isdigit())
    spans = {span for string in private for span in spans_of(string)}
    return {
        span for span in spans if span in said or (span.isdigit() and span in digits)
    }


def findings(request: OutgoingRequest, private: Iterable[str]) -> list[str]:
    """Return what in a request is of the home or unknown; nothing is the only good answer."""
    content = json.loads(request.body)
    texts, formats, goals = _published()
    found = []
    if content.pop("instructions") not in texts:
        found.append("instructions that are not published")
    if content.pop("text") not in formats:
        found.append("a format that is not published")
    content.pop("model")
    document = content.pop("input")
    if document not in goals:
        unknown = {*words_of(document), *words_of(json.dumps(content))} - KNOWN_WORDS
        found += sorted(f"the word {word}" for word in unknown)
        found += sorted(leaked_spans(document, private))
        found += sorted({f"the number {n}" for n in _odd_numbers(json.loads(document))})
    return found


def _odd_numbers(document: Any) -> Iterator[object]:
    """Yield the numbers that a document should not have.

    Blinded, they are whole and at most five digits; readable, prices and powers
    have six decimals at most and five digits before them.
    """
    blinded = "prices" in document
    for number in _numbers(document):
        whole = type(number) is int and 0 <= number <= LONGEST
        rounded = abs(number) <= HIGHEST and round(number, 6) == number
        if not (whole if blinded else rounded):
            yield number


def _numbers(value: Any) -> Iterator[float]:
    """Yield all numbers of a document."""
    if isinstance(value, (int, float)):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)


@cache
def _published() -> tuple[set[str], list[object], set[str]]:
    """Return all instructions, formats and documents of goals that there are."""
    texts = {instructions(level) for level in INSTRUCTIONS}
    first = instructions(PrivacyLevel.BLINDED)
    for rule in RetryRule:
        added = instructions(PrivacyLevel.BLINDED, rule).removeprefix(first)
        texts |= {
            text + added for text in tuple(texts) if text in INSTRUCTIONS.values()
        }
    formats: list[object] = [{"format": reply_format(level)} for level in INSTRUCTIONS]
    goals = {
        json.dumps({"goal": goal}, separators=(",", ":")) for goal in GOALS.values()
    }
    return texts, formats, goals
