"""How a search is told to stop."""

from collections.abc import Callable

# Told whether a schedule is known, says whether to stop.
type Stop = Callable[[bool], bool]
