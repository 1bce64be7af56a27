"""Counting tokens as OpenAI's newest models do, or bytes where that cannot be had offline."""

from collections.abc import Callable
from dataclasses import dataclass
import os
from pathlib import Path
from typing import Final

import tiktoken

# Where the library keeps its tables; `script/bench` puts one there.
_FOLDER: Final = "TIKTOKEN_CACHE_DIR"


@dataclass(frozen=True)
class Measure:
    """What a text is counted in."""

    unit: str
    count: Callable[[str], int]


def measure_of(model: str) -> Measure:
    """Return how texts for a model are counted; nothing is downloaded."""
    folder = os.environ.get(_FOLDER)
    if folder and Path(folder).is_dir():
        encoding = tiktoken.encoding_for_model(model)
        return Measure("tokens", lambda text: len(encoding.encode(text)))
    return Measure("bytes", lambda text: len(text.encode()))
