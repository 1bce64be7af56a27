"""The fuzzer: as many homes and attacks as fit into a time, and what was found.

Every home is sent at both levels; whatever the guard lets through is scanned by
code that shares nothing with it. Every request is then spoilt, as a faulty
library or an attacker within the process would, and the guard must block it;
so must what a library hands to the socket. Every reply is spoilt too, and must
end in a schedule, or in a bad reply and a clean retry. The notes are read by a
local model that does an attacker's will, and servers and models pretend to be
at home.
"""

from argparse import ArgumentParser
import asyncio
import random
import secrets
import sys
from time import monotonic

from .adversaries import nasty_home
from .elsewhere import try_elsewhere
from .homes import Home, make_home, with_constraints
from .hostile import HostileModel
from .scanner import findings
from .spoiling import spoil_procedure, spoil_reply, spoil_request, spoil_wire
from .tally import Tally
from custom_components.hushwatt.notes import ReadingContext, compile_notes
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.blocked import Blocked
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.privacy.envelope import build_request
from custom_components.hushwatt.privacy.guard import Guard
from custom_components.hushwatt.privacy.reply import RetryRule
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import PrivacyLevel

ENDPOINT = Endpoint(
    provider=Provider.OPENAI,
    model="gpt-5.4",
    api_key="sk-fuzz",
    effort=Effort.MEDIUM,
)
LEVELS = (PrivacyLevel.BLINDED, PrivacyLevel.READABLE)


def fuzz_home(seed: int, tally: Tally) -> None:
    """Try one ordinary and one nasty home, and one with a hostile model, all named by a seed."""
    for make in (make_home, nasty_home, tricked_home):
        rng = random.Random(seed)
        home = make(rng)
        tally.counts["homes"] += 1
        for level in LEVELS:
            where = f"seed {seed}, {make.__name__}, {level}"
            _try_level(home, level, rng, tally, where)
    rng = random.Random(seed)
    spoil_procedure(rng, tally, f"seed {seed}")
    try_elsewhere(rng, tally, f"seed {seed}")


def tricked_home(rng: random.Random) -> Home:
    """Return a home whose notes were read by a local model that does an attacker's will."""
    home = make_home(rng)
    household = home.household
    context = ReadingContext(
        appliances=household.appliances,
        timezone=household.timezone,
        morning=household.morning,
        language=home.language,
    )
    model = HostileModel(home, rng)
    readings = asyncio.run(compile_notes(home.notes, context, model, cached={}))
    read = [one for reading in readings.values() for one in reading.constraints]
    return with_constraints(home, read)


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
        tally.found(where, f"blocked for {blocked.objection}")
        return
    tally.counts["sent"] += 1
    tally.counts["bytes"] += len(cleared.body)
    for one in findings(request, home.private_strings):
        tally.found(where, one)
    spoil_request(request, guard, home, rng, tally, where)
    spoil_wire(cleared, home, rng, tally, where)
    spoil_reply(blinded, ENDPOINT, home, rng, tally, where)


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
