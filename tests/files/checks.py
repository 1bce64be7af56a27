"""What Home Assistant's own checks demand of an integration's files, in our words.

Each check takes the files' contents and returns its faults as sentences, so
that the tests can seed faults and see them found.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
import json
from pathlib import Path
import re
from typing import Any

import yaml

type Tree = Mapping[str, Any]

MANIFEST_KEYS = frozenset(
    {
        "after_dependencies",
        "bluetooth",
        "codeowners",
        "config_flow",
        "dependencies",
        "dhcp",
        "documentation",
        "domain",
        "homekit",
        "integration_type",
        "iot_class",
        "issue_tracker",
        "loggers",
        "mqtt",
        "name",
        "quality_scale",
        "requirements",
        "single_config_entry",
        "ssdp",
        "usb",
        "version",
        "zeroconf",
    }
)
IOT_CLASSES = frozenset(
    {
        "assumed_state",
        "calculated",
        "cloud_polling",
        "cloud_push",
        "local_polling",
        "local_push",
    }
)
INTEGRATION_TYPES = frozenset(
    {"device", "entity", "hardware", "helper", "hub", "service", "system"}
)
# What may be imported without being a dependency: the platforms and what is always there.
ALWAYS_THERE = frozenset(
    {
        "binary_sensor",
        "calendar",
        "conversation",
        "diagnostics",
        "event",
        "homeassistant",
        "llm",
        "persistent_notification",
        "repairs",
        "sensor",
        "system_health",
        "todo",
    }
)

_TAG = re.compile(r"<[a-zA-Z/][^>]*>")
_URL = re.compile(r"(https?|ftp)://|www\.")
_KEY = re.compile(r"^[a-z0-9_-]+$")
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")
_QUOTED_PLACEHOLDER = re.compile(r"'\{[^}]*\}'")


def read_integration(folder: Path) -> dict[str, Any]:
    """Return the files of an integration by name, and its sources under `sources`."""
    texts = {
        path.stem: json.loads(path.read_text())
        for path in sorted((folder / "translations").glob("*.json"))
    }
    return {
        "domain": folder.name,
        "manifest": json.loads((folder / "manifest.json").read_text()),
        "icons": json.loads((folder / "icons.json").read_text()),
        "services": yaml.safe_load((folder / "services.yaml").read_text()),
        "translations": texts,
        "sources": {
            str(path.relative_to(folder)): path.read_text()
            for path in sorted(folder.rglob("*.py"))
        },
    }


def check_all(files: Tree) -> list[str]:
    """Return the faults of all checks."""
    english = files["translations"]["en"]
    return [
        *check_manifest(files["manifest"], files["domain"]),
        *check_imports(files["manifest"], files["sources"]),
        *check_set_up(files["manifest"], files["sources"], files["services"]),
        *check_icons(files["icons"]),
        *check_icons_fit(files["icons"], english),
        *check_services(files["services"], files["icons"], english),
        *check_texts(english),
        *check_unused(english, files["sources"], files["services"]),
        *check_shown(english, files["sources"]),
        *check_never_shown(english, files["sources"]),
        *check_languages(files["translations"]),
    ]


def check_manifest(manifest: Tree, domain: str) -> Iterator[str]:
    """Yield what is wrong with the manifest."""
    keys = list(manifest)
    if keys != ["domain", "name", *sorted(set(keys) - {"domain", "name"})]:
        yield "manifest: keys are not in order"
    for key in set(keys) - MANIFEST_KEYS:
        yield f"manifest: unknown key {key}"
    for key in ("codeowners", "documentation", "issue_tracker", "version"):
        if not manifest.get(key):
            yield f"manifest: no {key}"
    if manifest.get("domain") != domain:
        yield "manifest: the domain is not the folder's name"
    if manifest.get("iot_class") not in IOT_CLASSES:
        yield "manifest: unknown iot_class"
    if manifest.get("integration_type") not in INTEGRATION_TYPES:
        yield "manifest: unknown integration_type"
    documentation = str(manifest.get("documentation"))
    if not documentation.startswith("https://") or "home-assistant.io" in documentation:
        yield "manifest: documentation is not a page of our own"
    if not re.fullmatch(r"\d+\.\d+\.\d+(b\d+)?", str(manifest.get("version"))):
        yield "manifest: the version is no version"
    for name in ("dependencies", "after_dependencies"):
        if manifest.get(name, []) != sorted(manifest.get(name, [])):
            yield f"manifest: {name} are not sorted"
    for owner in manifest.get("codeowners", []):
        if not re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner):
            yield f"manifest: {owner} is no code owner"
    for requirement in manifest.get("requirements", []):
        if " " in requirement:
            yield f"manifest: blanks in {requirement}"


def check_imports(manifest: Tree, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield integrations that are imported and not declared."""
    declared = {
        *manifest.get("dependencies", []),
        *manifest.get("after_dependencies", []),
        *ALWAYS_THERE,
    }
    for path, source in sources.items():
        for name in _imported_integrations(source):
            if name not in declared:
                yield f"{path}: {name} is imported but no dependency"


