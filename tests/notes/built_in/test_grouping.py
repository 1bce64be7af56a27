"""Items become bounds, windows, days, lists and relations."""

from datetime import time

import pytest

from ..homes import WEEKDAYS, WEEKEND, context
from custom_components.hushwatt.notes.built_in.grouping import (
    Bound,
    Days,
    Group,
    Grouper,
    Relation,
    Window,
    said_of_the_day,
)
from custom_components.hushwatt.notes.built_in.scan import scan_note
from custom_components.hushwatt.notes.built_in.symbols import Item, Symbol as S


def groups(text: str, language: str = "en") -> list[Group]:
    """Return the groups of a text of one sentence."""
    scan = scan_note(text, context(language=language))
    assert scan is not None
    (sentence,) = scan.sentences
    return Grouper(sentence.items, scan.language.language).groups()


def only(text: str, language: str = "en") -> Group:
    """Return the one group of a text."""
    (group,) = groups(text, language)
    return group


@pytest.mark.parametrize(
    ("language", "text", "op", "face"),
    [
        ("en", "by the 06:30", S.BY, time(6, 30)),
        ("en", "at 06:30 at the latest", S.BY, time(6, 30)),
        ("en", "06:30 latest", S.BY, time(6, 30)),
        ("en", "at the latest by 06:30", S.BY, time(6, 30)),
        ("en", "at 20:00 at the earliest", S.FROM, time(20)),
        ("en", "from 20:00 onwards", S.FROM, time(20)),
        ("en", "20:00 onwards", S.FROM, time(20)),
        ("en", "before we get up at 06:30", S.BEFORE, time(6, 30)),
        ("en", "after 22", S.AFTER, time(22)),
        ("de", "bis spätestens um 6 Uhr", S.BY, time(6)),
        ("de", "frühestens ab 20 Uhr", S.FROM, time(20)),
        ("fr", "à 6h30 au plus tard", S.BY, time(6, 30)),
        ("fr", "a 6h30", S.AT, time(6, 30)),
    ],
)
def test_a_time_with_what_it_bounds(
    language: str, text: str, op: S, face: time
) -> None:
    """Before it, behind it, with other words in between."""
    group = only(text, language)
    assert isinstance(group, Bound) and group.moment is not None
    assert group.op is op
    assert group.moment.clock.face == face


def test_a_time_of_day_belongs_to_the_time_beside_it() -> None:
    """Behind it in English, before it in German."""
    behind, before = only("by six in the morning"), only("abends um zehn", "de")
    assert isinstance(behind, Bound) and isinstance(before, Bound)
    assert behind.moment is not None and behind.moment.day == {S.MORNING}
    assert before.moment is not None and before.moment.day == {S.EVENING}


def test_the_morning_can_be_a_time() -> None:
    """The words "By the morning" means the home's; "before breakfast" is vague."""
    morning, breakfast = only("by the morning"), groups("before breakfast")
    assert morning == Bound(S.BY, None, is_morning=True)
    assert breakfast == [Item(symbol=S.RISING), Bound(S.BEFORE, None)]


@pytest.mark.parametrize("text", ["after before 20:00", "latest after 20:00"])
def test_words_that_bound_nothing_together_are_left_over(text: str) -> None:
    """What does not fit is seen by whoever decides."""
    found = groups(text)
    assert any(isinstance(g, Item) and g.symbol in (S.AFTER, S.LATEST) for g in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "between 09:00 and 17:00"),
        ("en", "from 9 till 17"),
        ("en", "9-17"),
        ("de", "von 9 bis 17 Uhr"),
        ("de", "nachts von 9 bis 17 Uhr"),
        ("de", "von morgens 9 bis 17 Uhr"),
        ("fr", "de 9h à 17h"),
        ("nl", "tussen 9 en 17 uur"),
        ("es", "entre las 9:00 y las 17:00"),
    ],
)
def test_a_window_in_each_language(language: str, text: str) -> None:
    """With and without a word before it."""
    (window,) = (g for g in groups(text, language) if isinstance(g, Window))
    ends = (window.opening.clock, window.closing.clock)
    assert [clock.face for clock in ends] == [time(9), time(17)]


def test_a_window_can_be_what_is_outside_of_it() -> None:
    """The words "outside of 9-17" are the rest of the day."""
    group = only("outside of 9-17")
    assert isinstance(group, Window) and group.outside


