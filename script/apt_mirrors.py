"""Write the Debian mirrors that this machine's apt is configured with into a folder.

One deb822 file each; both styles of apt's sources are read. Runs on any Python 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
import re
import shlex
import subprocess
import sys
from typing import NamedTuple

ONE_LINE = re.compile(
    r"^deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?"
    r"(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<components>.+)$"
)
PARTIAL = re.compile(r"security|updates|backports")


class Source(NamedTuple):
    """One address with what apt takes from it and what it trusts for it."""

    uri: str
    suites: list[str]
    components: list[str]
    signed_by: str | None

    @property
    def whole(self) -> bool:
        """Whether this is a mirror of whole distributions, over a network."""
        return (
            "main" in self.components
            and not all(PARTIAL.search(suite) for suite in self.suites)
            and not self.uri.startswith("cdrom:")
        )


def apt_paths() -> tuple[Path, Path]:
    """Return apt's main sources file and its folder of further ones."""
    wanted = ["file", "Dir::Etc::SourceList/f", "folder", "Dir::Etc::SourceParts/d"]
    told = subprocess.run(
        ["apt-config", "shell", *wanted], check=True, capture_output=True, text=True
    ).stdout
    paths = dict(part.split("=", 1) for part in shlex.split(told))
    return Path(paths["file"]), Path(paths["folder"])


def stanzas(text: str) -> Iterator[dict[str, str]]:
    """Yield each paragraph as lower-case field to value, continuation lines kept."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        fields: dict[str, str] = {}
        last = ""
        for line in paragraph.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] in " \t" and last:
                fields[last] += "\n" + line
            elif ":" in line:
                name, value = line.split(":", 1)
                last = name.strip().lower()
                fields[last] = value.strip()
        yield fields


def from_deb822(text: str) -> Iterator[Source]:
    """Yield each enabled binary source."""
    for fields in stanzas(text):
        enabled = fields.get("enabled", "yes").lower() not in ("no", "false", "0")
        if not enabled or "deb" not in fields.get("types", "").split():
            continue
        for uri in fields.get("uris", "").split():
            yield Source(
                uri,
                fields.get("suites", "").split(),
                fields.get("components", "").split(),
                fields.get("signed-by"),
            )


def from_one_line(text: str) -> Iterator[Source]:
    """Yield the same of the older style."""
    for line in text.splitlines():
        found = ONE_LINE.match(line.split("#")[0].strip())
        if found:
            options = dict(
                option.split("=", 1)
                for option in (found["options"] or "").split()
                if "=" in option
            )
            signed_by = options.get("signed-by", "").replace(",", " ")
            yield Source(
                found["uri"],
                [found["suite"]],
                found["components"].split(),
                signed_by or None,
            )


def mirrors() -> dict[str, str | None]:
    """Return each mirror of whole distributions with what apt trusts for it."""
    main, parts = apt_paths()
    found: dict[str, str | None] = {}
    for file in [main, *sorted(parts.glob("*.sources")), *sorted(parts.glob("*.list"))]:
        if not file.is_file():
            continue
        read = from_deb822 if file.suffix == ".sources" else from_one_line
        for source in read(file.read_text(encoding="utf-8", errors="replace")):
            if source.whole:
                found.setdefault(source.uri, source.signed_by)
    return found


def write(folder: Path) -> int:
    """Write a file for each mirror and return how many there were."""
    folder.mkdir(parents=True)
    found = mirrors()
    for number, (uri, signed_by) in enumerate(found.items()):
        lines = ["Types: deb", f"URIs: {uri}", "Suites: stable", "Components: main"]
        if signed_by:
            lines.append(f"Signed-By: {signed_by}")
        (folder / f"{number:02}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(found)


if __name__ == "__main__":
    sys.exit(0 if write(Path(sys.argv[1])) else "apt has no Debian mirror")
