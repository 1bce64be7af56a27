"""From the words of a note to items: what each word or phrase stands for."""

from collections.abc import Iterator, Sequence
from typing import Final

from ..text import Token, TokenKind
from .clocks import Clock, Notation
from .lexicon import NUMBER, AmountPattern, ClockPattern, Elements, Lexicon
from .names import Names
from .symbols import Item, Symbol

_HOURS: Final = 24
_DAY: Final = 1440
_SIGNS: Final = {
    ",": Symbol.COMMA,
    "(": Symbol.COMMA,
    ")": Symbol.COMMA,
    "-": Symbol.DASH,
    "&": Symbol.AND,
    "+": Symbol.AND,
    "/": Symbol.OR,
    ".": Symbol.STOP,
    "!": Symbol.STOP,
    ";": Symbol.STOP,
    "\n": Symbol.STOP,
    "?": Symbol.QUESTION,
    ":": Symbol.FILLER,
    "'": Symbol.FILLER,
    '"': Symbol.FILLER,
    "*": Symbol.FILLER,
    "¡": Symbol.FILLER,
    "¿": Symbol.FILLER,
}
_KINDLY: Final = frozenset("🙏😊🙂😀😃👍😴💤☺🥱❤💤🌙")

type Captures = dict[str, tuple[float, bool, str]]


