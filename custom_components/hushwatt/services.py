"""The actions: advice for automations, and what was sent to the cloud for administrators."""

from typing import Final

import voluptuous as vol

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, service

from .advisor import NotOurs
from .appliance_types import fold
from .asking import async_ask_within
from .const import CONF_PATTERN, DOMAIN
from .coordinator import HushwattConfigEntry
from .household.appliances import read_appliances
from .response import as_entry, as_response
from .vocabulary import Pattern, Question

SERVICE_RECOMMEND: Final = "recommend"
SERVICE_PLAN: Final = "plan"
SERVICE_GET_SENT: Final = "get_sent"

ATTR_QUESTION: Final = "question"
ATTR_APPLIANCE: Final = "appliance"
ATTR_LANGUAGE: Final = "language"
ATTR_ALLOW_CLOUD: Final = "allow_cloud"
ATTR_LIMIT: Final = "limit"

DEFAULT_LIMIT: Final = 20
MAXIMUM_LIMIT: Final = 500
MAXIMUM_WORDS: Final = 500

_HOW = {
    vol.Optional(CONF_PATTERN): vol.Coerce(Pattern),
    vol.Optional(ATTR_LANGUAGE): vol.All(cv.string, vol.Length(min=2, max=35)),
    vol.Optional(ATTR_ALLOW_CLOUD, default=True): cv.boolean,
}
_WORDS = vol.All(cv.string, str.strip, vol.Length(min=1, max=MAXIMUM_WORDS))

PLAN_SCHEMA = vol.Schema(_HOW)
RECOMMEND_SCHEMA = vol.All(
    vol.Schema(
        {
            vol.Exclusive(ATTR_QUESTION, "about"): _WORDS,
            vol.Exclusive(ATTR_APPLIANCE, "about"): _WORDS,
            **_HOW,
        }
    ),
    cv.has_at_least_one_key(ATTR_QUESTION, ATTR_APPLIANCE),
)
GET_SENT_SCHEMA = vol.Schema(
    {
        vol.Optional(ATTR_LIMIT, default=DEFAULT_LIMIT): vol.All(
            vol.Coerce(int), vol.Range(min=1, max=MAXIMUM_LIMIT)
        )
    }
)


async def _async_recommend(call: ServiceCall) -> ServiceResponse:
    """Return advice on one appliance, or an answer to a question."""
    entry = _entry(call)
    appliances: tuple[str, ...] = ()
    if ATTR_APPLIANCE in call.data:
        appliances = (_appliance_id(call, entry),)
    return await _async_answer(
        call, entry, words=call.data.get(ATTR_QUESTION), appliances=appliances
    )


async def _async_plan(call: ServiceCall) -> ServiceResponse:
    """Return the plan of all appliances at once."""
    return await _async_answer(call, _entry(call))


async def _async_get_sent(call: ServiceCall) -> ServiceResponse:
    """Return what was sent to the cloud, the newest first, with the exact bodies."""
    try:
        sent = await _entry(call).runtime_data.ledger.entries()
    except OSError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="ledger_unreadable"
        ) from error
    return {"entries": [as_entry(entry) for entry in sent[: call.data[ATTR_LIMIT]]]}


async def _async_answer(
    call: ServiceCall,
    entry: HushwattConfigEntry,
    *,
    words: str | None = None,
    appliances: tuple[str, ...] = (),
) -> ServiceResponse:
    """Ask, and return the answer as the response of an action."""
    question = Question(
        words=words,
        appliances=appliances,
        pattern=call.data.get(CONF_PATTERN),
        language=call.data.get(ATTR_LANGUAGE, call.hass.config.language),
        allow_cloud=call.data[ATTR_ALLOW_CLOUD],
    )
    try:
        return as_response(await async_ask_within(call.hass, entry, question))
    except NotOurs as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="question_not_understood"
        ) from error


def _entry(call: ServiceCall) -> HushwattConfigEntry:
    """Return the home's entry; raise ServiceValidationError unless it is loaded."""
    entry: HushwattConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, None)
    return entry


def _appliance_id(call: ServiceCall, entry: HushwattConfigEntry) -> str:
    """Return the one appliance that is meant; raise ServiceValidationError."""
    asked: str = call.data[ATTR_APPLIANCE]
    if asked in entry.subentries:
        return asked
    found = [
        appliance.id
        for appliance in read_appliances(call.hass, entry)
        if fold(asked) in map(fold, (appliance.name, *appliance.aliases))
    ]
    if len(found) == 1:
        return found[0]
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="appliance_ambiguous" if found else "appliance_unknown",
        translation_placeholders={"appliance": asked},
    )


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_RECOMMEND,
        _async_recommend,
        schema=RECOMMEND_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_PLAN,
        _async_plan,
        schema=PLAN_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    service.async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_GET_SENT,
        _async_get_sent,
        schema=GET_SENT_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
