"""From items to groups: bounds, windows, days, lists and relations of appliances."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...vocabulary import ALL_WEEKDAYS
from ..text import Token
from .clocks import Clock
from .lexicon import Language
from .symbols import NEGATIONS, PERIODS, TIMES_OF_DAY, Item, Symbol as S


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time of the day as a note says it.

    `day` are the times of day beside it, `tokens` its words.
    """

    clock: Clock
    day: frozenset[S] = frozenset()
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A time with what it bounds.

    `moment` is None for one without a clock time: the home's morning ("by the
    morning"), or something vague ("before breakfast").
    """

    op: S
    moment: Moment | None
    is_morning: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A time from `opening` to `closing`, or all but that."""

    opening: Moment
    closing: Moment
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays, or all but these."""

    weekdays: frozenset[int]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Other appliances with how the note's subject stands to them."""

    op: S
    appliances: tuple[str, ...]


type Group = Item | Bound | Window | Days | Relation

_OPS: Final = frozenset(
    {S.BY, S.LATEST, S.EARLIEST, S.BEFORE, S.AFTER, S.FROM, S.UNTIL, S.AT, S.FOR}
)
# What follows a time and bounds it: "06:30 at the latest", "22:00 onwards".
_OPS_BEHIND: Final = {S.LATEST: S.BY, S.EARLIEST: S.FROM, S.ONWARDS: S.FROM}
_JOINING: Final = frozenset({S.TO, S.DASH, S.UNTIL})
_STATES: Final = frozenset(
    {S.FINISH, S.FINISHES, S.FINISHED, S.RUN, S.RUNS, S.START, S.STARTS, S.CHARGED}
)
_AUXILIARIES: Final = frozenset({S.IS, S.HAVE, S.FILLER, S.PAST})
_DONE: Final = frozenset({S.FINISH, S.FINISHES, S.FINISHED, S.CHARGED})
_BEGUN: Final = frozenset({S.START, S.STARTS})
_LISTING: Final = frozenset({S.COMMA, S.AND, S.OR})
_LEADING_DAYS: Final = frozenset({S.FILLER, S.EXCEPT, S.ONWARDS, S.AT})
_SAID_OF_DAYS: Final = frozenset(
    {S.BY, S.AT, S.UNTIL, S.BEFORE, S.AFTER, S.FROM, S.BETWEEN, S.NUMBER, S.TIME}
    | {S.ONLY, S.MUST, S.MUST_IF_POSITIVE, S.MAY, S.LATEST}
    | NEGATIONS
)
_CLAUSE_GOES_ON: Final = frozenset(
    {S.MUST, S.MUST_IF_POSITIVE, S.MAY, S.RUNS, S.IS, S.BY, S.NEED_NOT} | NEGATIONS
)


