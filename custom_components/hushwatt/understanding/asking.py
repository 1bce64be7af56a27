"""From what a person said to what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..vocabulary import Appliance, Constraint, ConstraintKind, Source
from .ask import NOT_OURS, Ask, AskKind
from .clock import SaidTime, find_delays, find_times
from .languages import LANGUAGES
from .matching import Matcher
from .naming import Mention, Names, names_of
from .sentences import APPLIANCE, DELAY, TIME, Sentences, load
from .words import Words, split

LONGEST = 60
"""More words than this are no question to us."""
USUAL = 60
"""Minutes that a run lasts at least when nobody knows how long."""
LONGEST_NAME = 3
"""More words than this are no name of an appliance."""

_TIMES = frozenset({TIME, DELAY})
_PLACEHOLDERS = _TIMES | {APPLIANCE}
_WITH_LEAD = frozenset({AskKind.ADVISE, AskKind.WHEN, AskKind.COST})
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


@dataclass(frozen=True)
class _Now:
    """The home's time and its appliances, for what a clock time can mean."""

    time: datetime
    appliances: Sequence[Appliance]

    def run(self, mentions: Sequence[Mention]) -> timedelta:
        """Return how long the appliance that was named runs at least."""
        ids = {each for mention in mentions for each in mention.ids}
        known = [one.duration for one in self.appliances if one.id in ids]
        return timedelta(minutes=min(filter(None, known), default=USUAL))


@dataclass(frozen=True)
class Heard:
    """What was said, and what code sees in it before it is understood."""

    said: Words
    sentences: Sentences
    names: Names
    reduced: _Reduced
    now: _Now

    @property
    def named(self) -> tuple[str, ...]:
        """Return the subentry ids of the appliances that were named."""
        ids = (one for mention in self.reduced.mentions for one in mention.ids)
        return tuple(dict.fromkeys(ids))

    @property
    def time(self) -> SaidTime | None:
        """Return the clock time that was said, None when none or more than one was."""
        clock = [one for one in self.reduced.times if one.delay is None]
        return clock[0] if len(clock) == len(self.reduced.times) == 1 else None

    @property
    def is_about_washing_a_car(self) -> bool:
        """Return whether the car is to be washed, not charged."""
        washed = not self.sentences.washing.isdisjoint(self.reduced.words)
        return washed and bool(self.named) and self.names.are_cars(self.named)

    def may_be_ours(self, *, talking: bool) -> bool:
        """Return whether words that no template understands can be for us at all.

        Never a command, and nothing without a word of choosing or of money.
        """
        words = frozenset(self.reduced.words)
        matcher = self.sentences.matcher(self.reduced.words)
        if matcher.ends(self.sentences.loose.command, 0) or self.is_about_washing_a_car:
            return False
        about = talking or APPLIANCE in words or bool(words & self.sentences.topics)
        return about and bool(words & self.sentences.evidence)

    def constraint(self, kind: ConstraintKind) -> Constraint:
        """Return what is demanded by the clock time that was said."""
        return _constraint(kind, self.reduced, self.now)

    def bind(self, ask: Ask) -> Ask:
        """Return an ask with its constraints on the appliance that it names, if it is one."""
        return _bind(ask, self.now.appliances)


def hear(
    words: str, language: str, appliances: Sequence[Appliance], now: datetime
) -> Heard | None:
    """Return what was said, None for a language that is not spoken here and for no question.

    Takes what `understand` takes.
    """
    sentences = load(language)
    if sentences is None:
        return None
    said = split(words, elides=sentences.words.elides)
    if not 0 < len(said.tokens) <= LONGEST or _PLACEHOLDERS & set(said.folded):
        return None
    names = _names(appliances, sentences)
    reduced = _reduce(said.folded, names, sentences)
    return Heard(said, sentences, names, reduced, _Now(now, appliances))


