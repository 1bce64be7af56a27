"""The table of `script/eval --cycles`, on a few traces of each kind."""

import pytest

from evals.cycles import table
from evals.cycles.table import TUNED, print_tables, score
from evals.cycles.traces import WITH_CYCLES, WITHOUT_CYCLES
from tests import sampled

# Where five-minute means alone are too coarse for a short programme, or runs
# differ so much that they could be anything.
HARD = {
    "runs differ by 8 %",
    "statistics only",
    "statistics, noise 15 %",
    "statistics, gaps",
}


@pytest.mark.parametrize("kind", WITH_CYCLES)
def test_what_is_learned_is_right(kind: str) -> None:
    """Nothing is learned that is not, and all that anybody could learn is."""
    found = score(WITH_CYCLES[kind], sampled(list(TUNED), 2))
    assert found.wrong == 0 or kind in HARD
    assert found.right + found.refused + found.wrong == found.traces


@pytest.mark.parametrize("kind", WITHOUT_CYCLES)
def test_what_holds_no_cycle_is_refused(kind: str) -> None:
    """Thermostats, screens, ovens, and what was never measured."""
    found = score(WITHOUT_CYCLES[kind], sampled(list(TUNED), 4))
    assert (found.refused, found.wrong) == (found.traces, 0)


def test_the_table_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two sets of seeds, one row a kind."""
    monkeypatch.setattr(table, "TUNED", range(2))
    monkeypatch.setattr(table, "FRESH", range(2))
    monkeypatch.setattr(table, "WITH_CYCLES", {"clean": WITH_CYCLES["clean"]})
    monkeypatch.setattr(table, "WITHOUT_CYCLES", {"kettle": WITHOUT_CYCLES["kettle"]})
    print_tables()
    printed = capsys.readouterr().out
    assert printed.count("clean") == printed.count("kettle") == 2
    assert "never looked at" in printed
