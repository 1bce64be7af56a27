"""Nothing of any home leaves: generated homes, prepared homes, and a local model that leaks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product
import json
import random
from types import SimpleNamespace
from typing import Any

import pytest

from custom_components.hushwatt.models import wire
from custom_components.hushwatt.models.protocol import LocalModelError
from custom_components.hushwatt.privacy import guard as guard_module, hiding
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.envelope import OutgoingRequest, build_request
from custom_components.hushwatt.privacy.facts import PlacedLoad
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.scheduling.problem import Schedule
from custom_components.hushwatt.vocabulary import PrivacyLevel
from evals import __main__ as evals_main
from evals.privacy import baseline, channel, elsewhere, fuzz, spoiling, table
from evals.privacy.adversaries import nasty_home
from evals.privacy.fuzz import ENDPOINT, fuzz_home
from evals.privacy.homes import Home, make_home
from evals.privacy.scanner import findings, leaked_spans
from evals.privacy.tally import Tally
from stand_ins.answers import Answer
from stand_ins.household import household
from stand_ins.ollama import Chat, OllamaStandIn

# Three homes for each seed.
CHUNK = 334
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
    """A thousand homes, two thirds of them attacks; ten thousand in a full run."""
    tally = Tally()
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        fuzz_home(seed, tally)
    assert not tally.findings
    assert tally.counts["homes"] == 3 * CHUNK
    assert tally.counts["sent"] > CHUNK
    for kind in ("attacks on requests", "attacks on the wire", "attacks by replies"):
        assert tally.counts[kind] == tally.counts["sent"]
    for kind in ("attacks by procedures", "addresses outside", "stubs for the cloud"):
        assert tally.counts[kind] == CHUNK


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


def a_transport_that_trusts_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the transport hand on what the library made."""
    monkeypatch.setattr(ClearedRequest, "check_wire", nothing)
    monkeypatch.setattr(wire, "_made_anew", lambda request, _: request)


def a_clearance_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one clearance be good for many sendings, to whoever an answer names."""
    a_transport_that_trusts_the_library(monkeypatch)

    async def read(response: object) -> object:
        return response

    monkeypatch.setattr(wire, "_read", read)
    monkeypatch.setattr(wire._Clearance, "__setattr__", nothing_is_kept)


def nothing_is_kept(self: object, name: str, value: object) -> None:
    """Forget that a clearance was used."""
    object.__setattr__(self, name, False if name == "used" else value)


def a_reply_of_any_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a reply place other loads than those that were sent."""

    def take(_: str, __: object) -> Schedule:
        return Schedule({})

    monkeypatch.setattr(spoiling, "unblind", take)


def a_procedure_of_any_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a procedure say anything."""

    def take(_: str) -> Any:
        return SimpleNamespace(turns=["unlock"], filters=[], rank=None)

    monkeypatch.setattr(spoiling, "read_procedure", take)


def names_that_are_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every model and every server be at home."""
    monkeypatch.setattr(elsewhere, "is_cloud_name", lambda _: False)
    monkeypatch.setattr(elsewhere, "is_remote", lambda _: False)


def addresses_that_are_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every server be at home."""
    monkeypatch.setattr(elsewhere, "is_home_address", lambda _: True)


@pytest.mark.parametrize(
    ("switch_off", "finding"),
    [
        (a_transport_that_trusts_the_library, "was sent"),
        (a_clearance_without_end, "a redirect was followed"),
        (a_reply_of_any_shape, "a reply of other loads was taken"),
        (a_procedure_of_any_words, "a procedure of other words was taken"),
        (names_that_are_believed, "was taken for a model at home"),
        (addresses_that_are_believed, "was taken for an address at home"),
    ],
)
def test_each_guard_is_needed_and_the_fuzzer_sees_when_it_is_off(
    monkeypatch: pytest.MonkeyPatch,
    switch_off: Callable[[pytest.MonkeyPatch], None],
    finding: str,
) -> None:
    """With it off the attack goes through, so it was the guard that held it back."""
    tally = Tally()
    switch_off(monkeypatch)
    for seed in range(30):
        fuzz_home(seed, tally)
    assert any(finding in one for one in tally.findings)


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
        make = nasty_home if seed % 2 else fuzz.tricked_home
        home = make(random.Random(seed))
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


def test_the_scanner_finds_numbers_that_have_room_for_a_message() -> None:
    """Too long, too fine, or not whole."""
    request = request_of(make_home(random.Random(5)))
    body = json.loads(request.body)
    document = json.loads(body["input"])
    for number in (49151, 1.5, -1):
        document["loads"][0]["length"] = number
        body["input"] = json.dumps(document)
        spoilt = replace(request, body=json.dumps(body).encode())
        assert findings(spoilt, ()) == [f"the number {number}"]


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
    await table.print_stand_ins(3)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == table.HEAD
    assert len(lines) == 1 + len(table.RATES)
    assert all(line.startswith("stand-in") for line in lines[1:])


def _talkative(chat: Chat) -> Answer:
    """Answer a note well, and write requests that tell everything."""
    return Answer(text=chat.last) if "privacy" in chat.text else household(chat)


async def test_a_real_model_is_asked_over_its_own_server(
    loopback: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody who has one gets the same row; this one copies what it is told."""
    async with OllamaStandIn(_talkative) as server:
        await table.print_real(3, server.url, "gemma4:e4b")
        assert any("household note" in chat.text for chat in server.chats)
    head, real = capsys.readouterr().out.splitlines()
    assert head == table.HEAD
    assert real.startswith("gemma4:e4b")
    assert "100.00%" in real
    assert "0.00%" in real
    with pytest.raises(LocalModelError):
        await table.print_real(3, server.url, "gemma4:31b-cloud")


def test_eval_prints_leaks_and_the_covert_channel(
    loopback: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By `script/eval --privacy`; a server that is not there is told of."""
    monkeypatch.setattr("sys.argv", ["eval", "--privacy", "--homes", "2"])
    evals_main.main()
    shown = capsys.readouterr().out
    assert "stand-in, leaks 40.0%" in shown
    assert "Room for a message" in shown
    assert "hostile model: 1: " in shown
    away = ["--ollama-url", "http://127.0.0.1:9"]
    monkeypatch.setattr("sys.argv", ["eval", "--privacy", *away])
    with pytest.raises(SystemExit, match="cannot be asked: local_unreachable"):
        evals_main.main()


@pytest.mark.parametrize("minutes", [1, 4, 7])
@pytest.mark.parametrize("ranges", [1, 2, 3])
def test_the_room_for_a_message_is_counted_and_not_guessed(
    minutes: int, ranges: int
) -> None:
    """As by writing every set of starts down."""
    written = 0
    for length in range(1, minutes + 1):
        starts = minutes - length + 1
        for chosen in product((False, True), repeat=starts):
            edges = pairwise((False, *chosen))
            written += sum(now and not before for before, now in edges) == ranges
    assert channel.messages(minutes, ranges) == written
