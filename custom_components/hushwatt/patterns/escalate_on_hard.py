"""Escalate on hard: the cloud is asked only when an exact check says so.

Acts first: local. Cloud: only when the local optimum is not proven. Chosen for:
cost and latency.
"""

from .answer import Answer, Impossible
from .steps import Steps


async def escalate_on_hard(steps: Steps) -> Answer | Impossible:
    """Return the local answer, the cloud's where the local one is not proven best."""
    exact = await steps.solve()
    if isinstance(exact, Impossible) or exact.gap == 0:
        return exact
    return await steps.choose(exact, await steps.ask_cloud(exact.case))