def check_set_up(
    manifest: Tree, sources: Mapping[str, str], services: Tree
) -> Iterator[str]:
    """Yield what the sources do without saying so where Home Assistant looks for it."""
    main = sources.get("__init__.py", "")
    if "async def async_setup(" in main and "CONFIG_SCHEMA = " not in main:
        yield "__init__.py: async_setup needs a CONFIG_SCHEMA"
    if manifest.get("config_flow") and "config_flow.py" not in sources:
        yield "manifest: config_flow without config_flow.py"
    if manifest.get("single_config_entry") and not manifest.get("config_flow"):
        yield "manifest: single_config_entry without config_flow"
    if "async_register" in sources.get("services.py", "") and not services:
        yield "services: actions are registered and not declared"
    for path, source in sources.items():
        if "hass.services.async_register(" in source and path != "services.py":
            yield f"{path}: actions are registered outside of services.py"


@cache
def _imported_integrations(source: str) -> frozenset[str]:
    """Return the integrations of Home Assistant that a module imports at run time."""
    found: set[str] = set()
    for node in _run_time_nodes(ast.parse(source)):
        if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
            continue
        if node.module == "homeassistant.components":
            found.update(alias.name for alias in node.names)
        elif node.module.startswith("homeassistant.components."):
            found.add(node.module.split(".")[2])
    return frozenset(found)


def _run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes but those under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, ast.If)
            and getattr(child.test, "id", "") == "TYPE_CHECKING"
        ):
            continue
        yield child
        yield from _run_time_nodes(child)


def check_icons(icons: Tree) -> Iterator[str]:
    """Yield what is wrong with the icons by themselves."""
    for path, value in _leaves(icons):
        if not str(value).startswith("mdi:"):
            yield f"icons: {path} is no mdi icon"
    for domain, entities in icons.get("entity", {}).items():
        for key, entity in entities.items():
            for state, icon in entity.get("state", {}).items():
                if icon == entity.get("default"):
                    yield f"icons: {domain}.{key} {state} repeats the default"
            if "default" not in entity:
                yield f"icons: {domain}.{key} has no default"


def check_icons_fit(icons: Tree, texts: Tree) -> Iterator[str]:
    """Yield entities that have an icon or a name only."""
    drawn = {
        (domain, key)
        for domain, entities in icons.get("entity", {}).items()
        for key in entities
    }
    named = {
        (domain, key)
        for domain, entities in texts.get("entity", {}).items()
        for key in entities
    }
    for domain, key in drawn ^ named:
        yield f"icons: {domain}.{key} has not both a name and an icon"


def check_services(services: Tree, icons: Tree, texts: Tree) -> Iterator[str]:
    """Yield actions and fields that lack a text or an icon."""
    described = texts.get("services", {})
    for name in set(services) ^ set(described):
        yield f"services: {name} is not both declared and described"
    for name in set(services) ^ set(icons.get("services", {})):
        yield f"services: {name} is not both declared and drawn"
    for name in set(services) & set(described):
        yield from _check_service(name, services[name] or {}, described[name], texts)


