"""From what a person said to what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..vocabulary import Appliance, Constraint, ConstraintKind, Source
from .ask import NOT_OURS, Ask, AskKind
from .clock import SaidTime, find_delays, find_times
from .naming import Mention, Name, find_mentions, fitting_part, names_of
from .sentences import APPLIANCE, DELAY, TIME, Match, Sentences, load
from .words import Words, split

LONGEST = 60
"""More words than this are no question to us."""

_PLACEHOLDERS = frozenset({APPLIANCE, TIME, DELAY})
_WITH_DEMAND = frozenset(
    {AskKind.ADVISE, AskKind.WHEN, AskKind.COST, AskKind.PLAN, AskKind.FOLLOW_UP}
)


@dataclass(frozen=True)
class _Reduced:
    """Words in which `xapp`, `xtime` and `xdelay` stand for names, times and stretches.

    `origins` has for each word the number of the first said word it stands for.
    """

    words: tuple[str, ...]
    origins: tuple[int, ...]
    mentions: tuple[Mention, ...]
    times: tuple[SaidTime, ...]

    @property
    def text(self) -> str:
        """Return the words as a text."""
        return " ".join(self.words)

    def origin(self, character: int) -> int:
        """Return the number of the said word at a character of the text."""
        return self.origins[self.text[:character].count(" ")]


def understand(
    words: str, language: str, appliances: Sequence[Appliance], now: datetime
) -> Ask:
    """Return what a person asks, in words as written or as speech-to-text gives them.

    `language` is a tag such as `de` or `de-CH`; `now` is aware and in the home's
    timezone. What is not surely ours is NOT_OURS. The first call for a language
    reads a file (see `load`).
    """
    sentences = load(language)
    if sentences is None:
        return NOT_OURS
    said = split(words, elides=sentences.words.elides)
    if not 0 < len(said.tokens) <= LONGEST or _PLACEHOLDERS & set(said.folded):
        return NOT_OURS
    names = names_of(appliances, elides=sentences.words.elides)
    reduced = _reduce(said.folded, names, sentences)
    allowed, reduced = _without_cloud(reduced, sentences)
    if not reduced.words:
        return Ask(kind=AskKind.FOLLOW_UP, allow_cloud=False)
    ask = (
        _question(reduced, said, sentences, now)
        or _unknown(said, names, sentences)
        or _part(said, names, sentences)
        or NOT_OURS
    )
    return replace(_bind(ask, appliances), allow_cloud=allowed or ask is NOT_OURS)


def _bind(ask: Ask, appliances: Sequence[Appliance]) -> Ask:
    """Return an ask with its constraints on the appliance that it names, if it is one."""
    if len(ask.appliances) != 1 or not ask.constraints:
        return ask
    return ask.about(next(one for one in appliances if one.id == ask.appliances[0]))


def _reduce(
    words: Sequence[str], names: Sequence[Name], sentences: Sentences
) -> _Reduced:
    """Return words with names, times and stretches replaced."""
    mentions = find_mentions(words, names, head_first=sentences.words.head_first)
    spans = [(one.start, one.end) for one in mentions]
    reduced, origins = _replaced(words, range(len(words)), spans, APPLIANCE)
    delays = find_delays(reduced, sentences.words.clock)
    spans = [(one.start, one.end) for one in delays]
    reduced, origins = _replaced(reduced, origins, spans, DELAY)
    times = find_times(reduced, sentences.words.clock)
    spans = [(one.start, one.end) for one in times]
    reduced, origins = _replaced(reduced, origins, spans, TIME)
    return _Reduced(tuple(reduced), tuple(origins), mentions, (*delays, *times))


def _replaced(
    words: Sequence[str],
    origins: Sequence[int],
    spans: Sequence[tuple[int, int]],
    placeholder: str,
) -> tuple[list[str], list[int]]:
    """Return words and their origins with each span made one placeholder."""
    new, kept = list(words), list(origins)
    for start, end in reversed(spans):
        new[start:end] = [placeholder]
        kept[start:end] = [kept[start]]
    return new, kept


def _without_cloud(reduced: _Reduced, sentences: Sentences) -> tuple[bool, _Reduced]:
    """Return whether the cloud may be asked, and the words without that wish."""
    found = sentences.without_cloud.search(reduced.text)
    if found is None:
        return True, reduced
    start = reduced.text[: found.start()].count(" ")
    end = start + found.group().count(" ") + 1
    return False, replace(
        reduced,
        words=reduced.words[:start] + reduced.words[end:],
        origins=reduced.origins[:start] + reduced.origins[end:],
    )


def _question(
    reduced: _Reduced, said: Words, sentences: Sentences, now: datetime
) -> Ask | None:
    """Return what words ask, with what they demand of the run."""
    found = sentences.ask(reduced.text)
    timed = TIME in reduced.words or DELAY in reduced.words
    if timed and (found is None or found.kind == AskKind.COST):
        demanded = _demanding(reduced, sentences, now)
        if demanded is not None:
            return demanded
    if found is None:
        return None
    kind = AskKind(found.kind)
    if kind in (AskKind.REMEMBER, AskKind.FORGET):
        return _note(kind, found, reduced, said, sentences)
    return _named(kind, reduced.mentions)


def _note(
    kind: AskKind, found: Match, reduced: _Reduced, said: Words, sentences: Sentences
) -> Ask | None:
    """Return a note to remember or forget, None when it is not about the household."""
    about_home = APPLIANCE in reduced.words or not sentences.household.isdisjoint(
        reduced.words
    )
    if not about_home:
        return None
    text = said.after(reduced.origin(found.start))
    ids = tuple(dict.fromkeys(one for each in reduced.mentions for one in each.ids))
    return Ask(kind=kind, appliances=ids, text=text)


def _named(kind: AskKind, mentions: Sequence[Mention], *constraints: Constraint) -> Ask:
    """Return an ask about the appliances that were named; two of them make a plan."""
    named = list(dict.fromkeys(mention.ids for mention in mentions))
    ids = tuple(dict.fromkeys(one for ids in named for one in ids))
    if len(named) > 1 and kind in (AskKind.ADVISE, AskKind.WHEN):
        kind = AskKind.PLAN
    return Ask(kind=kind, appliances=ids, constraints=constraints)


def _demanding(reduced: _Reduced, sentences: Sentences, now: datetime) -> Ask | None:
    """Return a question and a demand said in one breath, or a demand alone."""
    for demand, question in _cuts(reduced.words):
        opened, demand = _opened(demand, sentences)
        kind = sentences.demand(" ".join(demand)) if demand else None
        if kind is None:
            continue
        asked = _asked(question, opened, demand, sentences)
        if asked is None:
            continue
        constraint = _constraint(kind, reduced, now)
        return _named(asked, reduced.mentions, constraint)
    return None


def _cuts(
    words: Sequence[str],
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield words cut into a demand with the one time said, and a question."""
    timed = [index for index, word in enumerate(words) if word in (TIME, DELAY)]
    if len(timed) != 1:
        return
    for start in range(timed[0] + 1):
        yield words[start:], words[:start]
    for end in range(len(words) - 1, timed[0], -1):
        yield words[:end], words[end:]


