"""Tests of the stand-ins as programs of their own."""

import json
from pathlib import Path
import re
import subprocess
import sys
import urllib.request

import pytest


@pytest.mark.parametrize(
    ("module", "path", "key"),
    [
        ("stand_ins.ollama", "/api/tags", None),
        ("stand_ins.openai", "/models", "sk-stand-in-0123456789"),
    ],
)
def test_a_stand_in_runs_as_a_program(
    loopback: None, module: str, path: str, key: str | None
) -> None:
    """It tells its address, and answers there until it is ended."""
    with subprocess.Popen(
        [sys.executable, "-m", module, "--port", "0"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout
        told = re.search(r"http://127\.0\.0\.1:\d+(/v1)?", program.stdout.readline())
        assert told
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        request = urllib.request.Request(f"{told[0]}{path}", headers=headers)
        with urllib.request.urlopen(request) as response:
            assert json.loads(response.read())
        program.terminate()
