"""The groups of rows, by the names that `script/bench --only` takes."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from importlib import import_module
from typing import Final

from .rows import Row
from .scale import Scale

type Rows = AsyncIterator[Row] | Iterable[Row]
type Measure = Callable[[Scale], Rows]

# In the order of the table; each is a module with a function `rows`.
GROUPS: Final[Mapping[str, str]] = {
    "solver": "the solver against EMHASS and HiGHS",
    "asking": "what a question costs beyond its models",
    "first_word": "when the first word is heard",
    "voice": "when a satellite is heard, pattern by pattern",
    "event_loop": "the longest slice of the event loop",
    "reading_the_home": "the same while the home is read",
    "setting_up": "set-up time and memory",
    "cloud_tokens": "what is sent to the cloud",
    "growth": "how all that grows with the home",
}


def measure_of(name: str) -> Measure:
    """Return what measures a group; only its own modules are imported."""
    measure: Measure = import_module(f".{name}", __package__).rows
    return measure
