"""The integration's files stand Home Assistant's demands, and every demand is really made."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from .checks import check_all, read_integration
import custom_components.hushwatt

FOLDER = Path(custom_components.hushwatt.__file__).parent


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    """Return the files of the integration."""
    return read_integration(FOLDER)


def test_the_files_have_no_fault(files: dict[str, Any]) -> None:
    """Manifest, icons, actions and texts are as Home Assistant wants them."""
    assert check_all(files) == []


def _set(*path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that sets a value."""

    def change(files: dict[str, Any]) -> None:
        """Set the value."""
        for key in path[:-1]:
            files = files[key]
        files[path[-1]] = value

    return change


def _drop(*path: str) -> Callable[[dict[str, Any]], None]:
    """Return a change that drops a value."""

    def change(files: dict[str, Any]) -> None:
        """Drop the value."""
        for key in path[:-1]:
            files = files[key]
        del files[path[-1]]

    return change


def _first_key_last(files: dict[str, Any]) -> None:
    """Put the manifest's domain last."""
    files["manifest"]["domain"] = files["manifest"].pop("domain")


EN = ("translations", "en")
SEEDED = [
    (_first_key_last, "keys are not in order"),
    (_set("manifest", "zzz", value=1), "unknown key zzz"),
    (_drop("manifest", "version"), "no version"),
    (_set("manifest", "version", value="one"), "the version is no version"),
    (_set("manifest", "domain", value="other"), "the domain is not the folder's name"),
    (_set("manifest", "iot_class", value="x"), "unknown iot_class"),
    (_set("manifest", "integration_type", value="x"), "unknown integration_type"),
    (_set("manifest", "documentation", value="http://x"), "documentation is not"),
    (_set("manifest", "after_dependencies", value=["b", "a"]), "are not sorted"),
    (_set("manifest", "requirements", value=["x >= 1"]), "blanks in x >= 1"),
    (_set("manifest", "codeowners", value=["somebody"]), "somebody is no code owner"),
    (
        _set("sources", "__init__.py", value="async def async_setup(): pass"),
        "async_setup needs a CONFIG_SCHEMA",
    ),
    (_drop("sources", "config_flow.py"), "config_flow without config_flow.py"),
    (_drop("manifest", "config_flow"), "single_config_entry without config_flow"),
    (_set("services", value={}), "actions are registered and not declared"),
    (
        _set("sources", "x.py", value="hass.services.async_register()"),
        "x.py: actions are registered outside of services.py",
    ),
    (
        _set("sources", "x.py", value="from homeassistant.components.zha import y"),
        "x.py: zha is imported but no dependency",
    ),
    (
        _set("sources", "x.py", value="from homeassistant.components import zha"),
        "x.py: zha is imported but no dependency",
    ),
    (_set("icons", "services", "plan", "service", value="hass:x"), "is no mdi icon"),
    (
        _set(
            "icons",
            "entity",
            "sensor",
            "saving",
            value={"default": "mdi:a", "state": {"on": "mdi:a"}},
        ),
        "repeats the default",
    ),
    (_set("icons", "entity", "sensor", "saving", value={}), "has no default"),
    (_drop("icons", "entity", "sensor", "saving"), "not both a name and an icon"),
    (_drop("icons", "services", "plan"), "not both declared and drawn"),
    (_drop(*EN, "services", "plan"), "plan is not both declared and described"),
    (_drop(*EN, "services", "plan", "name"), "plan has no name"),
    (_drop(*EN, "services", "plan", "fields", "language"), "plan.language is not both"),
    (
        _drop(*EN, "services", "plan", "fields", "language", "name"),
        "plan.language has no name",
    ),
    (
        _drop(*EN, "selector", "pattern", "options", "cross_check"),
        "pattern has no text for cross_check",
    ),
    (_set(*EN, "config", "abort", "x", value="<b>x</b>"), "holds HTML"),
    (_set(*EN, "config", "abort", "x", value="see https://x.y"), "holds an address"),
    (_set(*EN, "config", "abort", "x", value=" x"), "has blanks at its ends"),
    (_set(*EN, "config", "abort", "x", value="[%key:a%]"), "refers to another text"),
    (_set(*EN, "config", "abort", "x", value="'{y}'"), "a placeholder in quotes"),
    (_set(*EN, "config", "abort", "x", value="{y z}"), "placeholder that is no name"),
    (_set(*EN, "config", "abort", "x", value=1), "is no text"),
    (_set(*EN, "config", "abort", "X Y", value="x"), "is no key"),
    (_set(*EN, "config", "abort", "nobody", value="x"), "abort/nobody is not used"),
    (_set(*EN, "entity", "sensor", "saving", "name", value="{x}"), "no placeholder"),
    (_drop(*EN, "config_subentries", "appliance", "entry_type"), "no entry_type"),
    (
        _drop(*EN, "config_subentries", "appliance", "initiate_flow", "user"),
        "no initiate_flow.user",
    ),
    (
        _drop(*EN, "config", "step", "user", "data_description", "mode"),
        "user/mode has not both a name and a description",
    ),
    (
        _drop(*EN, "options", "step", "init", "sections", "home", "name"),
        "sections/home has no name",
    ),
    (_set(*EN, "issues", value={"x": {"description": "y"}}), "issue x has no title"),
    (
        _set(*EN, "issues", value={"x": {"title": "y"}}),
        "issue x needs a description or a fix flow",
    ),
    (
        _set(*EN, "config", "error", "quiet_empty", value="x"),
        "texts: config/error/quiet_empty is never shown",
    ),
    (
        _set(*EN, "config", "step", "details", value={"title": "x"}),
        "texts: config/step/details/title is never shown",
    ),
    (
        _set(*EN, "options", "abort", value={"entry_not_loaded": "x"}),
        "texts: options/abort/entry_not_loaded is never shown",
    ),
    (
        _set(*EN, "exceptions", "note", value={"message": "x"}),
        "texts: exceptions/note/message is never shown",
    ),
    (
        _set(*EN, "issues", "notes", value={"title": "x", "description": "x"}),
        "texts: issues/notes/title is never shown",
    ),
    (
        _drop(*EN, "exceptions", "note_gone"),
        "todo.py: exceptions/note_gone/message has no text",
    ),
    (
        _drop(*EN, "exceptions", "appliance_unknown", "message"),
        "services.py: exceptions/appliance_unknown/message has no text",
    ),
    (
        _drop(*EN, "config", "step", "price_unit", "title"),
        "flow_prices.py: config/step/price_unit/title has no text",
    ),
    (
        _drop(*EN, "config", "error", "addon_stopped"),
        "flow_local.py: config/error/addon_stopped has no text",
    ),
    (
        _drop(*EN, "config", "error", "unit_missing"),
        "flow_prices.py: config/error/unit_missing has no text",
    ),
    (
        _drop(*EN, "config", "error", "cloud_quota"),
        "vocabulary.py: config/error/cloud_quota has no text",
    ),
    (
        _drop(*EN, "options", "error", "entry_missing"),
        "actions.py: options/error/entry_missing has no text",
    ),
    (
        _drop(*EN, "options", "error", "export_twice"),
        "flow_options.py: options/error/export_twice has no text",
    ),
    (
        _drop(*EN, "config_subentries", "appliance", "error", "name_taken"),
        "flow_appliance.py: config_subentries/appliance/error/name_taken has no text",
    ),
    (
        _drop(*EN, "config_subentries", "appliance", "abort", "entry_not_loaded"),
        "config_subentries/appliance/abort/entry_not_loaded has no text",
    ),
    (
        _drop(*EN, "issues", "prices_stale", "title"),
        "issues.py: issues/prices_stale/title has no text",
    ),
    (
        _set("sources", "flow_local.py", value="errors['x'] = 'a' if y else 'b'"),
        "flow_local.py: config/error/b has no text",
    ),
    (_set("translations", "xx", value={"a": "b"}), "xx: a is not in both languages"),
]


@pytest.mark.parametrize(("change", "fault"), SEEDED)
def test_a_seeded_fault_is_found(
    files: dict[str, Any], change: Callable[[dict[str, Any]], None], fault: str
) -> None:
    """A check that finds nothing would be none."""
    seeded = deepcopy(files)
    change(seeded)
    found = check_all(seeded)
    assert any(fault in one for one in found), found


def test_another_language_with_other_placeholders_is_found(
    files: dict[str, Any],
) -> None:
    """Home Assistant would drop the text."""
    seeded = deepcopy(files)
    seeded["translations"]["xx"] = deepcopy(seeded["translations"]["en"])
    seeded["translations"]["xx"]["config"]["error"]["entity_missing"] = "{other}"
    assert check_all(seeded) == [
        "xx: config/error/entity_missing has other placeholders"
    ]


def test_an_import_for_types_only_is_no_dependency(files: dict[str, Any]) -> None:
    """It is not there at run time."""
    seeded = deepcopy(files)
    seeded["sources"]["x.py"] = (
        "if TYPE_CHECKING:\n    from homeassistant.components.zha import y\n"
    )
    assert check_all(seeded) == []
