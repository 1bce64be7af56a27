"""`script/bench` runs from end to end, on tiny sizes."""

import json
import os
from pathlib import Path
import subprocess
import sys

from benchmarks.booting import REPOSITORY


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program behind the script."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )


def test_it_measures_a_real_home_against_core(tmp_path: Path) -> None:
    """As JSON; where tokens cannot be counted, bytes are, and it says so."""
    done = bench(
        *("--quick", "--json", "--only", "reading_the_home", "cloud_tokens"),
        TIKTOKEN_CACHE_DIR=str(tmp_path / "none"),
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["unit"] for row in rows} == {"ms", "bytes"}
    assert all(row["ours"] > 0 for row in rows)
    whole = next(row for row in rows if "all that core's" in row["name"])
    assert whole["ratio"] == whole["peer"] / whole["ours"]
    assert whole["met"] is (whole["ratio"] >= 5)


def test_the_page_takes_the_whole_table_only() -> None:
    """Not one that was measured quickly or in part."""
    for part in ("--quick", "--only=growth"):
        done = bench("--docs", part)
        assert done.returncode == 2
        assert "whole table" in done.stderr
