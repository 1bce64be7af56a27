"""The check that every wording of an answer must pass before a person hears it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
import re

from ..vocabulary import Household, Recommendation, Verdict
from .cues import Cues
from .facts import Marked, Role, mark, runs_of, saves
from .folding import compose, flatten, whole_words
from .languages import LANGUAGES
from .roles import clauses_of, stated_roles
from .saying import say_asides, say_verdict
from .telling import Telling

LONGEST = 420
"""No answer has more characters, beside the sentences that code adds."""


class Fault(StrEnum):
    """In which way a wording is not the plan's."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    QUESTION = "question"
    FORMAT = "format"
    LOAD_ID = "load_id"
    LANGUAGE = "language"
    VERDICT = "verdict"
    NO_APPLIANCE = "no_appliance"
    NO_TIME = "no_time"
    OTHER_APPLIANCE = "other_appliance"
    TIME = "time"
    AMOUNT = "amount"
    DAY = "day"
    NUMBER = "number"
    NAME = "name"
    ACT = "act"
    INVENTION = "invention"
    NOT_THE_TEMPLATE = "not_the_template"


@dataclass(frozen=True)
class WordingFault:
    """One fault and the words it was found in; the words are private."""

    code: Fault
    words: str = ""


@dataclass(frozen=True)
class _Wording:
    """A text to be checked: as it is, marked, and the recommendation it is to tell."""

    text: str
    marked: Marked
    telling: Telling

    @property
    def cues(self) -> Cues:
        """Return what to look for in the language of the answer."""
        return self.telling.language.cues

    @property
    def verdict(self) -> Verdict | None:
        """Return now or later, None for a plan of several appliances."""
        recommendation = self.telling.recommendation
        return recommendation.verdict if recommendation.run is not None else None


def check_wording(
    text: str, recommendation: Recommendation, household: Household
) -> tuple[WordingFault, ...]:
    """Return what is wrong with a wording of a recommendation, nothing when it is true.

    The text is in the recommendation's language; it says the verdict first, then
    times and amounts of the plan, each as what it is and of the appliance it
    belongs to, and nothing else. An answer without a plan has the template's
    words only.
    """
    telling = Telling.of(recommendation, household)
    text = compose(text).strip()
    if not runs_of(telling):
        template = " ".join((say_verdict(telling), *say_asides(telling)))
        same = text == compose(template)
        return () if same else (WordingFault(Fault.NOT_THE_TEMPLATE),)
    wording = _Wording(text, mark(text, telling), telling)
    return tuple(fault for check in _CHECKS for fault in check(wording))


def _check_form(wording: _Wording) -> Iterator[WordingFault]:
    """Yield what is wrong with length and form."""
    text, rest = wording.text, wording.marked.rest
    if not rest.strip():
        yield WordingFault(Fault.EMPTY)
    if len(text) > LONGEST + sum(map(len, say_asides(wording.telling))):
        yield WordingFault(Fault.TOO_LONG)
    if "?" in rest or text.endswith("?"):
        yield WordingFault(Fault.QUESTION)
    if not text.endswith((".", "!")):
        yield WordingFault(Fault.FORMAT, text[-1:])
    for odd in re.finditer(r"[^\w .,;:!?()'\"«»„“”–—+&/€$£%-]|_|\.\.|https?:", rest):
        yield WordingFault(Fault.FORMAT, odd.group())


def _check_ids(wording: _Wording) -> Iterator[WordingFault]:
    """Yield ids of appliances and loads."""
    for appliance in wording.telling.household.appliances:
        if found := _search(re.escape(appliance.id), wording.marked.rest):
            yield WordingFault(Fault.LOAD_ID, found)
    if found := _search(r"(?:load|job|task|l)[ _-]?\d+", wording.marked.rest):
        yield WordingFault(Fault.LOAD_ID, found)


def _check_language(wording: _Wording) -> Iterator[WordingFault]:
    """Yield the language that a text is rather in than in the one asked for."""
    words = re.findall(r"[^\W\d]+", wording.marked.rest)
    own = wording.telling.language.code
    scores = {
        code: sum(word in language.function for word in words)
        for code, language in _function_words().items()
    }
    best = max(scores, key=lambda code: (scores[code], code == own))
    if best != own:
        yield WordingFault(Fault.LANGUAGE, best)


def _check_appliances(wording: _Wording) -> Iterator[WordingFault]:
    """Yield other appliances, and that the one asked about is not named."""
    asked = wording.telling.recommendation.appliance
    named = {naming.appliance for naming in wording.marked.namings}
    if asked is not None and asked not in named:
        yield WordingFault(Fault.NO_APPLIANCE)
    rest = wording.marked.rest
    for appliance in wording.telling.household.appliances:
        for name in (appliance.name, *appliance.aliases):
            if found := _search(re.escape(compose(name).strip()), rest):
                yield WordingFault(Fault.OTHER_APPLIANCE, found)
    if found := _search(wording.cues.appliances, rest):
        yield WordingFault(Fault.OTHER_APPLIANCE, found)


