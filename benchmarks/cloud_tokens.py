"""What a question sends to the cloud: our request against those of core's openai_conversation.

Both are the real bodies, as they arrived at a server that plays OpenAI. Core's
agent is asked the same question in the same home; its model first calls the
tool that reads the home's states, as core's own instructions want, since no
state and no price is in its first request.
"""

from collections.abc import AsyncIterator, Sequence

from homeassistant.components.conversation import async_converse
from homeassistant.core import Context

from .encoding import Measure, measure_of
from .large_home import furnish
from .played import played_models
from .rows import Row, compared
from .running import (
    AGENT,
    CLOUD_MODEL,
    Home,
    add,
    add_core_openai,
    have_notes,
    reference_entry,
    running_home,
)
from .scale import Scale
from custom_components.hushwatt.models.prices import prices_of
from demo import reference_home

FEWER: float = 5


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield the input of a question in tokens and in money."""
    measure = measure_of(CLOUD_MODEL)
    async with played_models() as models, running_home(models) as home:
        furnish(home.hass, scale.entities)
        peer = await add_core_openai(home, models)
        entry = await add(home, reference_entry(models))
        await have_notes(home, entry, reference_home.NOTES)
        ours = counted(measure, await bodies(home, AGENT))
        theirs = counted(measure, await bodies(home, peer))
    what = f"cloud input of a question, {scale.entities} exposed entities"
    assert len(ours) == 1, ours
    yield compared(
        f"{what}, against all that core's openai_conversation sends for it",
        sum(ours),
        sum(theirs),
        unit=measure.unit,
        times=FEWER,
    )
    yield Row(
        name=f"{what}, against the first of core's {len(theirs)} requests",
        ours=sum(ours),
        peer=theirs[0],
        unit=measure.unit,
        ratio=theirs[0] / sum(ours),
    )
    if measure.unit == "tokens":
        price = prices_of(CLOUD_MODEL).input
        yield compared(
            f"the same in money, both at {CLOUD_MODEL}'s list price of ${price:g} a million",
            sum(ours) * price / 1e6 * 100,
            sum(theirs) * price / 1e6 * 100,
            unit="US cents",
            times=FEWER,
        )


async def bodies(home: Home, agent: str) -> Sequence[str]:
    """Return what a question to an agent makes Home Assistant send to the cloud."""
    assert home.models is not None
    await home.models.spent()
    result = await async_converse(
        home.hass,
        reference_home.QUESTION,
        None,
        Context(),
        language="en",
        agent_id=agent,
    )
    assert result.response.error_code is None, result.response.speech
    return (await home.models.spent())["openai"].bodies


def counted(measure: Measure, texts: Sequence[str]) -> Sequence[int]:
    """Return how long each text is."""
    return [measure.count(text) for text in texts]
