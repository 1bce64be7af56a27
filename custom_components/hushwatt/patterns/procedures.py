"""The procedures that the cloud gave, one per kind of problem and model, kept in a file."""

from contextlib import suppress
import json
from pathlib import Path

from ..privacy.goals import read_procedure
from ..privacy.reply import BadReply
from ..scheduling.procedure import Goal, Procedure


class ProcedureFile:
    """A small JSON file of replies; what cannot be read in it is asked for again.

    Its methods block; call them on a worker thread. A procedure names nothing
    of a home.
    """

    def __init__(self, path: Path) -> None:
        """Prepare for a file, which need not exist."""
        self._path = path

    def get(self, goal: Goal, model: str) -> Procedure | None:
        """Return the procedure for a kind of problem, None when none is kept."""
        text = self._read().get(_key(goal, model))
        if text is None:
            return None
        try:
            return read_procedure(text)
        except BadReply:
            return None

    def keep(self, goal: Goal, model: str, text: str) -> None:
        """Keep a reply that was read; a file that cannot be written keeps nothing."""
        replies = {**self._read(), _key(goal, model): text}
        written = self._path.with_suffix(".new")
        with suppress(OSError):
            written.write_text(json.dumps(replies), encoding="utf-8")
            written.replace(self._path)

    def _read(self) -> dict[str, str]:
        """Return all replies of the file."""
        try:
            replies = json.loads(self._path.read_text(encoding="utf-8"))
        except OSError, ValueError:
            return {}
        if not isinstance(replies, dict):
            return {}
        return {key: text for key, text in replies.items() if isinstance(text, str)}


def _key(goal: Goal, model: str) -> str:
    """Return where the reply of a model to a goal is kept."""
    return f"{goal.value} {model}"
