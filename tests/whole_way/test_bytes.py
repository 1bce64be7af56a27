"""What leaves the house, and what never does, to the byte."""

from dataclasses import replace
import json
import re
from typing import Any, Final

import pytest

from .conftest import MakeHome
from .home import HybridHome, assert_true
from custom_components.hushwatt.vocabulary import Pattern, PrivacyLevel
from demo.reference_home import APPLIANCES, NOTES, PRIVATE_WORDS
from demo.sent import hold_against, leaks
from stand_ins.faults import Fault
from stand_ins.openai import KEY, OpenAIStandIn

TARIFF: Final = [
    {"from": "18:30", "to": "20:00", "price": 0.45},
    {"from": "20:00", "to": "+1 00:00", "price": 0.22},
    {"from": "+1 00:00", "to": "+1 06:00", "price": 0.12},
    {"from": "+1 06:00", "to": "+1 07:00", "price": 0.25},
]
# The figures of the reference home and the meaning of its notes, under other names.
OTHER_HOME: Final = tuple(
    replace(one, name=name, aliases=aliases, helper=helper)
    for one, name, aliases, helper in zip(
        APPLIANCES,
        ("Spülmaschine Oma", "Wallbox Garage", "Saugi"),
        (("Geschirr",), ("Zoe",), ()),
        ("spuele", "zoe_da", "saugi_will"),
        strict=True,
    )
)
OTHER_NOTES: Final = (
    "The Spülmaschine Oma has to be finished by 06:30, because Aylin needs the cups.",
    "No Spülmaschine Oma after 22:30 please, because Opa sleeps next door.",
    "The Zoe must be charged by 07:00, because Jonas drives to the clinic.",
)


@pytest.mark.parametrize("level", [PrivacyLevel.BLINDED, PrivacyLevel.READABLE])
@pytest.mark.parametrize("pattern", Pattern)
async def test_no_word_of_the_home_leaves_it(
    make_home: MakeHome, cloud: OpenAIStandIn, pattern: Pattern, level: PrivacyLevel
) -> None:
    """Not in a question, a plan or a retry, whoever asks whom first."""
    home = await make_home(privacy=level, pattern=pattern)
    await home.ask()
    await home.call("plan")
    await cloud.fail(Fault.TOO_SHORT)
    await home.ask()
    bodies = [request.body.decode("ascii") for request in cloud.requests]
    # What is escaped in JSON would be found all the same.
    texts = [json.dumps(json.loads(body), ensure_ascii=False) for body in bodies]
    assert leaks(hold_against([*bodies, *texts])) == []
    assert all(body.isascii() for body in bodies)


async def test_a_retry_names_the_broken_rule_in_words_of_no_home(
    make_home: MakeHome, cloud: OpenAIStandIn
) -> None:
    """The same problem, and one sentence that everybody can read in the repository."""
    home = await make_home()
    await cloud.fail(Fault.TOO_SHORT, times=1)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["plan_source"] == "cloud"
    first, second = cloud.asked
    assert second["input"] == first["input"]
    added = second["instructions"].removeprefix(first["instructions"]).strip()
    assert added.startswith("An earlier reply was rejected:")
    assert leaks(hold_against([added])) == []


async def test_a_home_of_other_names_sends_the_same_bytes(make_home: MakeHome) -> None:
    """So there is nothing of names, notes or entities in them."""
    one = await make_home()
    await one.ask()
    await one.stop()
    assert await one.hass.config_entries.async_remove(one.entry.entry_id)
    await one.hass.config.async_update(location_name="Haus am See")
    other = await make_home(appliances=OTHER_HOME, notes=OTHER_NOTES)
    response = await other.recommend(appliance="Geschirr")
    assert response["appliance"] == "Spülmaschine Oma"
    assert response["start"].endswith("T20:00:00+01:00")
    assert response["plan_source"] == "cloud"
    first, second = other.cloud.requests
    assert first.body == second.body


async def test_headers_and_address_tell_of_no_machine(make_home: MakeHome) -> None:
    """Nothing but what the call needs; the key is in its one header."""
    home = await make_home()
    await home.ask()
    (request,) = home.cloud.requests
    assert (request.method, request.path) == ("POST", "/v1/responses")
    headers = {name.lower(): value for name, value in request.headers}
    assert headers == {
        "host": f"127.0.0.1:{home.cloud.port}",
        "authorization": f"Bearer {KEY}",
        "user-agent": "hushwatt",
        "accept": "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "content-length": str(len(request.body)),
    }


async def test_blinded_shows_one_load_in_steps_and_no_price(
    make_home: MakeHome,
) -> None:
    """The car cannot change the answer, so it is planned at home."""
    home = await make_home()
    speech, figures = await home.ask()
    assert_true(figures, speech)
    (load,) = home.problem["loads"]
    assert load == {"id": "L1", "length": 3, "starts": [[0, 5]]}
    prices = [window["price"] for window in home.problem["prices"]]
    assert prices == [10_000, 0]
    assert not re.search(r"\d:\d\d|\d\.\d", cloud_input(home))


async def test_readable_shows_both_loads_as_they_are_and_not_the_vacuum(
    make_home: MakeHome,
) -> None:
    """Deadlines, the cut-off and the tariff, the way the reference case was run."""
    home = await make_home(privacy="readable")
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["plan_source"] == "cloud"
    problem = home.problem
    loads = sorted(problem["loads"], key=lambda load: load["kwh"])
    assert {load.pop("id") for load in loads} == {"L1", "L2"}
    assert loads == [
        {
            "minutes": 90,
            "kwh": 1.2,
            "earliest_start": "18:30",
            "finish_by": "+1 06:30",
            "not_running": [["22:30", "+1 06:30"]],
        },
        {
            "minutes": 120,
            "kwh": 14.0,
            "earliest_start": "18:30",
            "finish_by": "+1 07:00",
        },
    ]
    assert problem["now"] == "18:30"
    assert problem["tariff"] == TARIFF


async def test_what_left_is_in_the_ledger_to_the_byte(
    make_home: MakeHome, cloud: OpenAIStandIn
) -> None:
    """Whatever came of it, the newest first."""
    home = await make_home()
    await home.ask()
    await cloud.fail(Fault.CUT, times=1)
    await home.call("plan")
    await home.ask()
    sent = await home.sent()
    assert [entry["body"].encode() for entry in sent] == [
        request.body for request in reversed(cloud.requests)
    ]
    assert [entry["status"] for entry in sent] == ["answered", "failed", "answered"]
    assert KEY not in json.dumps(sent)


async def test_only_the_server_at_home_reads_notes(make_home: MakeHome) -> None:
    """Each of them once, at one address, and at no other endpoint than it needs."""
    home = await make_home()
    await home.ask()
    assert [note_of(chat) for chat in home.readings] == list(NOTES)
    paths = {(one.method, one.path) for one in home.local.requests}
    assert paths == {("POST", "/api/show"), ("POST", "/api/chat")}
    told = "\n".join(chat.text for chat in home.local.chats[len(NOTES) :])
    for word in PRIVATE_WORDS["what notes tell"]:
        assert word not in told


def cloud_input(home: HybridHome) -> str:
    """Return the problem that was sent last, as it stands in the request."""
    text: str = home.cloud.asked[-1]["input"]
    return text


def note_of(chat: Any) -> str:
    """Return the note that the model at home was asked to read."""
    note: str = json.loads(chat.messages[1]["content"])["note"]
    return note