def _check_service(
    name: str, service: Tree, described: Tree, texts: Tree
) -> Iterator[str]:
    """Yield what is wrong with the texts of one action."""
    for key in ("name", "description"):
        if not described.get(key):
            yield f"services: {name} has no {key}"
    fields, told = service.get("fields", {}), described.get("fields", {})
    for field in set(fields) ^ set(told):
        yield f"services: {name}.{field} is not both declared and described"
    for field in set(fields) & set(told):
        for key in ("name", "description"):
            if not told[field].get(key):
                yield f"services: {name}.{field} has no {key}"
        select = fields[field].get("selector", {}).get("select")
        if select:
            yield from check_options(
                select.get("translation_key"), select["options"], texts
            )


def check_options(
    translation_key: str | None, options: Iterable[str], texts: Tree
) -> Iterator[str]:
    """Yield options of a selector that would show as a raw key."""
    named = texts.get("selector", {}).get(translation_key, {}).get("options", {})
    for option in options:
        if option not in named:
            yield f"selector: {translation_key} has no text for {option}"


def check_texts(texts: Tree) -> Iterator[str]:
    """Yield what is wrong with the texts of one language by themselves."""
    for path, value in _leaves(texts):
        yield from _check_text(path, value)
    for path, _ in _nodes(texts):
        if not _KEY.match(path.rsplit("/", 1)[-1]):
            yield f"texts: {path} is no key"
    flows = [("config", texts.get("config", {})), ("options", texts.get("options", {}))]
    for kind, subentry in texts.get("config_subentries", {}).items():
        flows.append((f"config_subentries/{kind}", subentry))
        if not subentry.get("entry_type"):
            yield f"texts: config_subentries/{kind} has no entry_type"
        if not subentry.get("initiate_flow", {}).get("user"):
            yield f"texts: config_subentries/{kind} has no initiate_flow.user"
    issues = texts.get("issues", {})
    for key, issue in issues.items():
        if not issue.get("title"):
            yield f"texts: issue {key} has no title"
        if ("description" in issue) == ("fix_flow" in issue):
            yield f"texts: issue {key} needs a description or a fix flow"
        flows.append((f"issues/{key}", issue.get("fix_flow", {})))
    for path, flow in flows:
        for step, content in flow.get("step", {}).items():
            yield from _check_step(f"{path}/step/{step}", content)


def _check_step(path: str, step: Tree) -> Iterator[str]:
    """Yield fields without a description and descriptions without a field."""
    for part, content in [
        ("", step),
        *((f"/sections/{name}", one) for name, one in step.get("sections", {}).items()),
    ]:
        for field in set(content.get("data", {})) ^ set(
            content.get("data_description", {})
        ):
            yield f"texts: {path}{part}/{field} has not both a name and a description"
    for name, content in step.get("sections", {}).items():
        if not content.get("name"):
            yield f"texts: {path}/sections/{name} has no name"


def _check_text(path: str, value: Any) -> Iterator[str]:
    """Yield what is wrong with one text."""
    if not isinstance(value, str) or not value:
        yield f"texts: {path} is no text"
        return
    if _TAG.search(value):
        yield f"texts: {path} holds HTML"
    if _URL.search(value):
        yield f"texts: {path} holds an address"
    if value != value.strip():
        yield f"texts: {path} has blanks at its ends"
    if "[%key" in value:
        yield f"texts: {path} refers to another text"
    if _QUOTED_PLACEHOLDER.search(value):
        yield f"texts: {path} has a placeholder in quotes"
    for name in _PLACEHOLDER.findall(value):
        if not name.isidentifier():
            yield f"texts: {path} has a placeholder that is no name"
    if path.startswith("entity/") and "{" in value:
        yield f"texts: {path} may hold no placeholder"


def check_unused(
    texts: Tree, sources: Mapping[str, str], services: Tree
) -> Iterator[str]:
    """Yield texts whose key stands nowhere in the sources."""
    used = _literals(sources) | _field_names(services)
    for path, key in _used_keys(texts):
        if key not in used:
            yield f"texts: {path} is not used"


