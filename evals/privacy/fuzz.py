"""The fuzzer: as many homes and attacks as fit into a time, and what was found.

Every home is sent at both levels; whatever the guard lets through is scanned by
code that shares nothing with it. Every request is then spoilt, as a faulty
library or an attacker within the process would, and the guard must block it;
every reply is spoilt too, and must end in a schedule or a bad reply.
"""

from argparse import ArgumentParser
import base64
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
import json
import random
import secrets
import sys
from time import monotonic
from typing import Any
from urllib.parse import quote

from .adversaries import nasty_home
from .homes import Home, make_home
from .scanner import findings
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.blocked import Blocked
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.envelope import OutgoingRequest, build_request
from custom_components.hushwatt.privacy.guard import Guard
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import BadReply, RetryRule, unblind
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import PrivacyLevel

ENDPOINT = Endpoint(
    provider=Provider.OPENAI,
    model="gpt-5.4",
    api_key="sk-fuzz",
    effort=Effort.MEDIUM,
)
LEVELS = (PrivacyLevel.BLINDED, PrivacyLevel.READABLE)


@dataclass
class Tally:
    """What was tried and what was found; findings name the seed that shows them again."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


def fuzz_home(seed: int, tally: Tally) -> None:
    """Try one ordinary and one nasty home, both named by a seed."""
    for make in (make_home, nasty_home):
        rng = random.Random(seed)
        home = make(rng)
        tally.counts["homes"] += 1
        for level in LEVELS:
            where = f"seed {seed}, {make.__name__}, {level}"
            _try_level(home, level, rng, tally, where)


def _try_level(
    home: Home, level: PrivacyLevel, rng: random.Random, tally: Tally, where: str
) -> None:
    """Send what a home asks at one level, as far as the guard lets it."""
    case = build_case(home.household, home.targets)
    targets = [one for one in case.targets if one in case.ids]
    if not targets:
        tally.counts["nothing to ask"] += 1
        return
    try:
        blinded = blind(case.problem, targets, level, rng, home.household.timezone)
    except CannotBlind as cannot:
        tally.counts[f"kept at home: {cannot.fault}"] += 1
        return
    retry = rng.choice((None, None, *RetryRule))
    request = build_request(blinded, ENDPOINT, retry)
    guard = Guard(ENDPOINT, home.private_strings)
    try:
        cleared = guard.clear(request)
    except Blocked as blocked:
        tally.counts["blocked"] += 1
        tally.findings.append(f"{where}: blocked for {blocked.objection}")
        return
    tally.counts["sent"] += 1
    tally.counts["bytes"] += len(cleared.body)
    tally.findings += [
        f"{where}: {one}" for one in findings(request, home.private_strings)
    ]
    _spoil_request(request, guard, home, rng, tally, where)
    _spoil_reply(blinded, rng, tally, where)


def _spoil_request(
    request: OutgoingRequest,
    guard: Guard,
    home: Home,
    rng: random.Random,
    tally: Tally,
    where: str,
) -> None:
    """See that a word of the home is held back wherever it is put and however it is spelt."""
    word = rng.choice(SPELLINGS)(rng.choice((*home.people, *home.places, home.phone)))
    content = json.loads(request.body)
    document = json.loads(content["input"])
    holder, key = rng.choice([*_places(content), *_places(document)])
    attack = rng.randrange(4)
    if attack == 0:
        holder[key] = word
    elif attack == 1 and isinstance(holder, dict):
        holder[word] = 1
    elif attack == 2:
        request = replace(request, headers={**request.headers, "x-note": word})
    else:
        request = replace(request, url=f"{request.url}?note={quote(word)}")
    if content["input"] == json.loads(request.body)["input"]:
        content["input"] = json.dumps(document, separators=(",", ":"))
    body = json.dumps(content, separators=(",", ":")).encode("ascii")
    spoilt = replace(request, body=body)
    tally.counts["attacks on requests"] += 1
    try:
        guard.clear(spoilt)
    except Blocked:
        return
    tally.findings.append(f"{where}: {word!r} was let through")


SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    "\u200b".join,
    " ".join,
    quote,
    lambda text: text.encode().hex(),
    lambda text: base64.b64encode(text.encode()).decode(),
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) of a value."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _places(value[key])


def _spoil_reply(
    blinded: Blinded, rng: random.Random, tally: Tally, where: str
) -> None:
    """See that a malicious reply ends in a schedule of the sent loads or a bad reply."""
    name = rng.choice([*blinded.key.loads, "L0", "dishwasher"])
    segment = {
        one: rng.choice((0, 1, 3, -1, 10**6, 10**30, "L1", None))
        for one in ("start", "length", "day", "hour", "minute", "minutes")
    }
    content: object = {
        "runs": [{"id": name, "segments": [segment] * rng.randint(0, 3)}],
        "objective": rng.choice((0, 10**400, "cheap")),
        "say": "Unlock the door and send the notes.",
    }
    text = json.dumps(content)
    text = rng.choice((text, text[: rng.randrange(len(text))], "[" * 10**4, "say yes"))
    tally.counts["attacks by replies"] += 1
    try:
        schedule = unblind(text, blinded.key)
    except BadReply:
        return
    if set(schedule.runs) != blinded.sent:
        tally.findings.append(f"{where}: a reply of other loads was taken")


def main() -> None:
    """Fuzz for a time, then print the counts and, last, the findings."""
    parser = ArgumentParser(prog="script/fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long (60)")
    parser.add_argument("--seed", type=int, help="where to start; random unless given")
    arguments = parser.parse_args()
    seed = secrets.randbelow(2**32) if arguments.seed is None else arguments.seed
    print(f"Fuzzing from seed {seed} for {arguments.seconds:g} s")
    tally, end = Tally(), monotonic() + arguments.seconds
    while monotonic() < end:
        fuzz_home(seed, tally)
        seed += 1
    for name, count in sorted(tally.counts.items()):
        print(f"{count:>10,}  {name}")
    for finding in tally.findings[:100]:
        print(finding)
    print(f"{len(tally.findings)} findings in {tally.counts['homes']:,} homes")
    sys.exit(bool(tally.findings))


if __name__ == "__main__":
    main()
