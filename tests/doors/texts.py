"""Whatever a flow, an error or an issue shows has its text: no raw key is ever seen."""

from collections.abc import Iterator, Mapping
from functools import cache
import json
from pathlib import Path
import re
from typing import Any

import voluptuous as vol

from homeassistant.config_entries import (
    ConfigEntriesFlowManager,
    ConfigSubentryFlowManager,
    OptionsFlowManager,
)
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.data_entry_flow import FlowManagerIndexView
from homeassistant.helpers.json import json_bytes
from homeassistant.helpers.selector import NumberSelector, SelectSelector

import custom_components.hushwatt
from custom_components.hushwatt.const import DOMAIN

FOLDER = Path(custom_components.hushwatt.__file__).parent / "translations"

# What Home Assistant says itself.
CORE_ABORTS = frozenset({"single_instance_allowed"})

type Texts = Mapping[str, Any]


@cache
def english() -> Texts:
    """Return the English texts."""
    texts: Texts = json.loads((FOLDER / "en.json").read_text())
    return texts


def find(*path: str) -> Any:
    """Return a text, or a part of the texts, None when there is none."""
    found: Any = english()
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def flow_path(manager: object, flow: Any) -> tuple[str, ...] | None:
    """Return where the texts of a flow are, None when it is not one of ours."""
    match manager:
        case ConfigEntriesFlowManager():
            return ("config",) if flow.handler == DOMAIN else None
        case ConfigSubentryFlowManager():
            return ("config_subentries", flow.handler[1])
        case OptionsFlowManager():
            return ("options",)
    return None


def check_result(
    path: tuple[str, ...], step_id: str, result: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what a step shows without a text."""
    placeholders = result.get("description_placeholders") or {}
    match result["type"]:
        case FlowResultType.FORM:
            # As the browser gets it; raises for a field that it could not be told of.
            view = FlowManagerIndexView[Any, Any](None)
            json_bytes(view._prepare_result_json(result))
            step = (*path, "step", result["step_id"])
            yield from check_step(step, result, placeholders)
            for error in (result["errors"] or {}).values():
                yield from check_text((*path, "error", error), placeholders)
        case FlowResultType.MENU:
            step = (*path, "step", result["step_id"])
            yield from check_text((*step, "title"), placeholders)
            yield from check_text((*step, "description"), placeholders)
            for option in result["menu_options"]:
                yield from check_text((*step, "menu_options", option), placeholders)
        case FlowResultType.ABORT if result["reason"] not in CORE_ABORTS:
            yield from check_text((*path, "abort", result["reason"]), placeholders)
        case FlowResultType.SHOW_PROGRESS:
            action = result["progress_action"]
            yield from check_text((*path, "progress", action), placeholders)


def check_step(
    step: tuple[str, ...], result: Mapping[str, Any], placeholders: Mapping[str, str]
) -> Iterator[str]:
    """Yield what a form shows without a text."""
    yield from check_text((*step, "title"), placeholders)
    if find(*step, "description"):
        yield from check_text((*step, "description"), placeholders)
    yield from check_fields(step, result["data_schema"].schema, placeholders)


def check_fields(
    path: tuple[str, ...], fields: Mapping[Any, Any], placeholders: Mapping[str, str]
) -> Iterator[str]:
    """Yield the fields, sections and options without a text, and sections that show nothing."""
    for key, field in fields.items():
        if isinstance(field, section):
            inner = (*path, "sections", str(key))
            yield from check_text((*inner, "name"), {})
            # The frontend then shows that value, and of its fields neither defaults nor what is stored.
            if callable(key.default) or (key.description or {}).get("suggested_value"):
                yield f"{'/'.join(inner)}: a value of its own"
            yield from check_fields(inner, field.schema.schema, placeholders)
            continue
        if is_guessed(key, field):
            yield f"{'/'.join(path)}/data/{key}: a number that nobody typed"
        yield from check_text((*path, "data", str(key)), placeholders)
        yield from check_text((*path, "data_description", str(key)), placeholders)
        if isinstance(field, SelectSelector):
            yield from check_options(field)
        for name, inner_field in getattr(field, "config", {}).get("fields", {}).items():
            group = field.config.get("translation_key")
            if "label" not in inner_field:
                yield from check_text(("selector", group, "fields", name, "name"), {})


def is_guessed(key: Any, field: object) -> bool:
    """Tell whether a browser fills in the least number that a field takes."""
    return (
        isinstance(field, NumberSelector)
        and isinstance(key, vol.Required)
        and not callable(key.default)
        and (key.description or {}).get("suggested_value") is None
    )


def check_options(field: SelectSelector) -> Iterator[str]:
    """Yield options that would show as raw keys."""
    group = field.config.get("translation_key")
    for option in field.config["options"]:
        value = option if isinstance(option, str) else option["value"]
        label = option if isinstance(option, str) else option["label"]
        if group and find("selector", group, "options", value):
            continue
        # A price unit, an address or a name of the home speaks for itself.
        if label == value and group:
            yield f"selector/{group}/options/{value}"


def check_text(path: tuple[str, ...], placeholders: Mapping[str, str]) -> Iterator[str]:
    """Yield a text that is missing, or a placeholder that it lacks."""
    text = find(*path)
    if not isinstance(text, str):
        yield "/".join(path)
        return
    for name in re.findall(r"\{(\w+)\}", text):
        if name not in placeholders:
            yield f"{'/'.join(path)}: {name}"


def check_error(error: HomeAssistantError) -> Iterator[str]:
    """Yield what an error of ours says without a text."""
    if error.translation_domain == DOMAIN:
        yield from check_text(
            ("exceptions", str(error.translation_key), "message"),
            error.translation_placeholders or {},
        )


def check_issue(details: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an issue of ours shows without a text."""
    path = ("issues", str(details["translation_key"]))
    placeholders = details.get("translation_placeholders") or {}
    yield from check_text((*path, "title"), placeholders)
    if details["is_fixable"]:
        for step in find(*path, "fix_flow", "step") or {"": None}:
            for part in ("title", "description"):
                yield from check_text(
                    (*path, "fix_flow", "step", step, part), placeholders
                )
    else:
        yield from check_text((*path, "description"), placeholders)
