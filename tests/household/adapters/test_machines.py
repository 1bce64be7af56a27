"""The machines of each maker, with the entities that core gives them."""

from typing import Any

import pytest

from .views import (
    ApplianceStatus,
    ReadyHint,
    ago,
    device,
    entity,
    read_state,
    status,
    told,
)
from custom_components.hushwatt.household.adapters import (
    read_duration,
    read_timer,
)
from custom_components.hushwatt.household.adapters.timer import Timer
from custom_components.hushwatt.household.adapters.view import (
    ApplianceView,
    EntityView,
)

OPERATION = ["inactive", "ready", "delayedstart", "run", "pause", "actionrequired", "finished", "error", "aborting"]  # fmt: skip
MIELE = ["off", "on", "programmed", "waiting_to_start", "in_use", "pause", "program_ended", "not_connected"]  # fmt: skip
ZEO = ["standby", "weighing", "washing", "under_delay_start", "aftercare", "done"]
MINUTES = {"unit_of_measurement": "min", "device_class": "duration"}


def home_connect(state: str, *more: EntityView, since: float = 60) -> ApplianceView:
    """Return a BSH machine."""
    sensor = entity("sensor.state", state, since=since, options=OPERATION)
    return device(*more, sensor)


def finish(moment: str) -> EntityView:
    """Return when a BSH machine says its programme ends."""
    return entity("sensor.end", moment, key="program_finish_time")


def delay(
    seconds: float, step: float = 1800, unit: str = "s", key: str = "start_in_relative"
) -> EntityView:
    """Return the relative start of a BSH machine, told three minutes ago."""
    return entity(
        "number.delay",
        str(seconds),
        key=key,
        since=3,
        unit_of_measurement=unit,
        step=step,
        max=step * 48,
    )


def test_home_connect_runs_until_its_finish_time() -> None:
    """Which is unavailable before and after a run."""
    view = home_connect("run", finish("2026-06-10T17:10:00+00:00"))
    assert told(read_state(view)) == {
        "started_at": ago(60),
        "expected_end": ago(-40),
    }
    assert told(read_state(home_connect("run", finish("unavailable")))) == {
        "started_at": ago(60)
    }


def test_home_connect_with_a_delay_knows_its_start() -> None:
    """Counted from when the machine told it, in its own steps."""
    view = home_connect("delayedstart", delay(7200))
    state = read_state(view)
    assert state.status is ApplianceStatus.DELAY_SET
    assert told(state) == {"delayed_start": ago(3 - 120)}
    assert read_timer(view) == Timer(30, most=1440)
    assert read_timer(home_connect("ready", delay(0, 1, "h"))) == Timer(60, most=2880)
    assert read_timer(home_connect("ready", delay(0, 1))) is None
    assert read_timer(home_connect("ready", delay(0, 1, "d"))) is None
    assert read_timer(home_connect("ready")) is None
    assert read_timer(device(delay(0))) is None
    assert told(read_state(home_connect("delayedstart", delay(0)))) == {}
    stepless = entity("number.start", "0", key="start_in_relative")
    assert read_timer(home_connect("ready", stepless)) is None


def test_home_connect_counts_a_delay_from_when_it_was_started_with_it() -> None:
    """It may have been chosen long before."""
    view = home_connect("delayedstart", delay(7200), since=1)
    assert told(read_state(view)) == {"delayed_start": ago(1 - 120)}


def test_home_connect_washers_know_their_end_only() -> None:
    """Their timer counts to it, and so does what they tell of it."""
    ending = delay(7200, key="finish_in_relative")
    later = finish("2026-06-10T23:59:00+00:00")
    assert told(read_state(home_connect("delayedstart", ending, later))) == {
        "expected_end": ago(3 - 120)
    }
    assert read_timer(home_connect("ready", ending)) == Timer(30, True, 1440)
    both = home_connect("ready", ending, delay(0, 3600))
    assert read_timer(both) == Timer(60, most=2880)


@pytest.mark.parametrize(
    ("door", "remote", "hint"),
    [
        ("closed", "on", None),
        ("locked", "on", None),
        ("open", "on", ReadyHint.CLOSE_DOOR),
        ("closed", "off", ReadyHint.ENABLE_REMOTE_START),
        ("unavailable", "unavailable", None),
    ],
)
def test_home_connect_says_what_is_to_be_done(
    door: str, remote: str, hint: ReadyHint | None
) -> None:
    """Close the door, allow the remote start, or nothing."""
    view = home_connect(
        "ready",
        entity("sensor.door", door, key="door"),
        entity("binary_sensor.remote", remote, key="remote_start"),
    )
    assert read_state(view).hint is hint