def understand(
    words: str, language: str, appliances: Sequence[Appliance], now: datetime
) -> Ask:
    """Return what a person asks, in words as written or as speech-to-text gives them.

    `language` is a tag such as `de` or `de-CH`; `now` is aware and in the home's
    timezone. What is not surely ours is NOT_OURS. The first call for a language
    reads a file (see `load`).
    """
    heard = hear(words, language, appliances, now)
    if heard is None:
        return NOT_OURS
    said, sentences, names = heard.said, heard.sentences, heard.names
    if heard.is_about_washing_a_car:
        return NOT_OURS
    allowed, reduced = _without_cloud(heard.reduced, sentences)
    rest = sentences.matcher(reduced.words)
    if len(reduced.words) in rest.skipped(0) and not allowed:
        return Ask(kind=AskKind.FOLLOW_UP, allow_cloud=False)
    plain = _without_conjunctions(reduced, sentences)
    ask = (
        _question(reduced, said, sentences, heard.now)
        or (plain and _question(plain, said, sentences, heard.now))
        or _unknown(said, names, sentences)
        or _part(said, names, sentences)
        or NOT_OURS
    )
    if ask.kind in _WITH_LEAD and not (ask.appliances or ask.unknown_name):
        ask = replace(ask, appliances=names.for_activity(said.folded))
    return replace(heard.bind(ask), allow_cloud=allowed or ask is NOT_OURS)


def understand_in_any_language(
    words: str, language: str, appliances: Sequence[Appliance], now: datetime
) -> tuple[Ask, str]:
    """Return what a person asks, and the tag of the language it was asked in.

    The language that is spoken goes first, then the others; what is not ours in
    any is NOT_OURS in the first. Else as `understand`.
    """
    for tag in (language, *LANGUAGES):
        ask = understand(words, tag, appliances, now)
        if ask.kind is not AskKind.NOT_OURS:
            return ask, tag
    return NOT_OURS, language


def find_appliances(
    words: str, language: str, appliances: Sequence[Appliance]
) -> tuple[str, ...]:
    """Return the subentry ids of the appliances that words name, several when unclear.

    The language that is spoken (a tag) goes first, then the others: names are
    said in any. The first call for a language reads a file.
    """
    spoken = [load(language), *map(load, LANGUAGES)]
    for sentences in filter(None, spoken):
        said = split(words, elides=sentences.words.elides).folded
        names = _names(appliances, sentences)
        found = [one for mention in names.find(said) for one in mention.ids]
        if ids := tuple(dict.fromkeys(found)) or names.with_part(said):
            return ids
    return ()


def _names(appliances: Sequence[Appliance], sentences: Sentences) -> Names:
    """Return what the appliances are called in a language."""
    return names_of(
        appliances,
        sentences.words.code,
        elides=sentences.words.elides,
        head_first=sentences.words.head_first,
    )


def _bind(ask: Ask, appliances: Sequence[Appliance]) -> Ask:
    """Return an ask with its constraints on the appliance that it names, if it is one."""
    if len(ask.appliances) != 1 or not ask.constraints:
        return ask
    return ask.about(next(one for one in appliances if one.id == ask.appliances[0]))


def _reduce(words: Sequence[str], names: Names, sentences: Sentences) -> _Reduced:
    """Return words with names, times and stretches replaced."""
    mentions = names.find(words)
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
    matcher = sentences.matcher(reduced.words)
    for start in range(len(reduced.words)):
        end = max(matcher.ends(sentences.without_cloud, start), default=start)
        if end > start:
            return False, replace(
                reduced,
                words=reduced.words[:start] + reduced.words[end:],
                origins=reduced.origins[:start] + reduced.origins[end:],
            )
    return True, reduced


def _without_conjunctions(reduced: _Reduced, sentences: Sentences) -> _Reduced | None:
    """Return words without "and so" before them, None when there is nothing to leave out."""
    count = 0
    while reduced.words[count : count + 1] and (
        reduced.words[count] in sentences.around.conjunctions
    ):
        count += 1
    if not 0 < count < len(reduced.words):
        return None
    return replace(
        reduced, words=reduced.words[count:], origins=reduced.origins[count:]
    )


