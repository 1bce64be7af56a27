"""What stores and people see of the repository: scale, pictures, licence, releases, CI."""

from importlib.util import module_from_spec, spec_from_file_location
import json
from pathlib import Path
import re
import struct
from typing import Any
import zipfile
import zlib

import pytest
import yaml

from homeassistant.const import __version__ as HA_VERSION

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "custom_components" / "hushwatt"

# All rules of the Integration Quality Scale of 2026.
RULES = frozenset(
    [
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow-test-coverage",
        "config-flow",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
        "async-dependency",
        "inject-websession",
        "strict-typing",
    ]
)
HACS_KEYS = frozenset(
    {"name", "homeassistant", "hacs", "zip_release", "filename", "hide_default_branch"}
)


def load_script(name: str) -> Any:
    """Return a script as a module."""
    spec = spec_from_file_location(name, REPOSITORY / "script" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_of_the_quality_scale_is_answered() -> None:
    """Done, or exempt with its reason; nothing is left to do."""
    rules = yaml.safe_load((FOLDER / "quality_scale.yaml").read_text())["rules"]
    assert set(rules) == RULES
    assert len(RULES) == 54
    for rule, answer in rules.items():
        if answer == "done":
            continue
        assert set(answer) == {"status", "comment"}, rule
        assert answer["status"] in ("done", "exempt"), rule
        assert len(answer["comment"]) > 20, rule


def labels(texts: Any) -> list[str]:
    """Return what a person reads on forms, issues and entities: titles, fields, names."""
    found: list[str] = []
    forms = [texts["config"], texts["options"], *texts["config_subentries"].values()]
    for form in forms:
        for step in form["step"].values():
            for part in (step, *step.get("sections", {}).values()):
                found += part.get("data", {}).values()
    found += [issue["title"] for issue in texts["issues"].values()]
    for entities in texts["entity"].values():
        found += [entity["name"] for entity in entities.values()]
    return found


def test_the_documentation_explains_whatever_a_person_can_fill_in_or_read() -> None:
    """By the words of the UI."""
    texts = json.loads((FOLDER / "translations" / "en.json").read_text())
    told = " ".join(
        path.read_text() for path in sorted((REPOSITORY / "docs").glob("*.md"))
    )
    told = " ".join(told.split())
    names = labels(texts)
    assert len(names) > 80
    missing = {name for name in names if re.sub(r"\{\w+\}", "…", name) not in told}
    assert missing == set()


def test_hacs_knows_what_to_install() -> None:
    """Only keys that it allows; the version is the oldest that is tested."""
    hacs = json.loads((REPOSITORY / "hacs.json").read_text())
    assert set(hacs) <= HACS_KEYS
    assert hacs["zip_release"]
    assert hacs["filename"] == "hushwatt.zip"
    assert hacs["homeassistant"] == HA_VERSION


def test_there_is_exactly_one_integration() -> None:
    """HACS takes the first folder that it finds."""
    folders = [
        path.name
        for path in (REPOSITORY / "custom_components").iterdir()
        if path.is_dir() and path.name != "__pycache__"
    ]
    assert folders == ["hushwatt"]


def test_the_licence_is_one_that_can_be_recognised() -> None:
    """Its whole text, unchanged."""
    text = (REPOSITORY / "LICENSE").read_text()
    assert text.strip().startswith("Apache License")
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text) == 11358


def size_of(path: Path) -> tuple[int, int]:
    """Return the width and the height of a PNG file."""
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize("prefix", ["", "dark_"])
def test_the_pictures_have_the_sizes_that_home_assistant_wants(prefix: str) -> None:
    """Square icons of 256 and 512; logos twice as large at 2x."""
    brand = FOLDER / "brand"
    assert size_of(brand / f"{prefix}icon.png") == (256, 256)
    assert size_of(brand / f"{prefix}icon@2x.png") == (512, 512)
    width, height = size_of(brand / f"{prefix}logo.png")
    assert 128 <= min(width, height) <= 256
    double = size_of(brand / f"{prefix}logo@2x.png")
    assert min(double) == 2 * min(width, height)
    assert abs(double[0] - 2 * width) <= 1


def pixels_of(path: Path) -> bytes:
    """Return the rows of a PNG file of one data chunk, their filter bytes included."""
    content, place = path.read_bytes(), 8
    while content[place + 4 : place + 8] != b"IDAT":
        place += 12 + struct.unpack(">I", content[place : place + 4])[0]
    length = struct.unpack(">I", content[place : place + 4])[0]
    return zlib.decompress(content[place + 8 : place + 8 + length])


def test_the_pictures_are_what_the_script_draws(tmp_path: Path) -> None:
    """Nobody changed them by hand; another machine may round a little differently."""
    drawn = list(load_script("draw_brand").draw_all(tmp_path))
    kept = sorted((FOLDER / "brand").iterdir())
    assert sorted(path.name for path in drawn) == [path.name for path in kept]
    for path in kept:
        ours, again = pixels_of(path), pixels_of(tmp_path / path.name)
        assert len(ours) == len(again)
        assert all(
            abs(one - other) <= 1
            for one, other in zip(ours, again, strict=True)
            if one != other
        )


def test_workflows_use_actions_of_a_fixed_commit_and_no_more_rights_than_needed() -> (
    None
):
    """What a tag points to can change."""
    workflows = sorted((REPOSITORY / ".github" / "workflows").glob("*.yaml"))
    assert [path.stem for path in workflows] == ["ci", "release"]
    for path in workflows:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {"contents": "read"}
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 30
            for step in job["steps"]:
                if "uses" in step:
                    assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
    text = workflows[0].read_text()
    assert "script/test" in text
    assert "home-assistant/actions/hassfest@" in text
    assert "hacs/action@" in text


def test_a_release_carries_its_version_and_all_files(tmp_path: Path) -> None:
    """The archive is what HACS unpacks into the integration's folder."""
    release = load_script("release")
    folder = tmp_path / "hushwatt"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__pycache__" / "x.pyc").touch()
    (folder / "brand").mkdir()
    (folder / "brand" / "icon.png").write_bytes(b"png")
    (folder / "manifest.json").write_text('{"domain": "hushwatt", "version": "0.0.1"}')
    assert release.write_version("v1.2.3b1", folder) == "1.2.3b1"
    archive = tmp_path / "hushwatt.zip"
    assert release.pack(folder, archive) == ["brand/icon.png", "manifest.json"]
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["brand/icon.png", "manifest.json"]
        manifest = json.loads(packed.read("manifest.json"))
    assert manifest == {"domain": "hushwatt", "version": "1.2.3b1"}
    first = archive.read_bytes()
    release.pack(folder, archive)
    assert archive.read_bytes() == first


@pytest.mark.parametrize("tag", ["1.2", "latest", "v1.2.3-rc1", ""])
def test_a_release_of_no_version_is_refused(tmp_path: Path, tag: str) -> None:
    """Before anything is written."""
    with pytest.raises(SystemExit, match="is no version"):
        load_script("release").write_version(tag, tmp_path)