def test_a_machine_that_is_in_the_way_is_not_ready_whatever_a_person_says() -> None:
    """An open door counts against a switch that says loaded."""
    view = home_connect("ready", entity("sensor.door", "open", key="door"))
    loaded = entity("input_boolean.loaded", "on")
    both = ApplianceView(now=view.now, availability=loaded, device=view.device)
    assert read_state(both).hint is ReadyHint.CLOSE_DOOR


def miele(state: str, *more: EntityView) -> ApplianceView:
    """Return a Miele machine."""
    return device(entity("sensor.state", state, options=MIELE), *more)


def left(value: float, key: str = "remaining_time") -> EntityView:
    """Return a time in minutes that was told five minutes ago."""
    return entity("sensor.left", str(value), key=key, told=5, **MINUTES)


def test_miele_tells_what_is_left_or_when_it_ends() -> None:
    """The newer moment counts before the older minutes."""
    assert told(read_state(miele("in_use", left(45)))) == {
        "started_at": ago(60),
        "expected_end": ago(5 - 45),
    }
    moment = entity("sensor.end", "2026-06-10T17:00:00+00:00", key="finish")
    assert read_state(miele("in_use", left(45), moment)).expected_end == ago(-30)
    assert read_state(miele("in_use", left(0))).expected_end is None


def test_miele_with_a_timer_knows_its_start() -> None:
    """By the moment, or by the minutes to it."""
    moment = entity("sensor.start", "2026-06-10T20:30:00+00:00", key="start")
    waiting = read_state(miele("waiting_to_start", moment))
    assert waiting.delayed_start == ago(-240)
    minutes = left(120, "start_time")
    assert read_state(miele("waiting_to_start", minutes)).delayed_start == ago(5 - 120)


def test_miele_knows_a_programme_before_it_runs() -> None:
    """Only then is what is left the whole."""
    assert read_duration(miele("programmed", left(179))) == 179
    assert read_duration(miele("in_use", left(179))) is None
    assert read_duration(miele("programmed", left(0))) is None
    assert read_duration(miele("programmed")) is None


def test_miele_says_what_is_to_be_done() -> None:
    """Its door is a binary sensor, its remote start the mobile one."""
    door = entity("binary_sensor.door", "on", device_class="door")
    mobile = entity("binary_sensor.mobile", "off", key="mobile_start")
    assert read_state(miele("on", door)).hint is ReadyHint.CLOSE_DOOR
    assert read_state(miele("on", mobile)).hint is ReadyHint.ENABLE_REMOTE_START
    assert read_state(miele("not_connected")).hint is ReadyHint.UNAVAILABLE


def test_miele_began_when_it_says_and_not_when_its_pause_did() -> None:
    """A start that is still to come is none of this run."""
    began = entity("sensor.start", "2026-06-10T14:30:00+00:00", key="start")
    assert read_state(miele("pause", began)).started_at == ago(120)
    coming = entity("sensor.start", "2026-06-10T17:30:00+00:00", key="start")
    assert read_state(miele("pause", coming)).started_at == ago(60)


def lg(state: str, *more: EntityView) -> ApplianceView:
    """Return an LG machine."""
    sensor = entity("sensor.s", state, key="current_state", platform="lg_thinq")
    return device(sensor, *more)


def moment(key: str, minutes: float) -> EntityView:
    """Return a time to come that an LG machine tells."""
    when = ago(-minutes).isoformat()
    return entity(f"sensor.{key}", when, key=key, platform="lg_thinq")


def hours(key: str) -> EntityView:
    """Return a number of hours that an LG machine can be set to."""
    return entity(
        f"number.{key}",
        "0",
        key=key,
        platform="lg_thinq",
        unit_of_measurement="h",
        step=1,
        max=19,
    )


def test_lg_has_a_timer_to_the_start_or_to_the_end() -> None:
    """In hours; washers of today know the end only."""
    ending = lg("initial", hours("relative_hour_to_stop_wm"))
    assert read_timer(ending) == Timer(60, True, 19 * 60)
    starting = lg("initial", hours("relative_hour_to_start"))
    assert read_timer(starting) == Timer(60, most=19 * 60)
    assert read_timer(device(hours("relative_hour_to_start"))) is None


def test_lg_is_in_one_of_its_many_steps() -> None:
    """Each is a part of a run but for those that are none."""
    end = moment("remain", 60)
    for step in ("detecting", "rinsing", "steam_softening", "brand_new_step"):
        state = read_state(lg(step, end))
        assert state.status is ApplianceStatus.RUNNING
        assert state.expected_end == ago(-60)
    assert status(lg("unavailable")) is ApplianceStatus.NOT_READY


