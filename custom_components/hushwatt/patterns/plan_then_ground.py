"""Plan, then ground: the cloud says how a kind of problem is solved, home does it.

Acts first: cloud. Cloud: once per kind of problem, kept after that; it sees no
number of this home. Chosen for: the strongest privacy.
"""

from .answer import Answer, Impossible
from .steps import Steps


async def plan_then_ground(steps: Steps) -> Answer | Impossible:
    """Return what the cloud's procedure makes of the problem, else the exact schedule."""
    exact = await steps.solve()
    if isinstance(exact, Impossible):
        return exact
    procedure = await steps.ask_procedure(exact.case)
    if procedure is None:
        return exact
    return await steps.choose(exact, await steps.carry_out(procedure, exact.case))