def _question(
    reduced: _Reduced, said: Words, sentences: Sentences, now: _Now
) -> Ask | None:
    """Return what words ask, with what they demand of the run."""
    matcher = sentences.matcher(reduced.words)
    demanded = None
    if len(reduced.times) == 1:
        demanded = _demanding(matcher, reduced, sentences, now)
        if demanded is not None and _is_sure(demanded):
            return demanded
    found = _asked_after_lead(matcher, sentences)
    if found is AskKind.COST and len(reduced.times) == 1:
        starts = _constraint(ConstraintKind.ALLOWED_WINDOW, reduced, now)
        return _named(found, reduced.mentions, starts)
    if found is not None:
        return _named(found, reduced.mentions)
    if demanded is not None:
        return demanded
    if (noted := _note(matcher, reduced, said, sentences)) is not None:
        return noted
    free = sentences.loose.freely(matcher)
    return None if free is None else _named(free, reduced.mentions)


def _is_sure(demanded: Ask) -> bool:
    """Return whether a demand goes before what else the words could ask.

    A question with a deadline is no question without it, while "now or at nine"
    demands nothing.
    """
    asked = demanded.kind is not AskKind.WHAT_IF
    (constraint,) = demanded.constraints
    return asked and constraint.kind is not ConstraintKind.ALLOWED_WINDOW


def _asked(
    matcher: Matcher, sentences: Sentences, start: int, end: int
) -> AskKind | None:
    """Return what the words from `start` to `end` ask."""
    for kind, template in sentences.asks:
        if template.after is None and matcher.matches(template.before, start, end):
            return kind
    return sentences.loose.asked(matcher, start, end)


def _asked_after_lead(matcher: Matcher, sentences: Sentences) -> AskKind | None:
    """Return what all words ask, or all but a statement that leads to a question."""
    count = len(matcher.words)
    found = _asked(matcher, sentences, 0, count)
    for start in sorted(matcher.ends(sentences.leads, 0)):
        kind = found or _asked(matcher, sentences, start, count)
        found = kind if found or kind in _WITH_LEAD else None
    return found or _asked_among(matcher, sentences)


def _asked_among(matcher: Matcher, sentences: Sentences) -> AskKind | None:
    """Return what is asked about an appliance after a statement, or before a reason."""
    around, words = sentences.around, matcher.words
    if APPLIANCE not in words:
        return None
    count = len(words)
    ends = [at for at in range(2, count) if matcher.ends(around.reasons, at)]
    starts = [0]
    if words[0] in around.begins:
        starts += [at for at in range(2, count) if words[at] in around.questions]
    for start in starts:
        left = words[:start]
        if not around.business.isdisjoint(left) or _TIMES & set(left):
            break
        for end in (count, *ends):
            if (
                start < end
                and (start, end) != (0, count)
                and _TIMES.isdisjoint(words[end:])
            ):
                kind = _asked(matcher, sentences, start, end)
                if kind in _WITH_LEAD:
                    return kind
    return None


def _note(
    matcher: Matcher, reduced: _Reduced, said: Words, sentences: Sentences
) -> Ask | None:
    """Return a note to remember or to forget, None when it is not about the household."""
    words = reduced.words
    if APPLIANCE not in words and sentences.household.isdisjoint(words):
        return None
    for kind, template in sentences.asks:
        found = matcher.free_words(template, len(words))
        if found is not None:
            ids = dict.fromkeys(one for each in reduced.mentions for one in each.ids)
            text = said.after(reduced.origins[found[0]])
            return Ask(kind=kind, appliances=tuple(ids), text=text)
    return None


def _named(kind: AskKind, mentions: Sequence[Mention], *constraints: Constraint) -> Ask:
    """Return an ask about the appliances that were named; two of them make a plan."""
    named = list(dict.fromkeys(mention.ids for mention in mentions))
    ids = tuple(dict.fromkeys(one for ids in named for one in ids))
    if len(named) > 1 and kind in (AskKind.ADVISE, AskKind.WHEN):
        kind = AskKind.PLAN
    return Ask(kind=kind, appliances=ids, constraints=constraints)


