"""The other peer: EMHASS, in an environment of its own that this script makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import json
import os
from pathlib import Path
import shutil
import subprocess
from typing import IO

from .homes import SLOT, bounds_of
from custom_components.hushwatt.scheduling.problem import Problem

VERSION = "0.18.7"
PYTHONS = ("python3.12", "python3.11", "python3.10", "python3")
SERVER = Path(__file__).with_name("emhass_server.py")


class NoPeerError(Exception):
    """EMHASS cannot be had here; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What EMHASS did: processor milliseconds of a first plan and of one more, the cost."""

    first: float
    again: float
    cost: float
    optimal: bool


@dataclass(frozen=True)
class Emhass:
    """A running EMHASS."""

    asks: IO[str]
    answers: IO[str]

    def solve(self, problem: Problem) -> Answer:
        """Return how EMHASS plans the loads of a problem without a limit."""
        self.asks.write(json.dumps(_written(problem)) + "\n")
        self.asks.flush()
        return Answer(**json.loads(self.answers.readline()))


@contextmanager
def emhass() -> Iterator[Emhass]:
    """Run EMHASS; NoPeerError when no environment for it can be made."""
    with subprocess.Popen(
        [_python(), "-I", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(),
    ) as process:
        assert process.stdin and process.stdout
        yield Emhass(process.stdin, process.stdout)
        process.stdin.close()


def _python() -> Path:
    """Return the Python of EMHASS's environment, which is made the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "hushwatt" / "peers" / f"emhass-{VERSION}"
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run([_found_python(), "-m", "venv", str(folder)], "no environment")
        install = [str(python), "-m", "pip", "install", "--quiet", f"emhass=={VERSION}"]
        _run(install, f"emhass {VERSION} cannot be installed")
        ready.touch()
    return python


def _found_python() -> str:
    """Return a Python that EMHASS runs on."""
    asks = "import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info < (3, 13))"
    for name in PYTHONS:
        for folder in os.get_exec_path():
            found = Path(folder) / name
            if found.is_file() and _succeeds([str(found), "-c", asks]):
                return str(found)
    raise NoPeerError("there is no Python from 3.10 to 3.12 with venv on this machine")


def _succeeds(command: list[str]) -> bool:
    """Return whether a command ends well."""
    done = subprocess.run(command, capture_output=True, check=False, env=_environment())
    return done.returncode == 0


def _run(command: list[str], trouble: str) -> None:
    """Run a command; NoPeerError with its last line when it fails."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment()
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NoPeerError(f"{trouble}: {said[-1] if said else done.returncode}")


def _environment() -> dict[str, str]:
    """Return the environment variables without what is meant for our own Python."""
    return {
        k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}
    }


def _written(problem: Problem) -> dict[str, object]:
    """Return a problem of unbroken loads of one power on even slots as EMHASS is asked."""
    end = problem.windows[-1].span.end
    return {
        "minutes": SLOT,
        "prices": [window.import_price for window in problem.windows],
        "loads": [
            {
                "power": load.phases[0].power,
                "slots": load.duration // SLOT,
                "first": first // SLOT,
                "due": due // SLOT,
            }
            for load in problem.loads
            for first, due in [bounds_of(load, end)]
        ],
    }
