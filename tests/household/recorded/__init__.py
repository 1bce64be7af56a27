"""What public APIs and other integrations really told, recorded and cut to a day or two.

Each file is named after its source and the day that it is of. The numbers are
those that the open clients of these sources keep as recordings.
"""

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def recorded(name: str) -> Any:
    """Return what was recorded, parsed."""
    return json.loads((_FOLDER / f"{name}.json").read_text())


def recorded_text(name: str) -> str:
    """Return what was recorded, as it came."""
    return (_FOLDER / name).read_text()
