"""Any appliance: words, watts and what says ready, alone and together."""

from hypothesis import given, strategies as st
import pytest

from .views import (
    NOW,
    ApplianceStatus,
    ReadyHint,
    ago,
    device,
    entity,
    read_state,
    status,
    told,
    watts,
)
from custom_components.hushwatt.household.adapters.view import ApplianceView, EntityView
from custom_components.hushwatt.household.adapters.words import STATUS_BY_WORD


def plain(**named: object) -> ApplianceView:
    """Return an appliance with the entities that its form names."""
    return ApplianceView(now=NOW, **named)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("running", ApplianceStatus.RUNNING),
        ("Washing", ApplianceStatus.RUNNING),
        ("on", ApplianceStatus.RUNNING),
        ("paused", ApplianceStatus.RUNNING),
        ("Program ended", ApplianceStatus.FINISHED),
        ("completed", ApplianceStatus.FINISHED),
        ("off", ApplianceStatus.IDLE),
        ("docked", ApplianceStatus.IDLE),
        ("Delayed-Start", ApplianceStatus.DELAY_SET),
        ("ready", ApplianceStatus.READY),
        ("disconnected", ApplianceStatus.NOT_READY),
        ("kaputt", ApplianceStatus.UNKNOWN),
        ("unavailable", ApplianceStatus.UNKNOWN),
        ("unknown", ApplianceStatus.UNKNOWN),
    ],
)
def test_words_are_understood(word: str, expected: ApplianceStatus) -> None:
    """In any spelling; what is no known word is not known."""
    assert status(plain(state=entity("sensor.state", word))) is expected


def test_words_say_since_when() -> None:
    """A run began, or ended, when the word came."""
    running = read_state(plain(state=entity("sensor.state", "running", since=40)))
    assert told(running) == {"started_at": ago(40)}
    done = read_state(plain(state=entity("sensor.state", "done", since=5)))
    assert told(done) == {"finished_at": ago(5)}


@pytest.mark.parametrize(
    ("power", "since", "expected"),
    [
        (1800, 1, ApplianceStatus.RUNNING),
        (21, 1, ApplianceStatus.RUNNING),
        (12, 90, ApplianceStatus.UNKNOWN),
        (5, 1, ApplianceStatus.UNKNOWN),
        (5, 2, ApplianceStatus.IDLE),
        (0, 600, ApplianceStatus.IDLE),
        ("unavailable", 5, ApplianceStatus.UNKNOWN),
        ("nan", 5, ApplianceStatus.UNKNOWN),
    ],
)
def test_watts_alone_tell_running_from_idle(
    power: float | str, since: float, expected: ApplianceStatus
) -> None:
    """Above 20 W it runs, below 6 W for two minutes it does not."""
    assert status(plain(power=watts(power, since))) is expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.8, "kW", ApplianceStatus.RUNNING),
        (0.005, "kW", ApplianceStatus.IDLE),
        (1800, "BTU/h", ApplianceStatus.UNKNOWN),
    ],
)
def test_the_unit_of_a_power_counts(
    value: float, unit: str, expected: ApplianceStatus
) -> None:
    """Kilowatts are a thousand; what is no power is not read."""
    assert status(plain(power=watts(value, unit=unit))) is expected


def test_the_past_of_a_plug_knows_starts_pauses_and_ends() -> None:
    """What the recorder saw goes with what the plug measures now."""
    on = plain(power=watts(1800, 1), running_since=ago(50))
    assert told(read_state(on)) == {"started_at": ago(50), "power": 1.8}
    pause = plain(power=watts(2, 10), running_since=ago(50))
    assert status(pause) is ApplianceStatus.RUNNING
    done = plain(power=watts(2, 10), ended_at=ago(10))
    state = read_state(done)
    assert state.status is ApplianceStatus.IDLE
    assert told(state) == {"finished_at": ago(10)}


@pytest.mark.parametrize("word", ["off", "ready", "finished", "delayed_start"])
def test_a_heating_element_does_not_lie(word: str) -> None:
    """A stale state gives way to a power that only a run draws."""
    stale = entity("sensor.state", word, since=600)
    assert status(plain(state=stale, power=watts(1900, 3))) is ApplianceStatus.RUNNING
    assert status(plain(state=stale, power=watts(60, 3))) is not ApplianceStatus.RUNNING


READY = ApplianceStatus.READY
NOT_READY = ApplianceStatus.NOT_READY
FINISHED = ApplianceStatus.FINISHED


