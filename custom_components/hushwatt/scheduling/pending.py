"""Which appliances wait to be run, and which run or will run by themselves."""

from ..vocabulary import Appliance, ApplianceStatus as Status, Household

BUSY = frozenset({Status.RUNNING, Status.DELAY_SET})
"""What is placed already: it runs, or its own timer is set."""

DONE = BUSY | {Status.FINISHED}
"""What has nothing to be placed, even when somebody asks."""


def pending(household: Household, *, in_plan: bool = False) -> tuple[str, ...]:
    """Return the subentry ids of the appliances that wait to be run, in their order.

    Those whose entity says ready (the household says finished when a cycle has
    ended since), and of those without such an entity the ones that are assumed
    to be ready; `in_plan` counts all without one, as the action `plan` does. What
    is asked for by name counts too, unless it runs or has finished; that is
    for `build_case` to add.
    """
    return tuple(
        appliance.id
        for appliance in household.appliances
        if _is_pending(household, appliance, in_plan)
    )


def _is_pending(household: Household, appliance: Appliance, in_plan: bool) -> bool:
    """Return whether one appliance waits to be run."""
    status = household.state(appliance.id).status
    if status is Status.UNKNOWN:
        return in_plan or appliance.assume_ready
    return status is Status.READY
