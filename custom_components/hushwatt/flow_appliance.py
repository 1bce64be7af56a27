"""Add and change the appliances of a home."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

import voluptuous as vol

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN, SensorDeviceClass
from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    DeviceSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    ObjectSelector,
    ObjectSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)

from .appliance_types import TYPICAL_CYCLES, ApplianceType, fold
from .candidates import Candidate, async_device_candidate, async_find_candidates
from .const import (
    CONF_ALIASES,
    CONF_ASSUME_READY,
    CONF_AVAILABILITY_ENTITY,
    CONF_BATTERY_ENTITY,
    CONF_BATTERY_SIZE,
    CONF_BATTERY_TARGET,
    CONF_CHARGE_POWER,
    CONF_DELAY_STEP,
    CONF_DEVICE,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_INTERRUPTIBLE,
    CONF_NOISY,
    CONF_PHASES,
    CONF_POWER_ENTITY,
    CONF_QUIET_FROM,
    CONF_QUIET_UNTIL,
    CONF_READY_BY,
    CONF_STATE_ENTITY,
    SUBENTRY_APPLIANCE,
)
from .household.cycles.book import async_learn_appliance
from .household.cycles.programmes import Programme
from .household.figures import LEAST_CONFIDENCE
from .speaking import async_sentence

CONF_START_FROM: Final = "start_from"
START_DEVICE: Final = "device"
SECTION_RULES: Final = "rules"
SECTION_ENTITIES: Final = "entities"
SECTION_PROFILE: Final = "profile"
SECTION_BATTERY: Final = "battery"
SECTIONS: Final = (
    SECTION_RULES,
    SECTION_ENTITIES,
    SECTION_PROFILE,
    SECTION_BATTERY,
)

# A recorder on a small machine answers within this, or is not waited for.
LEARN_SECONDS: Final = 8.0
MAXIMUM_NAME: Final = 60
MAXIMUM_MINUTES: Final = 1440
MAXIMUM_POWER: Final = 50.0


def _number(
    minimum: float, maximum: float, unit: str, step: float | None = None
) -> NumberSelector:
    """Return a field for an amount; any step when none is given."""
    return NumberSelector(
        NumberSelectorConfig(
            min=minimum,
            max=maximum,
            step=step or "any",
            unit_of_measurement=unit,
            mode=NumberSelectorMode.BOX,
        )
    )


MINUTES_SELECTOR = _number(1, MAXIMUM_MINUTES, "min", 1)
ENERGY_SELECTOR = _number(0.01, 200, "kWh")

RULES_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_READY_BY): TimeSelector(),
        vol.Optional(CONF_QUIET_FROM): TimeSelector(),
        vol.Optional(CONF_QUIET_UNTIL): TimeSelector(),
        vol.Optional(CONF_INTERRUPTIBLE, default=False): BooleanSelector(),
        vol.Optional(CONF_NOISY, default=False): BooleanSelector(),
        vol.Optional(CONF_DELAY_STEP): _number(1, 720, "min", 1),
    }
)
ENTITIES_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_DEVICE): DeviceSelector(),
        vol.Optional(CONF_AVAILABILITY_ENTITY): EntitySelector(
            EntitySelectorConfig(
                domain=["binary_sensor", "sensor", "switch", "input_boolean"]
            )
        ),
        vol.Optional(CONF_STATE_ENTITY): EntitySelector(
            EntitySelectorConfig(
                domain=["sensor", "binary_sensor", "switch", "vacuum", "input_select"]
            )
        ),
        vol.Optional(CONF_POWER_ENTITY): EntitySelector(
            EntitySelectorConfig(
                domain=SENSOR_DOMAIN, device_class=SensorDeviceClass.POWER
            )
        ),
        vol.Optional(CONF_ASSUME_READY, default=False): BooleanSelector(),
    }
)
PROFILE_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_PHASES): ObjectSelector(
            ObjectSelectorConfig(
                multiple=True,
                label_field="minutes",
                description_field="power",
                translation_key="phases",
                fields={
                    "minutes": {"selector": MINUTES_SELECTOR, "required": True},
                    "power": {
                        "selector": _number(0, MAXIMUM_POWER, "kW"),
                        "required": True,
                    },
                },
            )
        )
    }
)
BATTERY_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_BATTERY_SIZE): _number(0.1, 500, "kWh"),
        vol.Optional(CONF_BATTERY_ENTITY): EntitySelector(
            EntitySelectorConfig(
                domain=SENSOR_DOMAIN, device_class=SensorDeviceClass.BATTERY
            )
        ),
        vol.Optional(CONF_BATTERY_TARGET): _number(1, 100, "%", 1),
        vol.Optional(CONF_CHARGE_POWER): _number(0.1, MAXIMUM_POWER, "kW"),
    }
)
DETAILS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Optional(CONF_ALIASES): TextSelector(TextSelectorConfig(multiple=True)),
        vol.Optional(CONF_DURATION): MINUTES_SELECTOR,
        vol.Optional(CONF_ENERGY): ENERGY_SELECTOR,
        vol.Required(SECTION_RULES): section(RULES_SCHEMA, {"collapsed": True}),
        vol.Required(SECTION_ENTITIES): section(ENTITIES_SCHEMA, {"collapsed": True}),
        vol.Required(SECTION_PROFILE): section(PROFILE_SCHEMA, {"collapsed": True}),
        vol.Required(SECTION_BATTERY): section(BATTERY_SCHEMA, {"collapsed": True}),
    }
)


class ApplianceFlow(ConfigSubentryFlow):
    """Describe one appliance, from a device or by hand."""

    def __init__(self) -> None:
        """Start with nothing proposed."""
        super().__init__()
        self._suggested: dict[str, Any] = {}

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask what to start from: an appliance that was found, or a kind of appliance."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        candidates = await async_find_candidates(self.hass, self._taken())
        if user_input is not None:
            choice = user_input[CONF_START_FROM]
            if choice == START_DEVICE:
                return await self.async_step_device()
            found = next((one for one in candidates if one.key == choice), None)
            return await self._async_propose(found, found.kind if found else choice)
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {vol.Required(CONF_START_FROM): _start_selector(candidates)}
                ),
                {CONF_START_FROM: candidates[0].key} if candidates else None,
            ),
        )

    async def async_step_device(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for a device that was not found to be an appliance by itself."""
        errors: dict[str, str] = {}
        if user_input is not None:
            device_id = user_input[CONF_DEVICE]
            found = async_device_candidate(self.hass, device_id)
            if found is None:
                errors[CONF_DEVICE] = "device_missing"
            elif device_id in self._taken():
                errors[CONF_DEVICE] = "device_taken"
            else:
                return await self._async_propose(found, found.kind)
        return self.async_show_form(
            step_id="device",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Required(CONF_DEVICE): DeviceSelector()}), user_input
            ),
            errors=errors,
        )

    async def async_step_details(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for, or confirm, what is known of the appliance."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._check(user_input)
            if not errors:
                return self.async_create_entry(
                    title=user_input[CONF_NAME].strip(), data=as_data(user_input)
                )
        return self._show("details", user_input or self._suggested, errors)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change what is known of an appliance."""
        subentry = self._get_reconfigure_subentry()
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._check(user_input, but=subentry.subentry_id)
            if not errors:
                return self.async_update_and_abort(
                    self._get_entry(),
                    subentry,
                    title=user_input[CONF_NAME].strip(),
                    data=as_data(user_input),
                )
        known = as_form({CONF_NAME: subentry.title, **subentry.data})
        return self._show("reconfigure", user_input or known, errors)

    async def _async_learned(self, found: Candidate | None) -> dict[str, Any]:
        """Return the figures that the past of a candidate shows, if it shows any."""
        if found is None:
            return {}
        form = {CONF_DEVICE: found.device_id, CONF_POWER_ENTITY: found.power_entity}
        learned: dict[str, tuple[Programme, ...]] = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(LEARN_SECONDS):
                learned = await async_learn_appliance(self.hass, form)
        usual = next((one[0] for one in learned.values() if one), None)
        if usual is None or usual.confidence < LEAST_CONFIDENCE:
            return {}
        if not usual.energy:
            return {CONF_DURATION: usual.duration}
        return {CONF_DURATION: usual.duration, CONF_ENERGY: round(usual.energy, 2)}

    async def _async_propose(
        self, found: Candidate | None, kind: str
    ) -> SubentryFlowResult:
        """Go on to the form, with what is known and usual filled in."""
        self._suggested = suggest(found, kind)
        self._suggested.update(await self._async_learned(found))
        if found is None and kind != ApplianceType.OTHER:
            name = await async_sentence(self.hass, self.hass.config.language, kind)
            if fold(name).strip() not in self._names():
                self._suggested[CONF_NAME] = name
        return await self.async_step_details()

    def _show(
        self, step_id: str, suggested: Mapping[str, Any], errors: dict[str, str]
    ) -> SubentryFlowResult:
        """Show the form of an appliance."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(DETAILS_SCHEMA, suggested),
            errors=errors,
        )

    def _taken(self) -> set[str]:
        """Return the devices and power entities that are appliances already."""
        return {
            value
            for subentry in self._get_entry().get_subentries_of_type(SUBENTRY_APPLIANCE)
            for key in (CONF_DEVICE, CONF_POWER_ENTITY)
            if (value := subentry.data.get(key))
        }

    def _names(self, but: str | None = None) -> set[str]:
        """Return the folded names and aliases of all appliances but one."""
        return {
            fold(name).strip()
            for subentry in self._get_entry().get_subentries_of_type(SUBENTRY_APPLIANCE)
            if subentry.subentry_id != but
            for name in (subentry.title, *subentry.data.get(CONF_ALIASES, ()))
        }

    def _check(self, form: Mapping[str, Any], but: str | None = None) -> dict[str, str]:
        """Return what is wrong with a form; `but` is the appliance that it changes."""
        return {
            **_check_names(form, self._names(but)),
            **_check_figures(form),
            **_check_rules(form),
        }