@pytest.mark.parametrize(
    ("entity_id", "state", "device_class", "expected", "hint"),
    [
        ("input_boolean.loaded", "on", None, READY, None),
        ("input_boolean.loaded", "off", None, NOT_READY, ReadyHint.LOAD_IT),
        ("binary_sensor.plug", "on", "plug", READY, None),
        ("binary_sensor.plug", "off", "plug", NOT_READY, ReadyHint.PLUG_IN),
        ("binary_sensor.door", "off", "door", READY, None),
        ("binary_sensor.door", "on", "door", NOT_READY, ReadyHint.CLOSE_DOOR),
        ("sensor.car", "plugged_in", None, READY, None),
        ("sensor.car", "disconnected", None, NOT_READY, ReadyHint.PLUG_IN),
        ("device_tracker.car", "home", None, READY, None),
        ("device_tracker.car", "not_home", None, NOT_READY, ReadyHint.LOAD_IT),
        ("switch.socket", "unavailable", None, NOT_READY, ReadyHint.UNAVAILABLE),
    ],
)
def test_what_says_ready(
    entity_id: str,
    state: str,
    device_class: str | None,
    expected: ApplianceStatus,
    hint: ReadyHint | None,
) -> None:
    """A person is told what to do about what is not."""
    attributes = {} if device_class is None else {"device_class": device_class}
    found = read_state(plain(availability=entity(entity_id, state, **attributes)))
    assert found.status is expected
    assert found.hint is hint


def test_ready_counts_until_a_cycle_ended_since() -> None:
    """Loaded, run, and not yet emptied: it has finished; loaded again: it is ready."""
    loaded = entity("input_boolean.loaded", "on", since=120)
    ended = plain(availability=loaded, power=watts(1, 10), ended_at=ago(10))
    assert status(ended) is FINISHED
    before = plain(availability=loaded, power=watts(1, 300), ended_at=ago(300))
    assert status(before) is READY
    assert told(read_state(before)) == {"finished_at": ago(300)}
    word = entity("sensor.state", "done", since=20)
    assert status(plain(availability=loaded, state=word)) is FINISHED
    emptied = entity("input_boolean.loaded", "off", since=5)
    assert status(plain(availability=emptied, state=word)) is FINISHED


def test_what_is_busy_is_busy_whether_ready_or_not() -> None:
    """A running machine runs, however it was declared."""
    for word in ("on", "off", "unavailable"):
        view = plain(
            availability=entity("input_boolean.loaded", word),
            state=entity("sensor.state", "running"),
        )
        assert status(view) is ApplianceStatus.RUNNING


def test_nothing_told_is_nothing_known() -> None:
    """An appliance without entities has no status."""
    assert read_state(plain()).status is ApplianceStatus.UNKNOWN
    assert told(read_state(plain())) == {}


def test_each_word_means_one_thing() -> None:
    """And is written as states are compared."""
    assert all(word == word.casefold().replace(" ", "_") for word in STATUS_BY_WORD)


WORDS = st.sampled_from([*STATUS_BY_WORD, "kaputt", "unavailable", "", "1800", "nan"])


@given(
    state=st.none() | WORDS,
    availability=st.none() | WORDS,
    power=st.none() | WORDS | st.floats(allow_nan=True).map(str),
    since=st.floats(0, 3000),
    running=st.none() | st.floats(0, 600),
    ended=st.none() | st.floats(0, 600),
)
def test_any_states_together_give_a_status(
    state: str | None,
    availability: str | None,
    power: str | None,
    since: float,
    running: float | None,
    ended: float | None,
) -> None:
    """Whatever entities say, there is an answer, and its times are in the past."""

    def made(entity_id: str, word: str | None) -> EntityView | None:
        """Return an entity unless there is none."""
        return None if word is None else entity(entity_id, word, since=since)

    found = read_state(
        plain(
            state=made("sensor.state", state),
            availability=made("input_boolean.x", availability),
            power=None if power is None else watts(power, since),
            running_since=None if running is None else ago(running),
            ended_at=None if ended is None else ago(ended),
        )
    )
    assert isinstance(found.status, ApplianceStatus)
    assert (found.hint is not None) <= (found.status is NOT_READY)
    for moment in (found.started_at, found.finished_at):
        assert moment is None or moment <= NOW


def test_what_is_drawn_beside_a_machine_is_no_run_of_it() -> None:
    """The power's past knows how much that is."""
    lamp = watts(27, since=10)
    assert status(device(power=lamp)) is ApplianceStatus.RUNNING
    assert status(device(power=lamp, standby=0.025)) is ApplianceStatus.IDLE
    assert status(device(power=watts(60), standby=0.025)) is ApplianceStatus.RUNNING
