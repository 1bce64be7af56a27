"""Compares pins with what Home Assistant's manifests name: `check_pins.py <homeassistant package> <requirements>...`."""

from collections.abc import Iterable, Iterator
import json
from pathlib import Path
import re
import sys

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)")


def folded(name: str) -> str:
    """Return a package's name the way the index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name and version of each pin."""
    for line in lines:
        if found := PIN.match(line.strip()):
            yield folded(found[1]), found[2]


def core_pins(package: Path) -> dict[str, set[str]]:
    """Return every version that a manifest of core names, by package."""
    named: dict[str, set[str]] = {}
    for manifest in package.glob("components/*/manifest.json"):
        for name, version in pins(
            json.loads(manifest.read_text(encoding="utf-8")).get("requirements", [])
        ):
            named.setdefault(name, set()).add(version)
    return named


def main() -> str:
    """Name every pin that differs from core's."""
    core = core_pins(Path(sys.argv[1]))
    ours = [
        pin
        for file in sys.argv[2:]
        for pin in pins(Path(file).read_text(encoding="utf-8").splitlines())
    ]
    wrong = [
        f"{name}=={version}, core: {core[name]}"
        for name, version in ours
        if version not in core.get(name, {version})
    ]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main() or None)