def _used_keys(texts: Tree) -> Iterator[tuple[str, str]]:
    """Yield the keys that must stand in the sources, with their path."""
    frame = {
        "config",
        "options",
        "config_subentries",
        "step",
        "data",
        "data_description",
        "sections",
        "error",
        "abort",
        "progress",
        "selector",
        "fields",
        "entity",
        "services",
        "issues",
        "fix_flow",
        "exceptions",
        "title",
        "description",
        "name",
        "message",
        "entry_type",
        "initiate_flow",
        "user",
        "system_health",
        "info",
        "state",
        "state_attributes",
        "menu_options",
        "unit_of_measurement",
        # The attribute of core's event entities.
        "event_type",
        # Core's own reasons and steps.
        "reconfigure",
        "reconfigure_successful",
        "single_instance_allowed",
        "reauth_successful",
        "reauth_confirm",
        # Core's entity domains.
        "binary_sensor",
        "calendar",
        "conversation",
        "event",
        "sensor",
        "todo",
    }
    for path, _ in _nodes(texts):
        key = path.rsplit("/", 1)[-1]
        if key not in frame:
            yield path, key


def _literals(sources: Mapping[str, str]) -> set[str]:
    """Return all texts that stand in the sources, and the names of steps."""
    numbers = {str(number) for number in range(13)}
    return numbers.union(*(_literals_of(source) for source in sources.values()))


@cache
def _literals_of(source: str) -> frozenset[str]:
    """Return all texts that stand in a source, and the names of its steps."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.AsyncFunctionDef):
            found.add(node.name.removeprefix("async_step_"))
    return frozenset(found)


def _field_names(services: Tree) -> set[str]:
    """Return the names of all actions and their fields."""
    return {
        name
        for service, content in services.items()
        for name in (service, *(content or {}).get("fields", {}))
    }


def check_languages(translations: Mapping[str, Tree]) -> Iterator[str]:
    """Yield texts that a language lacks or adds, and placeholders that differ."""
    english = {path: str(text) for path, text in _leaves(translations["en"])}
    for language, texts in translations.items():
        leaves = {path: str(text) for path, text in _leaves(texts)}
        for path in english.keys() ^ leaves.keys():
            yield f"{language}: {path} is not in both languages"
        for path in english.keys() & leaves.keys():
            if set(_PLACEHOLDER.findall(english[path])) != set(
                _PLACEHOLDER.findall(leaves[path])
            ):
                yield f"{language}: {path} has other placeholders"


def _leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value with its path."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}/")
        else:
            yield f"{path}{key}", value


def _nodes(tree: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each key with its path."""
    for key, value in tree.items():
        yield f"{path}{key}", value
        if isinstance(value, Mapping):
            yield from _nodes(value, f"{path}{key}/")


# Where the texts of a module's flow are.
FLOWS: Mapping[str, str] = {
    "config_flow.py": "config",
    "flow_cloud.py": "config",
    "flow_local.py": "config",
    "flow_prices.py": "config",
    "flow_appliance.py": "config_subentries/appliance",
    "flow_export.py": "options",
    "flow_options.py": "options",
}
# Codes of an answer that no flow can meet, since they are about a home's own problem.
_OF_ANSWERS_ONLY = frozenset({"cloud_not_allowed", "cloud_dearer", "cloud_unfit"})
# Faults of what only one of the two flows asks for, or has stored.
_NOT_ASKED_FOR = frozenset(
    {
        "config/error/export_currency",
        "options/error/figure_missing",
        "options/error/history_short",
        "options/error/source_invalid",
        "options/error/table_invalid",
        "options/error/unknown_kind",
    }
)
_OF_FLOWS_TOO = frozenset({"blocked", "budget", "ledger_unwritable"})