@pytest.mark.parametrize(
    ("language", "text", "weekdays"),
    [
        ("en", "Mon-Fri", WEEKDAYS),
        ("en", "from Monday to Friday", WEEKDAYS),
        ("en", "Saturday and Sunday", WEEKEND),
        ("en", "Mon/Wed/Fri", frozenset({0, 2, 4})),
        ("en", "Fri-Mon", frozenset({4, 5, 6, 0})),
        ("en", "weekdays and Sunday", WEEKDAYS | {6}),
        ("en", "weekdays to Sunday", WEEKDAYS | {6}),
        ("de", "werktags", WEEKDAYS),
        ("fr", "du lundi au vendredi", WEEKDAYS),
        ("nl", "ma-vr", WEEKDAYS),
        ("es", "sábados y domingos", WEEKEND),
    ],
)
def test_days_in_ranges_and_lists(
    language: str, text: str, weekdays: frozenset[int]
) -> None:
    """Names, abbreviations, groups, over the weekend."""
    assert only(text, language) == Days(weekdays)


def test_days_can_be_excepted() -> None:
    """The words "except on Fridays" are all but these."""
    assert only("except on Fridays") == Days(frozenset({4}), excluded=True)


def test_every_day_is_no_limit() -> None:
    """The words "any day" say nothing."""
    assert groups("any day") == []


def test_a_day_that_begins_a_new_rule_is_not_in_the_list() -> None:
    """The words "By six on Saturday, Sunday by nine" are two."""
    days = [g for g in groups("Saturday, Sunday by 09:00") if isinstance(g, Days)]
    assert len(days) == 2


def test_a_bare_day_is_the_next_one_in_some_languages() -> None:
    """French "vendredi" is this Friday, "le vendredi" every one."""
    bare = only("vendredi", "fr")
    assert isinstance(bare, Item) and bare.symbol is S.UNCLEAR
    assert only("le vendredi", "fr") == Days(frozenset({4}))
    assert only("les vendredis", "fr") == Days(frozenset({4}))


def test_appliances_side_by_side_are_one_subject() -> None:
    """Commas, "and", repetitions."""
    group = only("the washer, the dryer and the dryer")
    assert isinstance(group, Item) and group.appliances == ("washer", "dryer")


@pytest.mark.parametrize(
    ("language", "text", "op"),
    [
        ("en", "after the washer", S.AFTER),
        ("en", "once the washer has finished", S.AFTER),
        ("en", "when the washer is done", S.AFTER),
        ("en", "while the washer is running", S.WITH),
        ("en", "before the washer starts", S.BEFORE),
        ("en", "until the washer is done", S.UNTIL),
        ("de", "wenn der Washer fertig ist", S.AFTER),
        ("es", "mientras funciona el washer", S.WITH),
    ],
)
def test_an_appliance_can_be_a_time(language: str, text: str, op: S) -> None:
    """With the words that say in which state it is."""
    assert only(text, language) == Relation(op, ("washer",))


@pytest.mark.parametrize(
    "text", ["when the washer starts", "while the washer is done", "when the washer"]
)
def test_a_state_that_is_no_relation_is_left_over(text: str) -> None:
    """It depends on something that cannot be planned."""
    assert not any(isinstance(group, Relation) for group in groups(text))


def test_a_relation_ends_where_the_next_clause_begins() -> None:
    """The words "After the washer, the dryer must …" is about the dryer."""
    found = groups("after the washer, the dryer must run")
    assert Relation(S.AFTER, ("washer",)) in found


def test_one_cycle_is_no_number() -> None:
    """The words "One dishwasher cycle" is the dishwasher's."""
    (group,) = groups("one dishwasher cycle")
    assert isinstance(group, Item) and group.symbol is S.APPLIANCE


def test_the_second_nor_is_an_or() -> None:
    """Neither … nor …."""
    found = groups("neither the washer nor the dryer")
    symbols = [g.symbol for g in found if isinstance(g, Item)]
    assert symbols == [S.NEG, S.APPLIANCE]


def test_what_a_sentence_says_of_the_day() -> None:
    """People asleep, noise and quiet decide about hours of twelve."""
    assert said_of_the_day(groups("nothing loud")) == {S.NOISE}
    assert said_of_the_day(groups("we are asleep after 22:00")) == {S.ASLEEP}
    assert said_of_the_day(groups("before breakfast at 07:00")) == {S.RISING}