class Scanner:
    """Reads the tokens of one note in one language, from left to right.

    The home's own names go first, then the longest of clock times, amounts,
    phrases and numbers; what is none of them is unknown.
    """

    def __init__(
        self, tokens: Sequence[Token], language: Lexicon, names: Names
    ) -> None:
        """Take the tokens of a whole note."""
        self._language = language
        self._tokens = tuple(self._without_abbreviating_dots(tokens))
        self._names = names
        self._found_numbers: dict[int, tuple[float, int] | None] = {}

    def items(self) -> list[Item]:
        """Return the items of the note in order."""
        items: list[Item] = []
        index = 0
        while index < len(self._tokens):
            item, index = self._next(index)
            items.append(item)
        return items

    def _without_abbreviating_dots(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Yield tokens without the dots of abbreviations."""
        known = self._language.language.abbreviations
        before = ""
        for token in tokens:
            if not (token.text == "." and token.glued and before in known):
                yield token
            before = token.folded

    def _next(self, start: int) -> tuple[Item, int]:
        """Return the item at a token and where it ends."""
        if (named := self._names.match(self._tokens, start)) is not None:
            return named
        token = self._tokens[start]
        if token.kind is TokenKind.SIGN:
            return self._sign(start)
        clock = self._longest_clock(start)
        amount = self._longest_amount(start)
        found = [found for found in (clock, amount) if found is not None]
        found += list(self._phrase(start))
        if not found:
            return Item(symbol=Symbol.UNKNOWN, tokens=(token,)), start + 1
        if clock is not None and amount is not None and clock[1] == amount[1]:
            both = Item(
                symbol=Symbol.TIME,
                tokens=clock[0].tokens,
                clock=clock[0].clock,
                minutes=amount[0].minutes,
            )
            return both, clock[1]
        return max(found, key=lambda one: one[1])

    def _sign(self, start: int) -> tuple[Item, int]:
        """Return what a sign stands for."""
        token = self._tokens[start]
        symbol = _SIGNS.get(token.text, Symbol.UNKNOWN)
        if token.text in _KINDLY or token.text == "\N{VARIATION SELECTOR-16}":
            symbol = Symbol.FILLER
        return Item(symbol=symbol, tokens=(token,)), start + 1

    def _phrase(self, start: int) -> Iterator[tuple[Item, int]]:
        """Yield the longest phrase and the longest number at a token."""
        key = self._language.key(self._tokens[start])
        for words, symbol, weekdays in self._language.phrases.get(key, ()):
            if (end := self._words_end(start, words)) is not None:
                item = Item(symbol=symbol, tokens=tuple(self._tokens[start:end]))
                if weekdays is not None:
                    item = Item(symbol=symbol, tokens=item.tokens, weekdays=weekdays)
                yield item, end
                break
        if (number := self._number(start)) is not None:
            value, end = number
            tokens = tuple(self._tokens[start:end])
            clock = self._bare_clock(value, tokens)
            item = Item(symbol=Symbol.NUMBER, tokens=tokens, number=value, clock=clock)
            yield item, end

    def _words_end(self, start: int, words: Sequence[str]) -> int | None:
        """Return where words end that stand at a token, hyphens between allowed."""
        index = start
        for count, word in enumerate(words):
            if count and self._is_hyphen(index):
                index += 1
            if index >= len(self._tokens):
                return None
            if self._language.key(self._tokens[index]) != word:
                return None
            index += 1
        return index

    def _is_hyphen(self, index: int) -> bool:
        """Tell whether a token joins two words."""
        return (
            index + 1 < len(self._tokens)
            and self._tokens[index].text == "-"
            and self._tokens[index].glued
            and self._tokens[index + 1].glued
        )

    def _number(self, start: int) -> tuple[float, int] | None:
        """Return the number at a token, in digits or in words, and its end."""
        if start not in self._found_numbers:
            self._found_numbers[start] = self._find_number(start)
        return self._found_numbers[start]

    def _find_number(self, start: int) -> tuple[float, int] | None:
        """Return the longest number at a token."""
        token = self._tokens[start]
        if token.kind is TokenKind.SIGN:
            return None
        if token.kind is not TokenKind.WORD:
            value = self._digits(token)
            return None if value is None else (value, start + 1)
        for words, number in self._language.numbers.get(self._language.key(token), ()):
            if (end := self._words_end(start, words)) is not None:
                return float(number), end
        return None

    def _digits(self, token: Token) -> float | None:
        """Return a number in digits; None when it is none, or a list of some."""
        point, comma = (
            (",", ".") if self._language.language.decimal_comma else (".", ",")
        )
        whole, _, fraction = token.text.partition(point)
        groups = whole.split(comma)
        digits = "".join(groups)
        if not digits.isdecimal() or not (fraction or "0").isdecimal():
            return None
        if all(len(group) == 3 for group in groups[1:]):
            return float(f"{digits}.{fraction or 0}")
        # The other sign before other than three digits is a point as well.
        return float(".".join(groups)) if len(groups) == 2 and not fraction else None

    def _bare_clock(self, value: float, tokens: Sequence[Token]) -> Clock | None:
        """Return the clock time that a number alone can be, such as "by 6"."""
        text = tokens[0].text
        if text.isdecimal() and len(text) == 4 and text[0] == "0":
            return _clock(int(text[:2]) * 60, int(text[2:]), Notation.EXACT)
        if not value.is_integer() or not 0 <= value <= _HOURS:
            return None
        digits = tokens[0].kind is not TokenKind.WORD
        notation = Notation.TWELVE_DIGITS if digits else Notation.TWELVE_WORDS
        if value > 12 or value == 0 or (digits and text[0] == "0"):
            notation = Notation.EXACT
        return _clock(int(value) * 60, 0, notation)

    def _longest_clock(self, start: int) -> tuple[Item, int] | None:
        """Return the longest clock time at a token."""
        best: tuple[Item, int] | None = None
        for pattern, elements in self._candidates(self._language.clocks, start):
            if pattern.is_like_window and self._is_opened(start):
                continue
            for captures, end in self._match(elements, start):
                clock = self._clock(pattern, captures)
                if clock is not None and (best is None or end > best[1]):
                    tokens = tuple(self._tokens[start:end])
                    best = Item(symbol=Symbol.TIME, tokens=tokens, clock=clock), end
        return None if best is None or self._is_date(start, best[1]) else best

    def _is_opened(self, start: int) -> bool:
        """Tell whether "from" stands before a token."""
        if start == 0:
            return False
        phrases = self._language.phrases.get(
            self._language.key(self._tokens[start - 1]), ()
        )
        return any(
            symbol is Symbol.FROM and len(words) == 1 for words, symbol, _ in phrases
        )

    def _longest_amount(self, start: int) -> tuple[Item, int] | None:
        """Return the longest duration or energy at a token."""
        best: tuple[Item, int] | None = None
        for pattern, elements in self._candidates(self._language.amounts, start):
            for captures, end in self._match(elements, start):
                if best is None or end > best[1]:
                    item = _amount(pattern, captures, tuple(self._tokens[start:end]))
                    best = item, end
        return best

    def _candidates[P](
        self, index: dict[str, list[tuple[P, Elements]]], start: int
    ) -> Iterator[tuple[P, Elements]]:
        """Yield the patterns that can begin at a token."""
        token = self._tokens[start]
        yield from index.get(self._language.key(token), ())
        if self._number(start) is not None or token.kind is TokenKind.CLOCK:
            yield from index.get(NUMBER, ())

    def _match(self, elements: Elements, start: int) -> Iterator[tuple[Captures, int]]:
        """Yield what a pattern's slots hold, and its end, when it matches."""
        captures: Captures = {}
        index = start
        for element in elements:
            if index > start and self._is_hyphen(index):
                index += 1
            if index >= len(self._tokens):
                return
            if element.slot is None:
                if self._language.key(self._tokens[index]) not in element.words:
                    return
                index += 1
                continue
            found = self._slot(element.slot, index)
            if found is None:
                return
            value, end = found
            token = self._tokens[index]
            captures[element.slot] = (
                value,
                token.kind is not TokenKind.WORD,
                token.text,
            )
            index = end
        yield captures, index

    def _slot(self, slot: str, index: int) -> tuple[float, int] | None:
        """Return what a slot holds at a token, and its end."""
        token = self._tokens[index]
        if slot == "clock":
            if token.kind is not TokenKind.CLOCK:
                return None
            hour, minute = token.text.replace(".", ":").split(":")
            return int(hour) * 60.0 + int(minute), index + 1
        if (number := self._number(index)) is None:
            return None
        value, end = number
        if slot in {"h", "m", "e"}:
            return number
        if slot == "tens" and (token.kind is not TokenKind.WORD or value < 10):
            return None
        whole = value.is_integer() and token.kind is not TokenKind.CLOCK
        fits = whole and 0 <= value <= (_HOURS if slot == "hour" else 59)
        return (value, end) if fits else None

    def _clock(self, pattern: ClockPattern, captures: Captures) -> Clock | None:
        """Return the clock time of a pattern; None when there is no such time."""
        if pattern.hour is not None:
            minute = _value(captures, "minute")
            return _clock(pattern.hour * 60 + pattern.add, minute, Notation.EXACT)
        if "clock" in captures:
            value, _, text = captures["clock"]
            base, minute = divmod(int(value), 60)
            if minute >= 60 or int(text.replace(".", ":").split(":")[1]) >= 60:
                return None
        else:
            value, _, text = captures["hour"]
            base = int(value)
            minute = _value(captures, "minute") + _value(captures, "tens")
        minute = minute * pattern.sign + pattern.add
        if pattern.shift is not None:
            if not 1 <= base <= 12:
                return None
            return _clock((base % 12 + pattern.shift) * 60, minute, Notation.EXACT)
        return _clock(base * 60, minute, self._notation(pattern, captures, base, text))

    def _notation(
        self, pattern: ClockPattern, captures: Captures, hour: int, text: str
    ) -> Notation:
        """Return how sure the hour is as it is written."""
        digits = ("clock" in captures) or captures["hour"][1]
        if hour > 12 or hour == 0 or (digits and text[0] == "0"):
            return Notation.EXACT
        if pattern.twelve or not digits:
            return Notation.TWELVE_WORDS
        if not self._language.language.writes_24_hours:
            four_digits = "clock" in captures and hour >= 10
            return Notation.PLAIN if four_digits else Notation.TWELVE_DIGITS
        whole_hour = "clock" not in captures and "minute" not in captures
        return Notation.PLAIN if whole_hour else Notation.EXACT

    def _is_date(self, start: int, end: int) -> bool:
        """Tell whether digits with a dot are a day of the year: "am 10.12."."""
        token = self._tokens[start]
        if end - start > 1 or "." not in token.text or end >= len(self._tokens):
            return False
        following = self._tokens[end]
        dotted = following.text == "." and following.glued
        return dotted and self._language.language.dotted_dates


def _value(captures: Captures, slot: str) -> int:
    """Return what a slot holds, 0 when the pattern has none."""
    return int(captures[slot][0]) if slot in captures else 0


def _clock(base: int, minute: int, notation: Notation) -> Clock | None:
    """Return a clock time of minutes since midnight; None beyond 24:00."""
    total = base + minute
    if base > _DAY or total > _DAY or abs(minute) >= 60:
        return None
    total %= _DAY
    return Clock(total // 60, total % 60, notation)


def _amount(
    pattern: AmountPattern, captures: Captures, tokens: tuple[Token, ...]
) -> Item:
    """Return a duration or an energy."""
    if "e" in captures:
        energy = captures["e"][0] * pattern.factor
        return Item(symbol=Symbol.ENERGY, tokens=tokens, energy=energy)
    minutes = pattern.add + sum(
        captures[slot][0] * factor
        for slot, factor in (("h", 60), ("m", 1), ("minute", 1), ("clock", 1))
        if slot in captures
    )
    return Item(symbol=Symbol.AMOUNT, tokens=tokens, minutes=minutes)
