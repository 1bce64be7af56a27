"""Nothing of any home leaves: generated homes, prepared homes, and a local model that leaks."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
import json
import random

import pytest

from custom_components.hushwatt.privacy import guard as guard_module, hiding
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.envelope import OutgoingRequest, build_request
from custom_components.hushwatt.privacy.facts import PlacedLoad
from custom_components.hushwatt.privacy.guard import Guard
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import PrivacyLevel
from evals.privacy import baseline, fuzz, table
from evals.privacy.adversaries import nasty_home
from evals.privacy.fuzz import ENDPOINT, Tally, fuzz_home
from evals.privacy.homes import Home, make_home
from evals.privacy.scanner import findings, leaked_spans

CHUNK = 500
CHUNKS = [0, *(pytest.param(n, marks=pytest.mark.full) for n in range(1, 10))]


def request_of(
    home: Home, level: PrivacyLevel = PrivacyLevel.BLINDED
) -> OutgoingRequest:
    """Return what a home asks; CannotBlind when it asks nothing that can be sent."""
    case = build_case(home.household, home.targets)
    targets = [one for one in case.targets if one in case.ids]
    zone = home.household.timezone
    return build_request(
        blind(case.problem, targets, level, random.Random(0), zone), ENDPOINT
    )


@pytest.mark.parametrize("chunk", CHUNKS)
def test_no_private_span_leaves_any_home(chunk: int) -> None:
    """A thousand homes, half of them attacks; ten thousand in a full run."""
    tally = Tally()
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        fuzz_home(seed, tally)
    assert not tally.findings
    assert tally.counts["homes"] == 2 * CHUNK
    assert tally.counts["sent"] > CHUNK
    assert tally.counts["attacks on requests"] == tally.counts["sent"]


def test_an_ordinary_home_is_never_blocked() -> None:
    """The second net has nothing against a thousand requests of ordinary homes."""
    sent = 0
    seed = 10_000
    while sent < 1000:
        home = make_home(random.Random(seed))
        seed += 1
        try:
            request = request_of(home)
        except CannotBlind:
            continue
        assert Guard(ENDPOINT, home.private_strings).clear(request).body == request.body
        sent += 1


def test_the_homes_are_worth_the_name() -> None:
    """They speak five languages, have couplings, notes and nights of a clock change."""
    seen: Counter[str] = Counter()
    for seed in range(300):
        home = make_home(random.Random(seed))
        household = home.household
        seen[home.language] += 1
        seen["notes"] += len(home.notes)
        seen["limit"] += household.limit is not None
        seen["solar"] += bool(household.solar)
        seen["export"] += bool(household.tariff and household.tariff.export_windows)
        seen["interruptible"] += any(one.interruptible for one in household.appliances)
        seen["phases"] += any(one.phases for one in household.appliances)
        day = household.now.replace(hour=0, minute=0)
        later = day + timedelta(days=2)
        seen["clock change"] += day.utcoffset() != later.utcoffset()
        assert leaked_spans(" ".join(home.private_strings), [home.phone])
    for kind in ("en", "de", "nl", "fr", "es", "limit", "solar", "export"):
        assert seen[kind] >= 20, kind
    for kind in ("interruptible", "phases", "clock change"):
        assert seen[kind] >= 20, kind
    assert seen["notes"] > 500


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the serialiser put the load's own id beside its anonymous one."""
    really: Callable[..., dict[str, object]] = vars(hiding)["_load"]

    def load(name: str, placed: PlacedLoad, *rest: object) -> dict[str, object]:
        return {**really(name, placed, *rest), "appliance": placed.id}

    monkeypatch.setattr(hiding, "_load", load)


def nothing(*_: object) -> PrivacyLevel:
    """Stand in for a net that is off."""
    return PrivacyLevel.BLINDED


@pytest.mark.usefixtures("talkative")
def test_without_either_net_a_faulty_serialiser_would_leak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The scanner sees the leak, so it can see; each net alone holds it back."""
    for off in (
        (),
        ("check_body",),
        ("check_private",),
        ("check_body", "check_private"),
    ):
        tally = Tally()
        with monkeypatch.context() as switched:
            for net in off:
                switched.setattr(guard_module, net, nothing)
            for seed in range(30):
                fuzz_home(seed, tally)
        leaked = [one for one in tally.findings if "the word" in one]
        assert bool(leaked) == (len(off) == 2), off


def test_the_fuzzer_reports_a_guard_that_is_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints count and findings last and ends with an error."""
    for net in ("check_body", "check_private", "check_headers", "check_address"):
        monkeypatch.setattr(guard_module, net, nothing)
    monkeypatch.setattr("sys.argv", ["fuzz", "--seconds", "0.3", "--seed", "1"])
    with pytest.raises(SystemExit) as ended:
        fuzz.main()
    assert ended.value.code
    assert "was let through" in capsys.readouterr().out


def test_the_fuzzer_is_content_with_the_wall_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line counts findings and homes."""
    monkeypatch.setattr("sys.argv", ["fuzz", "--seconds", "2"])
    with pytest.raises(SystemExit) as ended:
        fuzz.main()
    assert not ended.value.code
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 findings in ")


def test_the_scanner_finds_words_and_numbers_in_a_document() -> None:
    """It is no friend of the guard: it knows nothing of it."""
    private = ["Zoë Müller", "+4915112345678", "Start"]
    assert leaked_spans('{"id":"zoe muller"}', private) == {"muller"}
    assert leaked_spans('{"a":[4915,112345,678],"starts":1}', private) == {
        "4915112345678"
    }
    for seed in range(50):
        try:
            request = request_of(make_home(random.Random(seed)))
        except CannotBlind:
            continue
        assert not findings(request, private)


def test_an_attackers_readings_reach_a_request_as_bounded_whole_numbers() -> None:
    """Whatever a local model claims, no number of a request is longer than five digits."""
    for seed in range(300):
        home = nasty_home(random.Random(seed))
        try:
            request = request_of(home)
        except CannotBlind:
            continue
        document = json.loads(json.loads(request.body)["input"])
        assert all(0 <= number <= 11_520 for number in numbers(document))


def numbers(value: object) -> list[int]:
    """Return all numbers of a document; any other type of number fails."""
    if isinstance(value, dict):
        return [number for inner in value.values() for number in numbers(inner)]
    if isinstance(value, list):
        return [number for inner in value for number in numbers(inner)]
    if isinstance(value, str):
        return []
    assert type(value) is int
    return [value]


async def test_in_the_articles_way_a_model_leaks_and_in_ours_it_cannot() -> None:
    """The same homes, notes and models; the table has both."""
    some = table.homes(25)
    stand_in = baseline.StandIn(0.4, random.Random(1))
    theirs, ours = await table.compare(some, stand_in)
    assert sum(one.leaked for one in theirs) > 0.3 * sum(one.units for one in theirs)
    assert sum(one.sent for one in ours) > 10
    assert not any(one.leaked for one in ours)
    shown = table.row(stand_in.name, theirs, ours)
    assert shown.startswith("stand-in, leaks 40.0%")
    assert "0.00%" in shown


async def test_a_model_that_never_leaks_has_a_clean_row_in_both_ways() -> None:
    """The baseline blames nobody for nothing."""
    theirs, _ = await table.compare(
        table.homes(5), baseline.StandIn(0.0, random.Random(1))
    )
    assert not any(one.leaked for one in theirs)


async def test_the_table_has_a_row_for_each_rate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line of heads, one for each stand-in."""
    await table.print_table(3, None, "gemma4:e4b")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(table.RATES)
    assert all(line.startswith("stand-in") for line in lines[1:])