def test_lg_knows_its_timer_and_its_programme() -> None:
    """The total time is the only one that a maker tells before the run."""
    start = moment("relative_to_start_wm", 360)
    assert read_state(lg("reserved", start)).delayed_start == ago(-360)
    assert told(read_state(lg("reserved", moment("remain", 118)))) == {}
    ending = read_state(
        lg("reserved", moment("remain", 118), moment("relative_to_stop_wm", 320))
    )
    assert told(ending) == {"expected_end": ago(-320)}
    total = entity("sensor.total", "128", key="total", **MINUTES)
    assert read_duration(lg("initial", total)) == 128
    assert read_duration(lg("initial")) is None
    assert read_duration(device(total)) is None


def test_lg_says_what_is_to_be_done() -> None:
    """Remote control off is remote start off."""
    remote = entity("binary_sensor.remote", "off", key="remote_control_enabled")
    assert read_state(lg("initial", remote)).hint is ReadyHint.ENABLE_REMOTE_START


def samsung(state: str, job: str | None = None, *more: EntityView) -> ApplianceView:
    """Return a Samsung machine."""
    entities: list[Any] = [
        entity("sensor.s", state, key="washer_machine_state", platform="smartthings")
    ]
    if job is not None:
        entities.append(
            entity("sensor.j", job, key="washer_job_state", platform="smartthings")
        )
    return device(*entities, *more)


@pytest.mark.parametrize(
    ("state", "job", "expected"),
    [
        ("run", "wash", ApplianceStatus.RUNNING),
        ("pause", "wash", ApplianceStatus.RUNNING),
        ("run", "delay_wash", ApplianceStatus.DELAY_SET),
        ("stop", "finish", ApplianceStatus.FINISHED),
        ("stop", "finished", ApplianceStatus.FINISHED),
        ("stop", "none", ApplianceStatus.IDLE),
        ("stop", None, ApplianceStatus.IDLE),
        ("stop", "unknown", ApplianceStatus.IDLE),
    ],
)
def test_samsung_by_machine_and_job(
    state: str, job: str | None, expected: ApplianceStatus
) -> None:
    """The job tells a timer from a run and a finished wash from an idle machine."""
    assert status(samsung(state, job)) is expected


def test_samsung_leaves_its_completion_time_in_the_past() -> None:
    """When idle it is not an end; when running it is."""
    past = entity("sensor.c", "2026-06-10T11:00:00+00:00", key="completion_time")
    assert told(read_state(samsung("stop", "none", past))) == {}
    coming = entity("sensor.c", "2026-06-10T17:00:00+00:00", key="completion_time")
    assert read_state(samsung("run", "wash", coming)).expected_end == ago(-30)


def test_samsung_is_ready_when_it_may_be_started_from_afar() -> None:
    """A person has pressed the button for it."""
    remote = entity("binary_sensor.r", "on", key="remote_control")
    assert status(samsung("stop", "none", remote)) is ApplianceStatus.READY


@pytest.mark.parametrize(
    "door",
    [
        entity("binary_sensor.d", "on", device_class="door"),
        entity("binary_sensor.d", "on", key="door", platform="smartthings", device_class="opening"),
    ],
)  # fmt: skip
def test_samsung_has_a_door_by_either_name(door: EntityView) -> None:
    """The class that core gives it differs by the machine's capability."""
    remote = entity("binary_sensor.r", "on", key="remote_control")
    assert (
        read_state(samsung("stop", "none", remote, door)).hint is ReadyHint.CLOSE_DOOR
    )


def test_samsung_tells_the_end_of_a_run_that_waits() -> None:
    """Its start follows from how long it runs."""
    coming = entity("sensor.c", "2026-06-10T22:00:00+00:00", key="completion_time")
    waiting = read_state(samsung("run", "delay_wash", coming))
    assert told(waiting) == {"expected_end": ago(-330)}


def test_roborock_counts_down() -> None:
    """To its start, and to its end."""
    washing = entity("sensor.s", "washing", options=ZEO)
    state = read_state(device(washing, left(40, "washing_left")))
    assert told(state) == {"started_at": ago(60), "expected_end": ago(5 - 40)}
    delayed = entity("sensor.s", "under_delay_start", options=ZEO)
    state = read_state(device(delayed, left(90, "countdown"), left(40, "washing_left")))
    assert told(state) == {"delayed_start": ago(5 - 90)}
    done = entity("sensor.s", "done", options=ZEO, since=7)
    assert told(read_state(device(done))) == {"finished_at": ago(7)}
