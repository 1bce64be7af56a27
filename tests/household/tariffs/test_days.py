"""Days are asked for once, in the background, and kept as long as they serve."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .market import AMSTERDAM, ORDINARY, day_of, local_noon
from custom_components.hushwatt.household.tariffs.days import (
    DATA_DAYS,
    PATIENCE,
    RETRY,
    RETRY_ERROR,
    async_read_days,
    next_asking,
)
from custom_components.hushwatt.household.tariffs.errors import TariffError
from custom_components.hushwatt.household.tariffs.rows import Row

TOMORROW = ORDINARY + timedelta(days=1)


class Source:
    """A source that can be slow, partial or broken."""

    def __init__(self) -> None:
        """Know everything."""
        self.asked: list[date] = []
        self.broken: set[date] = set()
        self.odd: set[date] = set()
        self.partial: set[date] = set()
        self.wait: asyncio.Event | None = None

    async def fetch(self, day: date) -> tuple[Row, ...]:
        """Return the rows of a day."""
        self.asked.append(day)
        if self.wait is not None and day != ORDINARY:
            await self.wait.wait()
        if day in self.broken:
            raise TariffError("action_failed", action="x")
        if day in self.odd:
            raise ZeroDivisionError
        slots = day_of(day, AMSTERDAM, 60)
        count = 7 if day in self.partial else len(slots)
        return tuple(Row(s.start, s.price) for s in slots[:count])


@pytest.fixture
def source(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Source:
    """Return a source at an hour at which tomorrow is published."""
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM))
    return Source()


async def read(hass: HomeAssistant, source: Source, published: time = time(13)) -> int:
    """Return how many rows are known."""
    rows = await async_read_days(hass, "x", AMSTERDAM, source.fetch, published)
    return len(rows)


async def test_whole_days_are_asked_for_once(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """However often they are read, by however many at the same time."""
    assert await asyncio.gather(*(read(hass, source) for _ in range(5))) == [48] * 5
    freezer.tick(timedelta(hours=8))
    assert await read(hass, source) == 48
    assert source.asked == [ORDINARY, TOMORROW]


async def test_a_part_of_a_day_is_asked_for_again(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """After a while, until it is whole."""
    source.partial = {TOMORROW}
    assert await read(hass, source) == 31
    assert await read(hass, source) == 31
    source.partial = set()
    freezer.tick(RETRY)
    assert await read(hass, source) == 48
    assert source.asked == [ORDINARY, TOMORROW, TOMORROW]


async def test_what_failed_is_asked_for_again_soon_and_not_at_once(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """A failing today is told each time, and asked for once a minute."""
    source.broken = {ORDINARY}
    for _ in range(3):
        with pytest.raises(TariffError):
            await read(hass, source)
    assert source.asked.count(ORDINARY) == 1
    source.broken = set()
    freezer.tick(RETRY_ERROR)
    assert await read(hass, source) == 48


async def test_what_fails_all_day_is_asked_for_ever_less_often(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """One minute later, then two, four, eight; and from then on as what is not whole."""
    source.broken = {ORDINARY}
    now = begun = local_noon(ORDINARY, AMSTERDAM, 1).astimezone(UTC)
    freezer.move_to(now)
    waits = []
    for _ in range(100):
        with pytest.raises(TariffError):
            await read(hass, source, time(23, 59))
        due = next_asking(hass, now)
        assert due is not None
        waits.append(due - now)
        freezer.move_to(now := due)
    assert [wait / RETRY_ERROR for wait in waits[:5]] == [1, 2, 4, 8, 10]
    assert set(waits[5:]) == {RETRY}
    assert len(source.asked) == 100
    source.broken = set()
    assert await read(hass, source, time(23, 59)) == 24
    assert next_asking(hass, now) is None
    assert next_asking(hass, begun) is None


async def test_a_failing_tomorrow_keeps_what_was_known_of_it(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """Half a day that was told stays told."""
    source.partial = {TOMORROW}
    assert await read(hass, source) == 31
    source.broken = {TOMORROW}
    freezer.tick(RETRY)
    assert await read(hass, source) == 31


async def test_an_answer_that_nobody_foresaw_is_a_failure(
    hass: HomeAssistant, source: Source
) -> None:
    """Any error of another's answer is told as one of its action."""
    source.odd = {ORDINARY}
    with pytest.raises(TariffError) as caught:
        await read(hass, source)
    assert caught.value.translation_key == "action_failed"


async def test_a_slow_tomorrow_is_not_waited_for(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """An answer comes with today's prices; the next has tomorrow's."""
    source.wait = asyncio.Event()
    reading = hass.async_create_task(read(hass, source))
    for _ in range(50):
        await asyncio.sleep(0)
    assert not reading.done()
    freezer.tick(PATIENCE + 1)
    assert await reading == 24
    source.wait.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await read(hass, source) == 48
    assert source.asked == [ORDINARY, TOMORROW]


async def test_a_task_that_is_cancelled_is_told(
    hass: HomeAssistant, source: Source
) -> None:
    """As when Home Assistant stops while a day is asked for."""
    blocked = asyncio.Event()

    async def fetch(day: date) -> tuple[Row, ...]:
        """Never return."""
        await blocked.wait()
        return ()

    reading = hass.async_create_task(
        async_read_days(hass, "y", AMSTERDAM, fetch, time(23))
    )
    await asyncio.sleep(0)
    for task in list(hass.data[DATA_DAYS].tasks.values()):
        task.cancel()
    with pytest.raises(TariffError) as caught:
        await reading
    assert caught.value.translation_key == "action_failed"


async def test_tomorrow_is_not_asked_for_too_early_and_becomes_today(
    hass: HomeAssistant, source: Source, freezer: FrozenDateTimeFactory
) -> None:
    """After midnight what was tomorrow is known already; what is over is forgotten."""
    assert await read(hass, source, time(14, 1)) == 24
    assert await read(hass, source, time(14)) == 48
    freezer.move_to(datetime(2026, 6, 11, 1, tzinfo=UTC))
    assert await read(hass, source) == 24
    assert source.asked == [ORDINARY, TOMORROW]
    freezer.move_to(datetime(2026, 6, 12, 1, tzinfo=UTC))
    await read(hass, source)
    kept = {day for _, day in hass.data[DATA_DAYS].days}
    assert ORDINARY not in kept