class Grouper:
    """Groups the items of one sentence."""

    def __init__(self, items: Sequence[Item], language: Language) -> None:
        """Take the items of a sentence in a language."""
        self._items = _with_nor(
            one
            for item, following in zip(items, [*items[1:], None], strict=True)
            for one in _as_said(item, following)
        )
        self._joining = _JOINING | ({S.AT} if language.at_joins_times else set())
        self._bare_days_are_one_off = language.bare_days_are_one_off

    def groups(self) -> list[Group]:
        """Return the groups in order, fillers left out."""
        groups: list[Group] = []
        index = 0
        while index < len(self._items):
            found, index = self._next(index)
            groups += found
        return [g for g in groups if not (isinstance(g, Item) and g.symbol is S.FILLER)]

    def _next(self, index: int) -> tuple[Sequence[Group], int]:
        """Return what stands at an item and where it ends."""
        for read in (
            self._window,
            self._relation,
            self._bound,
            self._days,
            self._list,
            self._bare,
        ):
            if (found := read(index)) is not None:
                return found
        if self._is_one_cycle(index) or self._is_idle(index):
            return (), index + 1
        return (self._items[index],), index + 1

    def _is_one_cycle(self, index: int) -> bool:
        """Tell whether a number is the "one" of "one dishwasher cycle"."""
        following = self._symbol(self._skip(index + 1))
        return self._items[index].number == 1 and following is S.APPLIANCE

    def _is_idle(self, index: int) -> bool:
        """Tell whether a word only leads to the next: ", dass", "during" dinner."""
        symbol, following = self._symbol(index), self._symbol(self._skip(index + 1))
        if symbol is S.COMMA:
            return self._symbol(index + 1) is S.THAT
        return symbol is S.THAT or (symbol is S.WITH and following in TIMES_OF_DAY)

    def _symbol(self, index: int) -> S | None:
        """Return what an item stands for, None past the end."""
        return self._items[index].symbol if index < len(self._items) else None

    def _skip(self, index: int, *symbols: S) -> int:
        """Return the first item from one on that is no filler and none of these."""
        while self._symbol(index) in (S.FILLER, *symbols):
            index += 1
        return index

    def _moment(self, index: int) -> tuple[Moment, int] | None:
        """Return a clock time with the time of day behind it."""
        index = self._skip(index)
        day: set[S] = set()
        if (before := self._symbol(index)) in TIMES_OF_DAY and before:
            day.add(before)
            index = self._skip(index + 1, S.AT)
        item = self._items[index] if index < len(self._items) else None
        if item is None or item.clock is None:
            return None
        end = index + 1
        if (behind := self._symbol(self._skip(end))) in TIMES_OF_DAY and behind:
            day.add(behind)
            end = self._skip(end) + 1
        return Moment(clock=item.clock, day=frozenset(day), tokens=item.tokens), end

    def _window(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return a window: "between 9 and 17", "from 9 to 17", "9-17"."""
        start = index
        opening_word = self._symbol(index)
        outside = opening_word is S.OUTSIDE
        if outside:
            index = self._skip(index + 1)
        joining = set(self._joining)
        if self._symbol(index) is S.BETWEEN:
            joining |= {S.AND, S.AT}
        if self._symbol(index) in (S.BETWEEN, S.FROM):
            index += 1
        elif self._symbol(start) is S.FILLER:
            return None
        opening = self._moment(index)
        if opening is None:
            return None
        joint = self._skip(opening[1])
        if self._symbol(joint) not in joining:
            return None
        closing = self._moment(self._skip(joint + 1, S.AT))
        if closing is None:
            return None
        return (Window(opening[0], closing[0], outside),), closing[1]

    def _bound(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return a bounded time: "by 06:30", "after ten at night"."""
        if self._symbol(index) not in _OPS | TIMES_OF_DAY:
            return None
        ops: list[S] = []
        day: set[S] = set()
        periods: list[Item] = []
        while (symbol := self._symbol(index)) is not None:
            if symbol in _OPS:
                if day and not ops and self._window(index) is not None:
                    return None
                ops.append(symbol)
            elif symbol in TIMES_OF_DAY:
                day.add(symbol)
            elif symbol in PERIODS and ops:
                periods.append(self._items[index])
            elif symbol is S.PERSON and ops and self._goes_to_bed_or_rises(index):
                pass
            elif symbol is not S.FILLER:
                break
            index += 1
        op = _one_op(ops)
        if op is None:
            return None
        moment = self._moment(index)
        if moment is None:
            return self._without_clock(op, day, periods, index)
        found, index = moment
        if self._symbol(index) is S.LATEST and op in {
            S.AT,
            S.BY,
            S.BEFORE,
            S.UNTIL,
            S.FOR,
        }:
            op, index = S.BY, index + 1
        elif self._symbol(index) is S.EARLIEST and op in {S.AT, S.FROM, S.AFTER}:
            op, index = S.FROM, index + 1
        elif self._symbol(index) is S.ONWARDS and op in {S.FROM, S.AFTER}:
            index += 1
        when = Moment(clock=found.clock, day=found.day | day, tokens=found.tokens)
        return (*periods, Bound(op, when)), index

    def _goes_to_bed_or_rises(self, index: int) -> bool:
        """Tell whether a person is named only to say when: "before we get up"."""
        return self._symbol(self._skip(index + 1, S.IS)) in (S.RISING, S.ASLEEP)

    def _without_clock(
        self, op: S, day: set[S], periods: Sequence[Item], end: int
    ) -> tuple[Sequence[Group], int] | None:
        """Return a bound that names a time of day only: the home's morning, or vague."""
        if not (day or periods) or op in {S.AT, S.FOR}:
            return None
        if day == {S.MORNING}:
            return (*periods, Bound(op, None, is_morning=True)), end
        said = [Item(symbol=symbol) for symbol in sorted(day)]
        return (*periods, *said, Bound(op, None)), end

    def _bare(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return a clock time that nothing bounds, unless it can be an amount."""
        found = self._moment(index) if self._symbol(index) is S.TIME else None
        if found is None or self._items[index].minutes is not None:
            return None
        moment, end = found
        if (op := _OPS_BEHIND.get(self._symbol(end) or S.FILLER)) is not None:
            return (Bound(op, moment),), end + 1
        return (Bound(S.TIME, moment),), end

    def _days(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return weekdays: names, ranges and lists of them, or all but these."""
        excluded = self._symbol(index) is S.EXCEPT
        start = self._skip(index + 1, S.AT, S.ONWARDS) if excluded else index
        from_then_on = self._symbol(start) is S.FROM
        if from_then_on:
            start = self._skip(start + 1)
        if self._symbol(start) is not S.DAYS:
            return None
        weekdays, index = self._range(start)
        if self._is_one_off(start) or (from_then_on and index == start + 1):
            return (Item(symbol=S.UNCLEAR, tokens=self._items[start].tokens),), index
        while self._symbol(index) in _LISTING:
            following = self._skip(index + 1, S.AND, S.ONWARDS, S.AT)
            if self._symbol(following) is not S.DAYS:
                break
            if self._is_new_clause(following):
                break
            more, index = self._range(following)
            weekdays |= more
        if not excluded and weekdays == ALL_WEEKDAYS:
            return (), index
        return (Days(weekdays, excluded),), index

    def _is_one_off(self, start: int) -> bool:
        """Tell whether a day is the next such day: French "vendredi" without "le"."""
        led = start > 0 and self._items[start - 1].symbol in _LEADING_DAYS
        plural = self._items[start].tokens[-1].folded.endswith("s")
        named = [item for item in self._items if item.symbol is S.DAYS]
        single = len(named) == 1 and len(named[0].weekdays) == 1
        return self._bare_days_are_one_off and single and not led and not plural

    def _is_new_clause(self, index: int) -> bool:
        """Tell whether a day begins what is said of it alone: "…, Sunday by nine"."""
        following = self._symbol(self._skip(index + 1))
        return self._symbol(index - 1) is S.COMMA and following in _SAID_OF_DAYS

    def _range(self, index: int) -> tuple[frozenset[int], int]:
        """Return one group of weekdays, or those from one to another."""
        first = self._items[index].weekdays
        joint = self._skip(index + 1)
        last = self._skip(joint + 1)
        if self._symbol(joint) in self._joining and self._symbol(last) is S.DAYS:
            return _from_to(first, self._items[last].weekdays), last + 1
        return first, index + 1

    def _list(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return appliances that stand together: "the dryer and the washer"."""
        if self._symbol(index) is not S.APPLIANCE:
            return None
        ids, tokens, end = self._appliances(index, in_relation=False)
        return (Item(symbol=S.APPLIANCE, tokens=tokens, appliances=ids),), end

    def _appliances(
        self, index: int, *, in_relation: bool
    ) -> tuple[tuple[str, ...], tuple[Token, ...], int]:
        """Return a list of appliances without repetition, its words and its end."""
        ids = list(self._items[index].appliances)
        tokens = list(self._items[index].tokens)
        end = index + 1
        while True:
            following = self._skip(end, *_LISTING)
            if self._symbol(following) is not S.APPLIANCE:
                return tuple(dict.fromkeys(ids)), tuple(tokens), end
            if (
                in_relation
                and self._symbol(self._skip(following + 1)) in _CLAUSE_GOES_ON
            ):
                return tuple(dict.fromkeys(ids)), tuple(tokens), end
            ids += self._items[following].appliances
            tokens += self._items[following].tokens
            end = following + 1

    def _relation(self, index: int) -> tuple[Sequence[Group], int] | None:
        """Return how the subject stands to others: "after the washing machine is done"."""
        op = self._symbol(index)
        if op not in {S.AFTER, S.BEFORE, S.WITH, S.WHEN, S.UNTIL}:
            return None
        states: set[S] = set()
        index += 1
        while self._symbol(index) in _STATES | _AUXILIARIES:
            states |= {self._items[index].symbol} & _STATES
            index += 1
        index = self._skip(index)
        if self._symbol(index) is not S.APPLIANCE:
            return None
        ids, _, index = self._appliances(index, in_relation=True)
        while (symbol := self._symbol(index)) in _STATES | _AUXILIARIES and symbol:
            states |= {symbol} & _STATES
            index += 1
        resolved = _relation_op(op, states)
        return None if resolved is None else ((Relation(resolved, ids),), index)


def _as_said(item: Item, following: Item | None) -> Iterable[Item]:
    """Yield an item, "morgenochtend" as its two, French "a" before a time as "à"."""
    if item.symbol is S.TOMORROW_MORNING:
        yield replace(item, symbol=S.TOMORROW)
        yield replace(item, symbol=S.MORNING)
    elif item.symbol is S.HAVE and following is not None and following.symbol is S.TIME:
        yield replace(item, symbol=S.AT)
    else:
        yield item


def _with_nor(items: Iterable[Item]) -> list[Item]:
    """Return items with the first "neither" as "not", and "nor" behind it as "or"."""
    said: list[Item] = []
    negated = False
    for item in items:
        if item.symbol is S.NOR:
            item = replace(item, symbol=S.OR if negated else S.NEG)
        negated = negated or item.symbol in NEGATIONS | {S.NOTHING}
        said.append(item)
    return said


def _one_op(ops: Sequence[S]) -> S | None:
    """Return what several words before a time mean together, None when nothing."""
    distinct = dict.fromkeys(ops)
    if S.LATEST in distinct:
        rest = set(distinct) - {S.LATEST}
        return S.BY if rest <= {S.BY, S.AT, S.UNTIL, S.BEFORE} else None
    if S.EARLIEST in distinct:
        rest = set(distinct) - {S.EARLIEST}
        return S.FROM if rest <= {S.AT, S.FROM, S.AFTER} else None
    rest = set(distinct) - {S.AT}
    if len(rest) > 1:
        return None
    return next(iter(rest or distinct), None)


def _from_to(first: frozenset[int], last: frozenset[int]) -> frozenset[int]:
    """Return the weekdays from one to another, over the weekend if need be."""
    if len(first) != 1 or len(last) != 1:
        return first | last
    day, end = min(first), min(last)
    return frozenset((day + ahead) % 7 for ahead in range((end - day) % 7 + 1))


def _relation_op(op: S, states: set[S]) -> S | None:
    """Return what a relation amounts to; None when it depends on something else."""
    if op is S.WHEN:
        if states and states <= _DONE:
            return S.AFTER
        return S.WITH if states and states <= {S.RUN, S.RUNS} else None
    if op is S.WITH:
        return None if states & (_DONE | _BEGUN) - {S.CHARGED} else S.WITH
    if op is S.AFTER:
        return None if states & _BEGUN else S.AFTER
    if op is S.UNTIL:
        return S.UNTIL if states and states <= _DONE else None
    return S.BEFORE


def said_of_the_day(groups: Sequence[Group]) -> frozenset[S]:
    """Return what a sentence says of the day, wherever it stands."""
    said = {g.symbol for g in groups if isinstance(g, Item)}
    for group in groups:
        if isinstance(group, Bound) and group.moment is not None:
            said |= group.moment.day & {S.RISING, S.DINNER, S.ASLEEP}
    if S.NOISY in said or S.QUIET_TIME in said:
        said |= {S.NOISE}
    return frozenset(said & (TIMES_OF_DAY | {S.NOISE, S.QUIET}))
