"""Prints how well the built-in reader does, by language, by kind and by part."""

from time import perf_counter

from .score import Score, Tally, score
from .statements import LANGUAGES, Statement, home, statements
from custom_components.hushwatt.notes import read_note
from custom_components.hushwatt.vocabulary import ConstraintKind, NoteQuestion, Reading

PARTS = {
    "tuned": "the reader was tuned on these",
    "held_out": "held out: written before the reader, never tuned on",
    "fresh": "fresh: written after the reader in another manner, never tuned on",
}


def scores(part: str) -> dict[str, Score]:
    """Return the score of each language on one part."""
    found = {}
    for language in LANGUAGES:
        context = home(language)

        def read(statement: Statement) -> Reading:
            """Read a statement with the built-in reader."""
            return read_note(statement.note, context)  # noqa: B023

        found[language] = score(statements(language, part), read)
    return found


def print_tables(*, mistakes: bool) -> None:
    """Print one table per part; with `mistakes`, those of the tuned part."""
    begun = perf_counter()
    for part, words in PARTS.items():
        found = scores(part)
        print(f"\nNotes, built-in reader: {words}")
        _print_statements(found)
        _print_kinds(found)
        _print_questions(found)
        if mistakes and part == "tuned":
            _print_mistakes(found)
    print(f"\n{perf_counter() - begun:.1f} s")


def _print_statements(found: dict[str, Score]) -> None:
    """Print how many statements were read rightly as a whole."""
    print(f"\n{'statements':22}" + "".join(f"{tag:>14}" for tag in found))
    tallies = [result.statements for result in found.values()]
    rows = {
        "all": [tally.right + tally.wrong + tally.missed for tally in tallies],
        "right as a whole": [tally.right for tally in tallies],
        "with a wrong demand": [tally.wrong for tally in tallies],
        "asked or too little": [tally.missed for tally in tallies],
    }
    for name, counts in rows.items():
        print(f"{name:22}" + "".join(f"{count:>14}" for count in counts))


def _print_kinds(found: dict[str, Score]) -> None:
    """Print precision and recall per kind of constraint."""
    print(f"\n{'precision / recall':22}" + "".join(f"{tag:>14}" for tag in found))
    for kind in ConstraintKind:
        cells = (_cell(s.constraints.get(kind, Tally())) for s in found.values())
        print(f"{kind:22}" + "".join(cells))
    cells = (_cell(s.all_constraints) for s in found.values())
    print(f"{'all constraints':22}" + "".join(cells))


def _print_questions(found: dict[str, Score]) -> None:
    """Print precision and recall per question to the person."""
    for question in NoteQuestion:
        if any(question in s.questions for s in found.values()):
            cells = (_cell(s.questions.get(question, Tally())) for s in found.values())
            print(f"{'? ' + question:22}" + "".join(cells))


def _cell(tally: Tally) -> str:
    """Return precision and recall, with what they are counted of."""
    if tally.right + tally.wrong + tally.missed == 0:
        return f"{'–':>14}"
    parts = (
        "  –  " if x is None else f"{x:.2f}" for x in (tally.precision, tally.recall)
    )
    return f"{' / '.join(parts):>14}"


def _print_mistakes(found: dict[str, Score]) -> None:
    """Print what was read wrongly, for whoever tunes the reader."""
    for language, result in found.items():
        for statement, reading in result.mistakes:
            said = [
                " ".join(
                    str(x)
                    for x in (c.kind, c.appliance, c.time, c.until, c.other, c.amount)
                    if x is not None
                )
                for c in reading.constraints
            ]
            print(f"{language}: {statement.text}\n    {said} {reading.question or ''}")