def _check_verdict(wording: _Wording) -> Iterator[WordingFault]:
    """Yield that the verdict is not said first, or is contradicted afterwards."""
    cues = wording.cues
    match wording.verdict:
        case Verdict.RUN_NOW:
            first, other = cues.now_first, cues.later
        case Verdict.RUN_LATER:
            first, other = cues.later_first, cues.now
        case _:
            return
    opening = whole_words(first).match(wording.marked.text)
    if opening is None:
        yield WordingFault(Fault.VERDICT, wording.text[:40])
    opened = opening.end() if opening else 0
    for clause in clauses_of(wording.marked, cues):
        words = wording.marked.rest[max(clause.start, opened) : clause.end]
        if not (found := _search(other, words)):
            continue
        states_now = any(
            fact.role is Role.COST_NOW for one in clause.mentions for fact in one.facts
        )
        urges = _search(cues.start, words) and not _search(cues.conditions, words)
        if urges or not (states_now or _search(cues.contrasts, words)):
            yield WordingFault(Fault.VERDICT, found)


def _check_facts(wording: _Wording) -> Iterator[WordingFault]:
    """Yield times and amounts that are said of the wrong run or as the wrong thing."""
    target = wording.telling.recommendation.appliance
    started = False
    for _, stated in stated_roles(wording.marked, wording.cues, target):
        mention = stated.mention
        may_be = mention.roles(stated.appliance)
        said = stated.role
        if said is None and mention.is_time and stated.is_first:
            said = Role.START
        words = wording.text[mention.start : mention.end]
        fault = Fault.TIME if mention.is_time else Fault.AMOUNT
        if not may_be or (said is not None and not _agrees(said, may_be)):
            yield WordingFault(fault, words)
        started |= Role.START in may_be and stated.appliance == target
    if wording.verdict is Verdict.RUN_LATER and not started:
        yield WordingFault(Fault.NO_TIME)


def _agrees(said: Role, may_be: frozenset[Role]) -> bool:
    """Return whether a mention may be what it is said to be; a sum is a cost, too."""
    return said in may_be or (said is Role.COST and Role.TOTAL in may_be)


def _check_leftovers(wording: _Wording) -> Iterator[WordingFault]:
    """Yield numbers, days and units that are left when the plan's own are taken out."""
    rest, cues = wording.marked.rest, wording.cues
    for fault, words in (
        (Fault.NUMBER, f"{cues.numbers}|%"),
        (Fault.AMOUNT, f"[€$£]|{cues.units}"),
        (Fault.DAY, cues.days),
    ):
        if found := _search(words, rest):
            yield WordingFault(fault, found)
    if found := "".join(char for char in rest if char.isnumeric()):
        yield WordingFault(Fault.NUMBER, found)


def _check_claims(wording: _Wording) -> Iterator[WordingFault]:
    """Yield acts that nobody did, reasons that nobody knows, and savings there are not."""
    rest, cues = wording.marked.rest, wording.cues
    if found := _search(cues.acts, rest):
        yield WordingFault(Fault.ACT, found)
    if found := _search(cues.inventions, rest):
        yield WordingFault(Fault.INVENTION, found)
    if saves(wording.telling) or wording.verdict is None:
        return
    for clause in clauses_of(wording.marked, cues):
        found = _search(cues.saves, clause.words)
        if found and not _search(cues.contrasts, clause.words):
            yield WordingFault(Fault.INVENTION, found)


def _check_names(wording: _Wording) -> Iterator[WordingFault]:
    """Yield words with a capital that no answer needs: names."""
    cues, text = wording.cues, wording.text
    nouns = {flatten(noun) for noun in cues.nouns}
    openers = nouns | {flatten(word) for word in cues.openers}
    for found in re.finditer(r"(?<!\w)[^\W\d_][\w'’]*", text):
        flat = flatten(found.group())
        own = wording.marked.rest[found.start() : found.end()] == flat
        opens = re.search(r"(?:^|[.!:])\W*$", text[: found.start()])
        if (
            own
            and found.group()[0].isupper()
            and flat not in (openers if opens else nouns)
        ):
            yield WordingFault(Fault.NAME, found.group())


_CHECKS = (
    _check_form,
    _check_ids,
    _check_language,
    _check_appliances,
    _check_verdict,
    _check_facts,
    _check_leftovers,
    _check_claims,
    _check_names,
)


def _function_words() -> dict[str, Cues]:
    """Return the cues of every language by its code."""
    return {code: language.cues for code, language in LANGUAGES.items()}


def _search(words: str, text: str) -> str:
    """Return the first of some whole words in flattened text, empty when none is there."""
    found = whole_words(words).search(text)
    return found.group() if found else ""
