"""Sanitize and solve: the cloud solves the blinded problem, code checks it.

Acts first: local. Cloud: always. Chosen for: privacy.
"""

from .answer import Answer, Impossible
from .steps import Steps


async def sanitize_and_solve(steps: Steps) -> Answer | Impossible:
    """Return the cloud's schedule where it stands the checks, else the exact one."""
    exact = await steps.solve()
    if isinstance(exact, Impossible):
        return exact
    return await steps.choose(exact, await steps.ask_cloud(exact.case))
