"""Appliances that the home already has, to be offered in the appliance form."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from homeassistant.components.energy.data import async_get_manager
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN, SensorDeviceClass
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .appliance_types import ApplianceType, guess_type

# Integrations whose devices are mostly what a person would ask about: machines, chargers, cars, boilers, vacuums.
APPLIANCE_PLATFORMS = frozenset(
    {
        "aosmith",
        "blue_current",
        "easee",
        "econet",
        "ecovacs",
        "home_connect",
        "home_connect_alt",
        "keba",
        "laundrify",
        "lg_thinq",
        "miele",
        "ohme",
        "openevse",
        "peblar",
        "renault",
        "roborock",
        "romy",
        "roomba",
        "sharkiq",
        "smartthings",
        "tesla_fleet",
        "tesla_wall_connector",
        "teslemetry",
        "tessie",
        "v2c",
        "volvo",
        "wallbox",
        "whirlpool",
        "zaptec",
    }
)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An appliance that the form can be filled in from.

    `key` names it in the form; ids are those of Home Assistant's registries.
    """

    key: str
    name: str
    kind: ApplianceType
    device_id: str | None = None
    power_entity: str | None = None


async def async_find_candidates(
    hass: HomeAssistant, taken: Collection[str]
) -> list[Candidate]:
    """Return what the Energy dashboard counts and what known integrations bring.

    `taken` are device ids and power entities that are appliances already.
    """
    found: dict[str, Candidate] = {}
    for candidate in (*await _async_from_energy(hass), *_from_devices(hass)):
        used = {candidate.device_id, candidate.power_entity} - {None}
        if not used & set(taken) and not any(
            used & {other.device_id, other.power_entity} for other in found.values()
        ):
            found[candidate.key] = candidate
    return sorted(found.values(), key=_most_likely_first)


@callback
def async_device_candidate(hass: HomeAssistant, device_id: str) -> Candidate | None:
    """Return a device as a candidate, None when it is gone."""
    device = dr.async_get(hass).async_get(device_id)
    if device is None:
        return None
    name = device.name_by_user or device.name or ""
    model = device.model if isinstance(device, dr.DeviceEntry) else None
    return Candidate(
        key=f"device_{device_id}",
        name=name,
        kind=guess_type(f"{name} {model or ''}"),
        device_id=device_id,
        power_entity=_power_entity(hass, device_id),
    )


async def _async_from_energy(hass: HomeAssistant) -> list[Candidate]:
    """Return the devices that the Energy dashboard counts."""
    if "energy" not in hass.config.components:
        return []
    preferences = (await async_get_manager(hass)).data
    if preferences is None:
        return []
    return [
        candidate
        for consumer in preferences.get("device_consumption", ())
        if (
            candidate := _from_statistic(
                hass,
                consumer["stat_consumption"],
                consumer.get("name"),
                consumer.get("stat_rate"),
            )
        )
    ]


def _from_statistic(
    hass: HomeAssistant, statistic: str, name: str | None, rate: str | None
) -> Candidate | None:
    """Return a counted device, None when nothing but its counter is left."""
    entry = er.async_get(hass).async_get(statistic)
    if entry is not None and entry.device_id is not None:
        candidate = async_device_candidate(hass, entry.device_id)
        if candidate is not None:
            name = name or candidate.name
            return Candidate(
                key=candidate.key,
                name=name,
                kind=guess_type(f"{name} {candidate.name}"),
                device_id=candidate.device_id,
                power_entity=rate or candidate.power_entity,
            )
    state = hass.states.get(statistic)
    if state is None:
        return None
    name = name or state.name
    return Candidate(
        key=f"energy_{statistic}", name=name, kind=guess_type(name), power_entity=rate
    )


def _from_devices(hass: HomeAssistant) -> Iterator[Candidate]:
    """Yield the devices of integrations that bring household appliances."""
    entities = er.async_get(hass)
    for device in dr.async_get(hass).devices:
        platforms = {
            entry.platform for entry in er.async_entries_for_device(entities, device.id)
        }
        if device.disabled or not platforms & APPLIANCE_PLATFORMS:
            continue
        candidate = async_device_candidate(hass, device.id)
        if candidate is not None and candidate.name:
            yield candidate


def _power_entity(hass: HomeAssistant, device_id: str) -> str | None:
    """Return the power sensor of a device when it has exactly one."""
    found = [
        entry.entity_id
        for entry in er.async_entries_for_device(er.async_get(hass), device_id)
        if entry.domain == SENSOR_DOMAIN
        and SensorDeviceClass.POWER in (entry.device_class, entry.original_device_class)
    ]
    return found[0] if len(found) == 1 else None


def _most_likely_first(candidate: Candidate) -> tuple[bool, str]:
    """Order candidates: appliances that can wait before all else, then by name."""
    return candidate.kind is ApplianceType.OTHER, candidate.name.casefold()
