"""Take a question from a door to the advisor, and tell the house of the answer."""

import asyncio

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .advisor import DraftHandler, StepHandler
from .const import DOMAIN
from .coordinator import SIGNAL_ADVICE, HushwattConfigEntry
from .vocabulary import Household, Question, Recommendation

REFINE_SECONDS = 20.0


async def async_ask(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    question: Question,
    *,
    household: Household | None = None,
    on_draft: DraftHandler | None = None,
    on_exact: DraftHandler | None = None,
    on_step: StepHandler | None = None,
) -> Recommendation:
    """Return the answer to a question; the handlers get what is known before it.

    All are those of `Advisor.advise`. Raises what the advisor raises.
    """
    recommendation = await entry.runtime_data.advisor.advise(
        question,
        household=household,
        on_draft=on_draft,
        on_exact=on_exact,
        on_step=on_step,
    )
    async_dispatcher_send(hass, SIGNAL_ADVICE, recommendation)
    return recommendation


async def async_ask_within(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    question: Question,
    seconds: float = REFINE_SECONDS,
) -> Recommendation:
    """Return the answer, or after `seconds` the draft if there is one by then.

    The answer that a draft stands for is told of later, with the same
    request id. Raises what the advisor raises.
    """
    drafts: list[Recommendation] = []

    async def keep(draft: Recommendation) -> None:
        """Keep the verified draft."""
        drafts.append(draft)

    task = entry.async_create_background_task(
        hass,
        async_ask(hass, entry, question, on_draft=keep),
        f"{DOMAIN} question",
    )
    try:
        await asyncio.wait({task}, timeout=seconds)
        if task.done() or not drafts:
            return await task
    except asyncio.CancelledError:
        task.cancel()
        raise
    task.add_done_callback(retrieve)
    async_dispatcher_send(hass, SIGNAL_ADVICE, drafts[-1])
    return drafts[-1]


async def async_ask_or_draft(
    hass: HomeAssistant, entry: HushwattConfigEntry, question: Question, seconds: float
) -> Recommendation:
    """Return the answer to a question about appliances, or after `seconds` the exact local one.

    For doors that can say one thing only and have to say it soon. The answer
    that comes later is told of by the event entity, with the same request id.
    Raises what the advisor raises, and TimeoutError when nothing is known by then.
    """
    exact: list[Recommendation] = []

    async def keep(draft: Recommendation) -> None:
        """Keep the exact local answer."""
        exact.append(draft)

    task = entry.async_create_background_task(
        hass, async_ask(hass, entry, question, on_exact=keep), f"{DOMAIN} question"
    )
    try:
        await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if task.done():
        return await task
    if not exact:
        task.cancel()
        raise TimeoutError
    task.add_done_callback(retrieve)
    return exact[-1]


@callback
def retrieve(task: asyncio.Task[Recommendation]) -> None:
    """Take the outcome of a refinement whose draft was given, so that nothing is logged."""
    if not task.cancelled():
        task.exception()
