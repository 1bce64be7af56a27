"""What helps to find a fault: kinds, counts and times, and not one word of the home."""

from collections import Counter
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from .const import (
    CONF_AVAILABILITY_ENTITY,
    CONF_CLOUD,
    CONF_DEVICE,
    CONF_EFFORT,
    CONF_ENDPOINT,
    CONF_LOCAL,
    CONF_MODE,
    CONF_MODEL,
    CONF_POWER_ENTITY,
    CONF_PRICE_SOURCE,
    CONF_PROVIDER,
    CONF_SECONDS,
    CONF_STATE_ENTITY,
    CONF_TOKENS_PER_SECOND,
    CONF_URL,
    DEFAULT_MODEL,
    DOMAIN,
    SUBENTRY_APPLIANCE,
)
from .coordinator import HushwattConfigEntry
from .household.notes_store import NotesStore
from .models.address import is_home_address
from .models.prices import PRICES
from .vocabulary import Household, Recommendation

# Options that are a choice or a number; the others name something of the home.
_PLAIN_OPTIONS = frozenset(
    {
        "base_load",
        "dearer_plan",
        "input_price",
        "minimum_segment",
        "monthly_budget",
        "morning",
        "output_price",
        "pattern",
        "power_limit",
        "privacy",
    }
)


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: HushwattConfigEntry
) -> dict[str, Any]:
    """Return the diagnostics of a home."""
    integration = await async_get_integration(hass, DOMAIN)
    data = entry.runtime_data
    return {
        "version": str(integration.version),
        "entry_version": f"{entry.version}.{entry.minor_version}",
        "mode": entry.data[CONF_MODE],
        "options": {k: v for k, v in entry.options.items() if k in _PLAIN_OPTIONS},
        "prices": _prices(entry, data.reader.last),
        "local": _local(entry),
        "cloud": _cloud(entry),
        "appliances": _appliances(entry, data.reader.last),
        "notes": _notes(data.notes),
        "ledger": _ledger(entry),
        "plan_is_current": data.coordinator.last_update_success,
        "last_question": _question(data.spending.last_advice),
    }


def _prices(entry: HushwattConfigEntry, household: Household | None) -> dict[str, Any]:
    """Return where prices come from, and how many are known until when."""
    source = entry.data.get(CONF_PRICE_SOURCE) or {}
    tariff = household.tariff if household else None
    known = {"kind": source.get("kind"), "family": source.get("family")}
    if tariff is None:
        return {**known, "windows": 0}
    return {
        **known,
        "windows": len(tariff.windows),
        "export_windows": len(tariff.export_windows),
        "currency": tariff.currency,
        "taxes_included": tariff.taxes_included,
        "known_until": tariff.windows[-1].end.isoformat() if tariff.windows else None,
    }


def _local(entry: HushwattConfigEntry) -> dict[str, Any] | None:
    """Return what is known of the model at home, but for its name and address."""
    local = entry.data.get(CONF_LOCAL)
    if local is None:
        return None
    return {
        "default_model": local[CONF_MODEL] == DEFAULT_MODEL,
        "at_home": is_home_address(local[CONF_URL]),
        CONF_TOKENS_PER_SECOND: local.get(CONF_TOKENS_PER_SECOND),
        CONF_SECONDS: local.get(CONF_SECONDS),
    }


def _cloud(entry: HushwattConfigEntry) -> dict[str, Any] | None:
    """Return what is known of the cloud model, but for its key, address and own name."""
    cloud = entry.data.get(CONF_CLOUD)
    if cloud is None:
        return None
    return {
        CONF_PROVIDER: cloud[CONF_PROVIDER],
        CONF_MODEL: cloud[CONF_MODEL] if cloud[CONF_MODEL] in PRICES else None,
        CONF_EFFORT: cloud.get(CONF_EFFORT),
        "own_address": CONF_ENDPOINT in cloud,
    }


def _appliances(
    entry: HushwattConfigEntry, household: Household | None
) -> list[dict[str, Any]]:
    """Return what is known of each appliance, without names and ids."""
    found = []
    for subentry in entry.get_subentries_of_type(SUBENTRY_APPLIANCE):
        appliance_id = subentry.subentry_id
        advice = entry.runtime_data.coordinator.data.get(appliance_id)
        known: dict[str, Any] = {
            key: key in subentry.data
            for key in (
                CONF_DEVICE,
                CONF_AVAILABILITY_ENTITY,
                CONF_STATE_ENTITY,
                CONF_POWER_ENTITY,
            )
        }
        if household is not None:
            appliance = household.appliance(appliance_id)
            known |= {
                "duration": appliance.duration,
                "energy": appliance.energy,
                "phases": len(appliance.phases),
                "figure_source": appliance.figure_source,
                "interruptible": appliance.interruptible,
                "rules": [rule.kind for rule in appliance.constraints],
                "status": household.state(appliance_id).status,
            }
        if advice is not None:
            known |= {"verdict": advice.verdict, "reason": advice.reason}
        found.append(known)
    return found


def _notes(notes: NotesStore) -> dict[str, Any]:
    """Return how many notes there are, and what kinds of thing they demand."""
    readings = [one.reading for one in notes.open_notes() if one.reading is not None]
    return {
        "all": len(notes.notes),
        "open": len(notes.open_notes()),
        "unread": len(notes.unread()),
        "unreadable": notes.unreadable,
        "readers": dict(Counter(reading.reader for reading in readings)),
        "questions": dict(Counter(r.question for r in readings if r.question)),
        "demands": dict(
            Counter(demand.kind for r in readings for demand in r.constraints)
        ),
    }


def _question(advice: Recommendation | None) -> dict[str, Any] | None:
    """Return how the last question was answered, and the seconds of each step; None before one."""
    if advice is None:
        return None
    return {
        "pattern": advice.pattern,
        "verdict": advice.verdict,
        "reason": advice.reason,
        "plan_source": advice.plan.source if advice.plan else None,
        "degraded": list(advice.degraded),
        "cloud_called": advice.cloud.called,
        "seconds": {step: round(took, 4) for step, took in advice.seconds.items()},
    }


def _ledger(entry: HushwattConfigEntry) -> dict[str, Any] | None:
    """Return this month's sums, None when the ledger cannot be read."""
    month = entry.runtime_data.spending.data
    if month is None:
        return None
    return {"calls": month.calls, "blocked": month.blocked, "cost_usd": month.cost}
