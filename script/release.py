#!/usr/bin/env python3
"""Write a version into the manifest and pack the integration as HACS installs it.

    script/release.py v1.2.3 [archive]

Needs nothing but Python, 3.11 or later.
"""

import json
from pathlib import Path
import re
import sys
import zipfile

REPOSITORY = Path(__file__).parents[1]
FOLDER = REPOSITORY / "custom_components" / "hushwatt"
VERSION = re.compile(r"v?(\d+\.\d+\.\d+(?:b\d+)?)")
# A fixed date makes the same files the same archive.
DATE = (2026, 1, 1, 0, 0, 0)


def write_version(tag: str, folder: Path) -> str:
    """Write a tag's version into a folder's manifest and return it."""
    match = VERSION.fullmatch(tag)
    if match is None:
        sys.exit(f"{tag} is no version such as v1.2.3 or v1.2.3b1")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["version"] = match[1]
    path.write_text(json.dumps(manifest, indent=2) + "\n")
    return match[1]


def pack(folder: Path, archive: Path) -> list[str]:
    """Pack a folder's files, caches left out, and return their names."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), DATE)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return [str(path.relative_to(folder)) for path in files]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY / "hushwatt.zip"
    version = write_version(sys.argv[1], FOLDER)
    print(f"{target.name}: version {version}, {len(pack(FOLDER, target))} files")