def suggest(candidate: Candidate | None, kind: str) -> dict[str, Any]:
    """Return a form with what a candidate tells and what its kind usually needs."""
    cycle = TYPICAL_CYCLES[ApplianceType(kind)]
    form: dict[str, Any] = {
        CONF_DURATION: cycle.minutes,
        CONF_ENERGY: cycle.energy,
        SECTION_RULES: {
            CONF_INTERRUPTIBLE: cycle.interruptible,
            CONF_NOISY: cycle.noisy,
        },
    }
    if candidate is not None:
        form[CONF_NAME] = candidate.name
        form[SECTION_ENTITIES] = {
            CONF_DEVICE: candidate.device_id,
            CONF_POWER_ENTITY: candidate.power_entity,
        }
    return form


def as_data(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored of a form: no sections, no name, nothing empty.

    A power profile brings its own duration and energy.
    """
    flat = {key: value for key, value in form.items() if key not in SECTIONS}
    for name in SECTIONS:
        flat.update(form.get(name, {}))
    flat.pop(CONF_NAME)
    flat[CONF_ALIASES] = _clean(flat.get(CONF_ALIASES, ()))
    if flat.get(CONF_PHASES):
        flat.pop(CONF_DURATION, None)
        flat.pop(CONF_ENERGY, None)
    return {
        key: value for key, value in flat.items() if value not in (None, "", [], False)
    }


def as_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of what is stored."""
    fields = {
        SECTION_RULES: RULES_SCHEMA,
        SECTION_ENTITIES: ENTITIES_SCHEMA,
        SECTION_PROFILE: PROFILE_SCHEMA,
        SECTION_BATTERY: BATTERY_SCHEMA,
    }
    sections = {
        name: {str(key): data[key] for key in schema.schema if key in data}
        for name, schema in fields.items()
    }
    return {**data, **sections}


def _start_selector(candidates: Iterable[Candidate]) -> SelectSelector:
    """Return the choice of appliances that were found, of kinds, then of any device."""
    found = [SelectOptionDict(value=one.key, label=one.name) for one in candidates]
    kinds = [
        SelectOptionDict(value=kind, label=kind)
        for kind in (*ApplianceType, START_DEVICE)
    ]
    return SelectSelector(
        SelectSelectorConfig(
            options=[*found, *kinds],
            mode=SelectSelectorMode.DROPDOWN,
            translation_key="start_from",
        )
    )


def _clean(names: Iterable[str]) -> list[str]:
    """Return names without blanks at their ends and without empty ones."""
    return [name.strip() for name in names if name.strip()]


def _check_names(form: Mapping[str, Any], others: set[str]) -> dict[str, str]:
    """Return what is wrong with the name and the aliases."""
    name = form[CONF_NAME].strip()
    if not fold(name).strip():
        return {CONF_NAME: "name_empty"}
    if len(name) > MAXIMUM_NAME:
        return {CONF_NAME: "name_too_long"}
    if fold(name).strip() in others:
        return {CONF_NAME: "name_taken"}
    aliases = {fold(alias).strip() for alias in _clean(form.get(CONF_ALIASES, ()))}
    if aliases & others:
        return {CONF_ALIASES: "alias_taken"}
    return {}


def _check_figures(form: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with duration, energy and profile."""
    phases = form.get(SECTION_PROFILE, {}).get(CONF_PHASES)
    if phases:
        if form.get(SECTION_RULES, {}).get(CONF_INTERRUPTIBLE):
            return {"base": "profile_interruptible"}
        if sum(phase["minutes"] for phase in phases) > MAXIMUM_MINUTES:
            return {"base": "profile_too_long"}
        return {}
    minutes, energy = form.get(CONF_DURATION), form.get(CONF_ENERGY)
    if minutes and energy and energy * 60 / minutes > MAXIMUM_POWER:
        return {CONF_ENERGY: "power_too_high"}
    return {}


def _check_rules(form: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the quiet hours."""
    rules = form.get(SECTION_RULES, {})
    since, until = rules.get(CONF_QUIET_FROM), rules.get(CONF_QUIET_UNTIL)
    if (since is None) != (until is None):
        return {"base": "quiet_incomplete"}
    if since is not None and since == until:
        return {"base": "quiet_empty"}
    return {}
