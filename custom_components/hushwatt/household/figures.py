"""What a cycle of an appliance takes, by whoever knows it best."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, valid_entity_id

from ..const import (
    CONF_BATTERY_ENTITY,
    CONF_BATTERY_SIZE,
    CONF_BATTERY_TARGET,
    CONF_CHARGE_POWER,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_PHASES,
)
from ..vocabulary import Phase, Source
from .adapters import read_duration
from .adapters.battery import Battery, level_of, limit_of, percentage
from .adapters.view import ApplianceView
from .cycles.book import learned_programmes
from .views import view_entity

_FULL: Final = 100.0
# Fewer runs than these make what was learned too unsure to be used unasked.
LEAST_CONFIDENCE: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Minutes and kWh of a cycle, its power profile, and who says so."""

    duration: int | None = None
    energy: float | None = None
    phases: tuple[Phase, ...] = ()
    source: Source = Source.FORM


def read_figures(
    hass: HomeAssistant, subentry: ConfigSubentry, view: ApplianceView
) -> Figures:
    """Return the figures of an appliance: form, then device, then history.

    A battery whose size is in the form takes what is missing to its target,
    however much a person once typed for a charge.
    """
    typed = read_form_figures(subentry)
    if typed.phases:
        return typed
    if (battery := read_battery(hass, subentry.data, view)) is not None:
        return _battery_figures(battery, typed)
    if typed.duration is not None and typed.energy is not None:
        return typed
    return _filled_up(hass, subentry, typed, view)


def read_form_figures(subentry: ConfigSubentry) -> Figures:
    """Return the figures that a person typed: a profile counts before its sums."""
    form = subentry.data
    phases = _read_phases(form.get(CONF_PHASES) or ())
    if phases:
        return Figures(
            duration=sum(phase.minutes for phase in phases),
            energy=sum(phase.minutes * phase.power for phase in phases) / 60,
            phases=phases,
        )
    return Figures(
        duration=_whole(form.get(CONF_DURATION)), energy=_number(form.get(CONF_ENERGY))
    )


def read_battery(
    hass: HomeAssistant, form: Mapping[str, Any], view: ApplianceView
) -> Battery | None:
    """Return the battery of an appliance, None when its size or level is not known.

    The target is the form's (a percentage or the entity of one), else the
    limit that the device itself is set to, else full.
    """
    size = _number(form.get(CONF_BATTERY_SIZE))
    level = level_of(view, view_entity(hass, form.get(CONF_BATTERY_ENTITY)))
    if not size or level is None:
        return None
    return Battery(
        level=level,
        target=_target(hass, form.get(CONF_BATTERY_TARGET), view),
        size=size,
        power=_charge_power(form),
    )


def _battery_figures(battery: Battery, typed: Figures) -> Figures:
    """Return what charging a battery takes now; a full one takes no cycle."""
    duration = typed.duration if battery.duration is None else battery.duration
    return Figures(
        duration=duration, energy=round(battery.energy, 4), source=Source.DEVICE
    )


def _filled_up(
    hass: HomeAssistant, subentry: ConfigSubentry, typed: Figures, view: ApplianceView
) -> Figures:
    """Return the form's figures with what is missing of them from elsewhere."""
    duration, energy, source = typed.duration, typed.energy, Source.FORM
    told = read_duration(view)
    if duration is None and told is not None:
        duration, source = told, Source.DEVICE
    programmes = [
        programme
        for programme in learned_programmes(hass, subentry, view)
        if programme.confidence >= LEAST_CONFIDENCE
    ]
    if not programmes:
        return Figures(duration=duration, energy=energy, source=source)
    usual = programmes[0]
    if duration is not None:
        usual = min(programmes, key=lambda one: abs(one.duration - duration))
    whole = duration is None and energy is None
    learned = usual.energy or None
    return Figures(
        duration=usual.duration if duration is None else duration,
        energy=learned if energy is None else energy,
        phases=usual.phases if whole else (),
        source=Source.HISTORY if duration is None or energy is None else source,
    )


def _target(hass: HomeAssistant, value: Any, view: ApplianceView) -> float:
    """Return the percentage to charge to."""
    if isinstance(value, str) and valid_entity_id(value):
        target = percentage(view_entity(hass, value))
    else:
        target = _number(value)
    if target is None:
        target = limit_of(view)
    return _FULL if target is None else target


def _charge_power(form: Mapping[str, Any]) -> float | None:
    """Return the kW of charging: typed, or those of the typed cycle."""
    if (power := _number(form.get(CONF_CHARGE_POWER))) is not None:
        return power
    duration, energy = _number(form.get(CONF_DURATION)), _number(form.get(CONF_ENERGY))
    return energy * 60 / duration if duration and energy else None


def _read_phases(phases: Iterable[Mapping[str, Any]]) -> tuple[Phase, ...]:
    """Return a power profile: minutes and kW of each phase."""
    return tuple(Phase(int(p["minutes"]), float(p["power"])) for p in phases)


def _whole(value: Any) -> int | None:
    """Return a whole number of minutes, None when there is none."""
    number = _number(value)
    return None if number is None else round(number)


def _number(value: Any) -> float | None:
    """Return a number, None when there is none."""
    return None if value is None else float(value)