def _opened(words: Sequence[str], sentences: Sentences) -> tuple[bool, Sequence[str]]:
    """Return whether words begin with "what if" or its like, and the rest."""
    for count in range(min(6, len(words) - 1), 0, -1):
        if " ".join(words[:count]) in sentences.openings:
            return True, words[count:]
    return False, words


def _asked(
    question: Sequence[str],
    opened: bool,
    demand: Sequence[str],
    sentences: Sentences,
) -> AskKind | None:
    """Return what is asked beside a demand; a demand alone asks "what if"."""
    if not question:
        alone = opened or len(demand) > 3 or APPLIANCE in demand or TIME in demand
        return AskKind.WHAT_IF if alone else None
    found = sentences.ask(" ".join(question))
    if found is None or found.kind not in _WITH_DEMAND:
        return None
    kind = AskKind(found.kind)
    return AskKind.WHAT_IF if kind is AskKind.FOLLOW_UP else kind


def _constraint(kind: ConstraintKind, reduced: _Reduced, now: datetime) -> Constraint:
    """Return what is demanded, for this question only."""
    said = reduced.times[0]
    moment = said.at(now)
    return Constraint(
        kind=kind,
        appliance=None,
        source=Source.QUESTION,
        time=moment.time(),
        until=moment.time() if kind is ConstraintKind.ALLOWED_WINDOW else None,
        weekdays=said.weekdays(now),
    )


def _unknown(said: Words, names: Sequence[Name], sentences: Sentences) -> Ask | None:
    """Return a question about something that no appliance of the home is called."""
    text = " ".join(said.folded)
    found = sentences.unknown_name(text)
    if found is None:
        return None
    named = find_mentions(
        found.text.split(), names, head_first=sentences.words.head_first
    )
    if named and named[0].start == 0 and named[0].end == len(found.text.split()):
        return Ask(kind=AskKind(found.kind), appliances=named[0].ids)
    first = text[: found.start].count(" ")
    last = first + found.text.count(" ")
    name = said.said[said.tokens[first].start : said.tokens[last].end]
    return Ask(kind=AskKind(found.kind), unknown_name=name)


def _part(said: Words, names: Sequence[Name], sentences: Sentences) -> Ask | None:
    """Return the appliances that a part of a name fits, in answer to "which one?"."""
    part = sentences.part(" ".join(said.folded))
    ids = fitting_part(part.split(), names) if part else ()
    return Ask(kind=AskKind.FOLLOW_UP, appliances=ids) if ids else None
