"""Draft, then refine: a verified local draft at once, the cloud behind it.

Acts first: local. Cloud: in the background, after the draft. Chosen for: latency.
"""

from .answer import Answer, Impossible
from .steps import Steps


async def draft_then_refine(steps: Steps) -> Answer | Impossible:
    """Hand out the exact local plan as a draft, then return the refined one."""
    exact = await steps.solve()
    if isinstance(exact, Impossible):
        return exact
    await steps.draft(exact)
    return await steps.choose(exact, await steps.ask_cloud(exact.case))
