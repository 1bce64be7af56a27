"""Patterns, faults and languages: whatever fails, whoever acts first, the answer is true in every language.

The whole table is run by `script/test --full`; otherwise every pattern with
every fault, every fault in every language, every pattern in every language.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from itertools import product
import ssl
from typing import Final

import pytest

from .patterns.conftest import MakeLeg
from .scheduling.homes import reference_home
from custom_components.hushwatt import advisor as advisor_module
from custom_components.hushwatt.advisor import Advisor, Settings
from custom_components.hushwatt.grounding.checking import check_wording
from custom_components.hushwatt.grounding.wording import ground
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.vocabulary import (
    Degraded,
    Escalation,
    Household,
    Mode,
    Pattern,
    PlanSource,
    Question,
    Recommendation,
    Verdict,
)
from stand_ins.faults import (
    CLOUD_FAULTS,
    CLOUD_LIES,
    LOCAL_BABBLE,
    LOCAL_FAULTS,
    Fault,
)
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests import full_run
from tests.patterns.conftest import PATIENCE, cloud, local, make_leg

__all__ = ["cloud", "local", "make_leg"]

HASTE: Final = 0.3
SILENT: Final = frozenset({Fault.HANG, Fault.STALL})
QUESTIONS: Final = {
    "en": "Should the dishwasher run now or later?",
    "de": "Soll die Spülmaschine jetzt oder später laufen?",
    "fr": "Faut-il lancer le lave-vaisselle maintenant ou plus tard ?",
    "nl": "Moet de vaatwasser nu of later draaien?",
    "es": "¿Pongo el lavavajillas ahora o más tarde?",
}
NAMES: Final = {
    "en": "Dishwasher",
    "de": "Spülmaschine",
    "fr": "Lave-vaisselle",
    "nl": "Vaatwasser",
    "es": "Lavavajillas",
}
HOME_CODES: Final = {
    **LOCAL_FAULTS,
    **dict.fromkeys(LOCAL_BABBLE, Degraded.LOCAL_INVALID),
}
CLOUD_CODES: Final = {**CLOUD_FAULTS, **CLOUD_LIES}
# Where, what, and the code that says so.
ROWS: Final = [
    ("nowhere", None, None),
    *(("home", fault, Degraded(code)) for fault, code in HOME_CODES.items()),
    *(("cloud", fault, Degraded(code)) for fault, code in CLOUD_CODES.items()),
]


def table() -> list[tuple[Pattern, str, Fault | None, Degraded | None, str]]:
    """Return the cases: the whole table, or one in which every two things meet."""
    patterns, languages = list(Pattern), list(QUESTIONS)
    cases = [
        (pattern, *row, language)
        for (at, pattern), (number, row), language in product(
            enumerate(patterns), enumerate(ROWS), languages
        )
        if full_run() or language == languages[(at + number) % len(languages)]
    ]
    return sorted(cases, key=lambda case: case[0])


@pytest.fixture
async def make_advisor(
    local: OllamaStandIn, make_leg: MakeLeg, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[partial[Advisor]]:
    """Return a maker of the advisor of the reference home in hybrid mode."""
    servers: list[OllamaServer] = []

    def make(pattern: Pattern, language: str, hasty: str) -> Advisor:
        """Return an advisor who waits for an answer that comes, and not for one that does not."""
        at_home = HASTE if hasty == "home" else PATIENCE
        monkeypatch.setattr(advisor_module, "ground", partial(ground, seconds=at_home))
        server = OllamaServer(
            local.url,
            ssl_context=ssl.create_default_context(),
            connect_seconds=at_home,
            seconds=at_home,
        )
        servers.append(server)

        async def read() -> Household:
            """Return the reference home, its dishwasher called as it is in the language."""
            home = reference_home()
            one, *others = home.appliances
            one = replace(one, name=NAMES[language])
            return replace(home, appliances=(one, *others))

        made = Advisor(
            settings=Settings(mode=Mode.HYBRID, pattern=pattern),
            read_household=read,
            run_blocking=asyncio.to_thread,
            local=OllamaModel(server, "gemma4:e4b", seconds=at_home),
            cloud=make_leg(seconds=HASTE if hasty == "cloud" else PATIENCE),
        )
        assert made._local_leg is not None
        made._local_leg = replace(made._local_leg, seconds=at_home)
        return made

    yield make
    for server in servers:
        await server.close()


def assert_true(found: Recommendation, household: Household) -> None:
    """Check that an answer is the reference answer, in words that are true in its language."""
    assert found.verdict is Verdict.RUN_LATER
    assert found.run is not None
    assert f"{found.run.start:%H:%M}-{found.run.end:%H:%M}" == "20:00-21:30"
    assert round(found.run.saving or 0, 3) == 0.276
    assert found.plan is not None
    assert found.plan.verified
    assert found.plan.gap == 0
    assert check_wording(found.answer, found, household) == ()
    assert not found.answer.endswith("?")
    assert "vacuum" not in found.answer.lower()


@pytest.mark.parametrize(("pattern", "where", "fault", "code", "language"), table())
async def test_the_answer_is_true(
    make_advisor: partial[Advisor],
    local: OllamaStandIn,
    cloud: OpenAIStandIn,
    pattern: Pattern,
    where: str,
    fault: Fault | None,
    code: Degraded | None,
    language: str,
) -> None:
    """Its plan, its words, and the code of what went wrong."""
    advisor = make_advisor(pattern, language, where if fault in SILENT else "")
    if where == "home":
        await local.fail(
            fault, at="/api/show" if fault is Fault.REMOTE_MODEL else "/api/chat"
        )
    elif where == "cloud":
        await cloud.fail(fault)
    household = await advisor._read_household()
    found = await advisor.advise(Question(words=QUESTIONS[language], language=language))
    assert_true(found, household)
    assert found.language == language
    assert found.pattern is pattern
    unasked = where == "cloud" and pattern is Pattern.ESCALATE_ON_HARD
    assert set(found.degraded) == (set() if unasked or code is None else {code})
    rejected = (
        pattern is Pattern.ESCALATE_ON_HARD
        and where == "home"
        and fault in LOCAL_BABBLE
    )
    assert found.escalation is (Escalation.MODEL_REJECTED if rejected else None)
    if where != "cloud":
        asked = pattern is not Pattern.ESCALATE_ON_HARD or rejected
        source = PlanSource.CLOUD if asked else PlanSource.SOLVER
        assert found.plan is not None
        assert found.plan.source is source
        assert found.cloud.called is asked
    if pattern is Pattern.CROSS_CHECK:
        compared = {"cloud": False if fault is Fault.DEARER else None}
        assert found.agreed is compared.get(where, True)


async def test_with_neither_model_there_is_still_a_true_answer(
    make_advisor: partial[Advisor], local: OllamaStandIn, cloud: OpenAIStandIn
) -> None:
    """Both codes are told."""
    await local.fail(Fault.REFUSED)
    await cloud.fail(Fault.REFUSED)
    for pattern in Pattern:
        advisor = make_advisor(pattern, "en", "")
        found = await advisor.advise(Question(words=QUESTIONS["en"]))
        assert_true(found, await advisor._read_household())
        codes = {Degraded.LOCAL_UNREACHABLE}
        if pattern is not Pattern.ESCALATE_ON_HARD:
            codes.add(Degraded.CLOUD_UNREACHABLE)
        assert set(found.degraded) == codes
