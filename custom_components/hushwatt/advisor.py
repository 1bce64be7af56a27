"""The advisor: one object, and one way of a question through the rooms."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from .grounding.describing import describe_constraint
from .grounding.saying import say
from .grounding.wording import ground
from .locally import advise_on_all
from .models.protocol import LocalModel, LocalModelError
from .patterns import PATTERNS
from .patterns.answer import Answer, Impossible
from .patterns.cloud_leg import CloudLeg
from .patterns.local_leg import LocalLeg
from .patterns.steps import DearerPlan, Steps
from .patterns.trace import Trace
from .privacy.ledger import RunBlocking
from .recommending import recommend, without_tariff
from .scheduling.building import Case, build_case
from .understanding import (
    NOT_OURS,
    Ask,
    AskKind,
    understand,
    understand_by_model,
)
from .vocabulary import (
    Degraded,
    Household,
    Mode,
    Pattern,
    PrivacyLevel,
    Question,
    Recommendation,
)

type StepHandler = Callable[[str], None]
type DraftHandler = Callable[[Recommendation], Awaitable[None]]
type HandOut = Callable[[Answer | Impossible], Awaitable[None]]
type ReadHousehold = Callable[[], Awaitable[Household]]


UNDERSTANDING_SECONDS: Final = 4.0
"""So long a model may take to tell what is asked; then somebody else is asked."""


class NotOurs(Exception):
    """The words ask for something else than advice on running an appliance."""

    def __init__(self, ask: Ask) -> None:
        """Keep what was understood, for the door that can answer it."""
        super().__init__(ask.kind.value)
        self.ask = ask


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a home has chosen."""

    mode: Mode = Mode.BUILT_IN
    pattern: Pattern = Pattern.SANITIZE_AND_SOLVE
    dearer_plan: DearerPlan = DearerPlan.REPLACE


ADVICE = frozenset(
    {AskKind.ADVISE, AskKind.WHEN, AskKind.PLAN, AskKind.COST, AskKind.WHAT_IF}
)


