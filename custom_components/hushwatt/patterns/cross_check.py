"""Cross-check: both sides answer the same problem, independently.

Acts first: both. Cloud: always, whatever the local answer is. Chosen for: trust.
"""

import asyncio

from .answer import Answer, Impossible
from .steps import Steps


async def cross_check(steps: Steps) -> Answer | Impossible:
    """Return the verified better of two answers that know nothing of each other."""
    exact, asked = await asyncio.gather(steps.solve(), steps.ask_cloud(steps.case))
    if isinstance(exact, Impossible):
        return exact
    return await steps.choose(exact, asked if exact.case is steps.case else None)