def _demanding(
    matcher: Matcher, reduced: _Reduced, sentences: Sentences, now: _Now
) -> Ask | None:
    """Return a question and a demand said in one breath, or a demand alone."""
    for start, opened, end, kind in _demands(matcher, sentences, len(reduced.words)):
        asked = _beside(matcher, sentences, start, end)
        if asked is None and (start, end) == (0, len(reduced.words)):
            alone = opened or kind is not ConstraintKind.ALLOWED_WINDOW
            asked = AskKind.WHAT_IF if alone else None
        if asked is not None:
            constraint = _constraint(kind, reduced, now)
            return _named(asked, reduced.mentions, constraint)
    return None


def _demands(
    matcher: Matcher, sentences: Sentences, count: int
) -> Iterator[tuple[int, bool, int, ConstraintKind]]:
    """Yield where a demand begins, whether it is opened by "what if", where it ends, its kind.

    It begins with the words or ends with them; the longest come first.
    """
    for start in range(count):
        opened = dict.fromkeys(matcher.ends(sentences.openings, start), True)
        for at, is_opened in ({start: False} | opened).items():
            for kind, part in sentences.demands:
                for end in sorted(matcher.ends(part, at), reverse=True):
                    if start == 0 or count in matcher.skipped(end):
                        whole = count if count in matcher.skipped(end) else end
                        yield start, is_opened, whole, kind


def _beside(
    matcher: Matcher, sentences: Sentences, start: int, end: int
) -> AskKind | None:
    """Return what is asked before or after a demand."""
    count = len(matcher.words)
    before = _asked(matcher, sentences, 0, start) if end == count and start else None
    after = (
        _asked(matcher, sentences, end, count) if not start and end < count else None
    )
    kind = before or after
    if kind not in _WITH_DEMAND:
        return None
    return AskKind.WHAT_IF if kind is AskKind.FOLLOW_UP else kind


def _constraint(kind: ConstraintKind, reduced: _Reduced, now: _Now) -> Constraint:
    """Return what is demanded, for this question only.

    Of two ways to read an hour, a deadline is the next that can be met.
    """
    said = reduced.times[0]
    run = now.run(reduced.mentions) if kind is ConstraintKind.FINISH_BY else timedelta()
    moment = said.at(now.time, run)
    return Constraint(
        kind=kind,
        appliance=None,
        source=Source.QUESTION,
        time=moment.time(),
        until=moment.time() if kind is ConstraintKind.ALLOWED_WINDOW else None,
        weekdays=said.weekdays(now.time),
    )


def _unknown(said: Words, names: Names, sentences: Sentences) -> Ask | None:
    """Return a question about something that no appliance of the home is called."""
    words = said.folded
    matcher = sentences.matcher(words)
    for kind, template in sentences.unknown:
        found = matcher.free_words(template, len(words))
        if found is None:
            continue
        named = words[found[0] : found[1]]
        if len(named) > LONGEST_NAME or not sentences.not_appliances.isdisjoint(named):
            continue
        mentions = names.find(named)
        if mentions and (mentions[0].start, mentions[0].end) == (0, len(named)):
            return Ask(kind=kind, appliances=mentions[0].ids)
        start, end = said.tokens[found[0]].start, said.tokens[found[1] - 1].end
        return Ask(kind=kind, unknown_name=said.said[start:end])
    return None


def _part(said: Words, names: Names, sentences: Sentences) -> Ask | None:
    """Return the appliances that a part of a name fits, in answer to "which one?"."""
    words = said.folded
    matcher = sentences.matcher(words)
    for template in sentences.parts:
        found = matcher.free_words(template, len(words))
        if found is not None and (ids := names.with_part(words[found[0] : found[1]])):
            return Ask(kind=AskKind.FOLLOW_UP, appliances=ids)
    return None
