"""Cross-check: both sides answer the same problem, independently.

Acts first: both at the same time, the home by its model or, without one, by the
solver. Cloud: always, whatever the local answer is. Chosen for: trust.
"""

import asyncio

from .answer import Answer, Impossible
from .steps import Steps


async def cross_check(steps: Steps) -> Answer | Impossible:
    """Return the verified better of two answers that know nothing of each other."""
    exact, proposal, asked = await asyncio.gather(
        steps.solve(), steps.ask_model(steps.case), steps.ask_cloud(steps.case)
    )
    if isinstance(exact, Impossible) or exact.case is not steps.case:
        return exact
    return await steps.compare(exact, proposal, asked)
