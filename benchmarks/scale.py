"""How much is measured: all of it, or as much as shows that everything works."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Numbers of runs, and sizes of what is measured.

    `starts` are fresh processes of Home Assistant for each side, `questions`
    are asked of each agent, `plans` are made of the whole home. `entities` are
    exposed to assistants, `many_entities` are those of a large home. `growing` are
    the sizes at which growth is measured, as factors of the smallest.
    """

    questions: int = 30
    plans: int = 9
    imports: int = 3
    starts: int = 5
    readings: int = 20
    growth_runs: int = 5
    appliances: int = 50
    windows: int = 672
    notes: int = 500
    entities: int = 60
    many_entities: int = 2000
    growing: tuple[int, ...] = (1, 2, 4, 8)


FULL: Final = Scale()
QUICK: Final = Scale(
    questions=3,
    plans=2,
    imports=1,
    starts=1,
    readings=2,
    growth_runs=1,
    appliances=5,
    windows=96,
    notes=10,
    entities=20,
    many_entities=50,
    growing=(1, 2, 4),
)