def check_shown(texts: Tree, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield what the sources can show and nobody wrote a text for."""
    for path, source in sources.items():
        for kind, key in _shown(path, source):
            for place in _places(kind, FLOWS.get(path, ""), key):
                if place not in _NOT_ASKED_FOR and not _has(texts, place):
                    yield f"{path}: {place} has no text"


def check_never_shown(texts: Tree, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield texts of errors, steps, exceptions and issues that nothing shows."""
    shown: set[str] = set()
    for path, source in sources.items():
        flow = FLOWS.get(path, "")
        for kind, key in _shown(path, source):
            shown.update(_places(kind, flow, key))
        shown.update(f"{flow}/step/{step}/title" for step in _steps(source))
    for place in _told(texts):
        if place not in shown:
            yield f"texts: {place} is never shown"


def _told(texts: Tree) -> Iterator[str]:
    """Yield the places of all errors, aborts, steps, exceptions and issues."""
    for flow in sorted(set(FLOWS.values())):
        part: Any = texts
        for key in flow.split("/"):
            part = part.get(key, {})
        yield from (f"{flow}/error/{key}" for key in part.get("error", {}))
        yield from (f"{flow}/step/{key}/title" for key in part.get("step", {}))
        yield from (
            f"{flow}/abort/{key}"
            for key in part.get("abort", {})
            if key not in ("reconfigure_successful", "reauth_successful")
        )
    yield from (f"exceptions/{key}/message" for key in texts.get("exceptions", {}))
    yield from (f"issues/{key}/title" for key in texts.get("issues", {}))


@cache
def _steps(source: str) -> frozenset[str]:
    """Return the names of a flow's steps."""
    return frozenset(
        node.name.removeprefix("async_step_")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AsyncFunctionDef)
        and node.name.startswith("async_step_")
    )


def _places(kind: str, flow: str, key: str) -> list[str]:
    """Return where the texts of what is shown belong."""
    match kind:
        case "exception":
            return [f"exceptions/{key}/message"]
        case "issue":
            return [f"issues/{key}/title"]
        case "tariff" | "code":
            return [f"config/error/{key}"] + (
                [f"options/error/{key}"] if kind == "tariff" else []
            )
        case "step_id":
            return [f"{flow}/step/{key}/title"] if flow else []
        case _:
            return [f"{flow}/{kind}/{key}"] if flow else []


def _has(texts: Tree, place: str) -> bool:
    """Tell whether there is a text at a place."""
    found: Any = texts
    for key in place.split("/"):
        if not isinstance(found, Mapping) or key not in found:
            return False
        found = found[key]
    return isinstance(found, str) and bool(found)


@cache
def _shown(path: str, source: str) -> frozenset[tuple[str, str]]:
    """Return the kinds and keys of all that a source can show."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="TariffError"), args=[first, *_]):
                found.update(("tariff", key) for key in _constants(first))
            case ast.Call(func=ast.Name(id="lacking"), args=[_, _, error]):
                found.update(("error", key) for key in _constants(error))
            case ast.Call():
                found |= _shown_by_call(node)
            case ast.Assign(
                targets=[ast.Subscript(value=ast.Name(id="errors" | "missing"))]
            ):
                found.update(("error", key) for key in _constants(node.value))
            case ast.Dict() if path in FLOWS:
                found.update(("error", key) for key in _errors_of(node))
            case ast.ClassDef(name="Issue"):
                found.update(("issue", key) for key in _members(node))
            case ast.ClassDef(name="Degraded"):
                found.update(
                    ("code", key)
                    for key in _members(node)
                    if key in _OF_FLOWS_TOO
                    or (
                        key.startswith(("cloud_", "local_"))
                        and key not in _OF_ANSWERS_ONLY
                    )
                )
    return frozenset(found)


def _shown_by_call(node: ast.Call) -> set[tuple[str, str]]:
    """Return what a call shows by its keywords."""
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    kinds = {"step_id": "step_id", "reason": "abort", "progress_action": "progress"}
    if name.endswith(("Error", "Failed")):
        kinds["translation_key"] = "exception"
    return {
        (kinds[keyword.arg], key)
        for keyword in node.keywords
        if keyword.arg in kinds
        for key in _constants(keyword.value)
    }


def _constants(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _constants(body)
            yield from _constants(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _constants(value)


def _errors_of(node: ast.Dict) -> Iterator[str]:
    """Yield the errors of a mapping from fields to errors, nothing of any other."""
    for key, value in zip(node.keys, node.values, strict=True):
        field = getattr(key, "id", "").startswith("CONF_")
        if field or getattr(key, "value", None) == "base":
            if isinstance(value, ast.Constant):
                yield from _constants(value)


def _members(node: ast.ClassDef) -> Iterator[str]:
    """Yield the values of an enumeration."""
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            yield from _constants(statement.value)
