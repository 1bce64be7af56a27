"""Precision and recall of a note reader, by kind of constraint and of question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .statements import Statement, Truth, normal
from custom_components.hushwatt.vocabulary import ConstraintKind, Reading


@dataclass(slots=True)
class Tally:
    """How often something was found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right, None of nothing."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Return the share of what is there that was found, None of nothing."""
        there = self.right + self.missed
        return self.right / there if there else None

    def add(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(slots=True)
class Score:
    """What a reader made of statements.

    `constraints` are tallied by kind, `questions` by question. `statements` is
    right for a reading that is right as a whole, wrong for one that holds a
    wrong constraint, and missed for one that only asks or says too little.
    """

    constraints: dict[str, Tally] = field(default_factory=dict)
    questions: dict[str, Tally] = field(default_factory=dict)
    statements: Tally = field(default_factory=Tally)
    mistakes: list[tuple[Statement, Reading]] = field(default_factory=list)

    @property
    def all_constraints(self) -> Tally:
        """Return the tally over all kinds."""
        total = Tally()
        for tally in self.constraints.values():
            total.add(tally)
        return total

    def count(self, statement: Statement, reading: Reading) -> None:
        """Count what a reader made of one statement, against the truth nearest to it."""
        truth = max(statement.truths, key=lambda truth: _agrees(truth, reading))
        said = frozenset(map(normal, reading.constraints))
        for kind in ConstraintKind:
            mine = frozenset(c for c in said if c.kind is kind)
            true = frozenset(c for c in truth.constraints if c.kind is kind)
            self.constraints.setdefault(kind, Tally()).add(
                Tally(len(mine & true), len(mine - true), len(true - mine))
            )
        self._count_question(truth, reading)
        if _agrees(truth, reading):
            self.statements.right += 1
            return
        self.mistakes.append((statement, reading))
        if said - truth.constraints:
            self.statements.wrong += 1
        else:
            self.statements.missed += 1

    def _count_question(self, truth: Truth, reading: Reading) -> None:
        """Count a question that was rightly, needlessly, or not asked."""
        asked = reading.question
        if asked is not None and not truth.harmless:
            right = asked in truth.questions
            tally = self.questions.setdefault(asked, Tally())
            tally.add(Tally(int(right), int(not right), 0))
        if truth.questions and asked not in truth.questions:
            expected = next(iter(sorted(truth.questions)))
            self.questions.setdefault(expected, Tally()).add(Tally(0, 0, 1))


def _agrees(truth: Truth, reading: Reading) -> bool:
    """Tell whether a reading is what a truth says."""
    if truth.harmless:
        return not reading.constraints
    said = frozenset(map(normal, reading.constraints))
    if truth.questions:
        return not said and reading.question in truth.questions
    return said == truth.constraints and reading.question is None


def score(
    statements: Iterable[Statement], read: Callable[[Statement], Reading]
) -> Score:
    """Return what a reader makes of statements."""
    result = Score()
    for statement in statements:
        result.count(statement, read(statement))
    return result
