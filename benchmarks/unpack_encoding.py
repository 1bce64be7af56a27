"""Puts the token table that a package ships where the library that counts tokens looks for it.

python -m benchmarks.unpack_encoding PACKAGE FOLDER
"""

import gzip
from hashlib import sha1, sha256
from pathlib import Path
import sys
from typing import Final
from unittest.mock import patch

from tiktoken_ext import openai_public

NAME: Final = "o200k_base"


class _AskedFor(Exception):
    """What the library would download: an address, and the hash of what is there."""

    def __init__(self, address: str, expected_hash: str) -> None:
        """Keep both."""
        super().__init__(address)
        self.address = address
        self.hash = expected_hash


def asked_for() -> _AskedFor:
    """Return where the library would get the table from, and what it expects."""

    def ask(address: str, expected_hash: str) -> None:
        """Tell instead of downloading."""
        raise _AskedFor(address, expected_hash)

    with patch.object(openai_public, "load_tiktoken_bpe", ask):
        try:
            openai_public.o200k_base()
        except _AskedFor as asked:
            return asked
    raise LookupError(f"the library has no table {NAME}")


def unpack(package: Path, folder: Path) -> None:
    """Copy the table under the name that the library gives it; ValueError for another table."""
    packed = package / "bpe_openai" / "data" / f"{NAME}.tiktoken.gz"
    table, asked = gzip.decompress(packed.read_bytes()), asked_for()
    if sha256(table).hexdigest() != asked.hash:
        raise ValueError("not the table that the library expects")
    folder.mkdir(parents=True)
    name = sha1(asked.address.encode(), usedforsecurity=False).hexdigest()
    (folder / name).write_bytes(table)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
