"""Try a cloud model with one tiny request, on the way that every request takes."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from .connections import create_cloud_model
from .models.efforts import allowed_efforts
from .patterns.cloud_leg import CloudLeg
from .patterns.procedures import ProcedureFile
from .patterns.trace import Trace
from .privacy.endpoint import Endpoint
from .privacy.ledger import Ledger
from .procedure_store import procedures_path
from .scheduling.building import Case, build_case
from .vocabulary import Appliance, Degraded, Household, PriceWindow, Tariff

_LOAD: Final = "check"


async def async_check_cloud(
    hass: HomeAssistant, endpoint: Endpoint, ledger: Ledger, budget: float
) -> Degraded | None:
    """Return why a cloud model cannot be used, None when it solved a made-up problem.

    Nothing of the home is in the request. It is blinded, cleared, recorded and
    counted against the monthly budget (USD) like any other.
    """
    endpoint = replace(endpoint, effort=allowed_efforts(endpoint.model)[0])
    model = create_cloud_model(hass, endpoint)
    leg = CloudLeg(
        endpoint=endpoint,
        model=model,
        ledger=ledger,
        private_strings=frozenset,
        budget=budget,
        procedures=ProcedureFile(procedures_path(hass)),
    )
    trace = Trace()
    try:
        schedule = await leg.ask(made_up_case(), trace, hass.async_add_executor_job)
    finally:
        await model.close()
    return None if schedule is not None else trace.codes[-1]


def made_up_case() -> Case:
    """Return the problem of one load and two prices, of no home."""
    now = dt_util.utcnow().replace(second=0, microsecond=0)
    middle, end = now + timedelta(hours=1), now + timedelta(hours=2)
    household = Household(
        now=now,
        timezone=ZoneInfo("UTC"),
        appliances=(Appliance(id=_LOAD, name=_LOAD, duration=30, energy=1.0),),
        states={},
        constraints=(),
        tariff=Tariff(
            windows=(PriceWindow(now, middle, 0.2), PriceWindow(middle, end, 0.1)),
            currency="EUR",
        ),
    )
    return build_case(household, (_LOAD,))