class Advisor:
    """Answers questions; knows Home Assistant only through what it is given."""

    def __init__(
        self,
        *,
        settings: Settings,
        read_household: ReadHousehold,
        run_blocking: RunBlocking,
        local: LocalModel | None = None,
        cloud: CloudLeg | None = None,
    ) -> None:
        """Take the readers and the models; a missing model is None."""
        self._settings = settings
        self._read_household = read_household
        self._run_blocking = run_blocking
        self._local = local
        self._cloud = cloud
        self._last: Mapping[str, Recommendation] = {}
        level = PrivacyLevel.BLINDED if cloud is None else cloud.level
        self._local_leg = None if local is None else LocalLeg(model=local, level=level)

    async def advise(
        self,
        question: Question,
        *,
        household: Household | None = None,
        on_draft: DraftHandler | None = None,
        on_exact: DraftHandler | None = None,
        on_step: StepHandler | None = None,
    ) -> Recommendation:
        """Return the answer to a question, its words included.

        `household` is the home where it was read just now, by `understand`.
        Before the answer, `on_draft` is told of a verified draft, where the pattern gives
        one that is to be heard at once, and `on_exact` of the exact local answer,
        which can be given should time run out; both by templates. `on_step` is
        told of the steps by their names as they are begun. Raises NotOurs
        for words that ask for something else.
        """
        trace = Trace(on_step=on_step)
        with trace.step("household"):
            household = household or await self._read_household()
        question = await self._resolve(question, household)
        pattern = question.pattern or self._settings.pattern
        self._note_missing(question, household, trace)
        if household.tariff is None:
            blank = without_tariff(household, question, pattern, trace)
            return await self._ground(blank, household, trace)
        with trace.step("problem"):
            case = await self._run_blocking(
                build_case, household, question.appliances, question.constraints
            )
        if case.prices_until is not None:
            trace.lacked(Degraded.PRICES_END)

        def handing(handler: DraftHandler | None) -> HandOut | None:
            """Return what words an answer and hands it to a handler."""
            if handler is None:
                return None

            async def hand_out(answer: Answer | Impossible) -> None:
                """Word a draft and hand it out."""
                draft = await self._run_blocking(
                    recommend, answer, household, question, pattern, trace
                )
                draft = replace(draft, draft=True)
                await handler(_with_words(draft, household, say(draft, household)))

            return hand_out

        steps = self._steps(case, question, trace)
        answer = await PATTERNS[pattern](
            replace(steps, on_draft=handing(on_draft), on_exact=handing(on_exact))
        )
        found = await self._run_blocking(
            recommend, answer, household, question, pattern, trace
        )
        return await self._ground(found, household, trace)

    async def refresh(self) -> Mapping[str, Recommendation]:
        """Return advice on every appliance by subentry id: local, exact, by templates."""
        household = await self._read_household()
        self._last = await self._run_blocking(
            advise_on_all, household, self._settings.pattern, self._last
        )
        return self._last

    async def understand(self, words: str, language: str) -> tuple[Ask, Household]:
        """Return what words ask for, and the home as it is now."""
        household = await self._read_household()
        ask = await self._run_blocking(
            understand, words, language, household.appliances, household.now
        )
        return ask, household

    async def understand_by_model(
        self,
        words: str,
        language: str,
        household: Household,
        *,
        seconds: float = UNDERSTANDING_SECONDS,
        talking: bool = False,
    ) -> Ask:
        """Return what the local model takes words for that no template understood.

        NOT_OURS where there is no model, and for all that is not surely ours;
        `talking` tells that advice was given in the same conversation.
        """
        if self._local is None:
            return NOT_OURS
        return await understand_by_model(
            words,
            language,
            household.appliances,
            household.now,
            self._local,
            seconds=seconds,
            talking=talking,
        )

    async def warm(self) -> None:
        """Have the local model loaded, for a question that is about to come."""
        if self._local is not None:
            with suppress(LocalModelError):
                await self._local.warm()

    async def _resolve(self, question: Question, household: Household) -> Question:
        """Return the question with its words turned into appliances and constraints."""
        if question.words is None:
            return question
        ask = await self._run_blocking(
            understand,
            question.words,
            question.language,
            household.appliances,
            household.now,
        )
        if ask.kind is AskKind.NOT_OURS:
            ask = await self.understand_by_model(
                question.words, question.language, household
            )
        if ask.kind not in ADVICE:
            raise NotOurs(ask)
        if ask.kind is not AskKind.PLAN and len(ask.appliances) != 1:
            raise NotOurs(ask)
        return replace(
            question,
            appliances=ask.appliances,
            constraints=(*question.constraints, *ask.constraints),
            allow_cloud=question.allow_cloud and ask.allow_cloud,
        )

    def _note_missing(
        self, question: Question, household: Household, trace: Trace
    ) -> None:
        """Note what this home or this question goes without."""
        if household.unread_notes:
            trace.lacked(Degraded.NOTES_UNREAD)
        if self._cloud is None:
            trace.lacked(Degraded.NO_CLOUD)
        elif not question.allow_cloud:
            trace.lacked(Degraded.CLOUD_NOT_ALLOWED)

    def _steps(self, case: Case, question: Question, trace: Trace) -> Steps:
        """Return the steps that a pattern may arrange for this question."""
        return Steps(
            case=case,
            trace=trace,
            run_blocking=self._run_blocking,
            cloud=self._cloud if question.allow_cloud else None,
            local=self._local_leg,
            dearer_plan=self._settings.dearer_plan,
        )

    async def _ground(
        self, recommendation: Recommendation, household: Household, trace: Trace
    ) -> Recommendation:
        """Return the recommendation in words that were checked."""
        with trace.step("wording"):
            grounded = await ground(recommendation, household, self._local)
        trace.lacked(*grounded.degraded)
        return _with_words(
            replace(
                recommendation,
                degraded=tuple(trace.codes),
                cloud=trace.cloud,
                seconds=dict(trace.seconds),
            ),
            household,
            grounded.text,
        )


def _with_words(
    recommendation: Recommendation, household: Household, text: str
) -> Recommendation:
    """Return a recommendation with its text and its conflicts in words."""
    names = {one.id: one.name for one in household.appliances}
    return replace(
        recommendation,
        answer=text,
        conflict_words=tuple(
            describe_constraint(one, names, recommendation.language)
            for one in recommendation.conflicts
        ),
    )
