"""What the check of a wording looks for in one language."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cues:
    """Words of one language, folded (lower case, no accents), as regular expressions.

    `now_first` and `later_first` may open an answer. `now` and
    `later` speak for one of the two; a clause that has the one that was not
    advised must hold one of `contrasts`, and to hold `start` beside it one of
    `conditions`. `start`, `end`, `saves`, `instead` and `costs` tell what a time
    or an amount is. `joins` part clauses, beside
    punctuation. `numbers` are number words, `units` of money, `days` words
    for days: what is left of them after the plan's own facts is not the plan's.
    `acts` claim that something was or will be done, `inventions` give reasons
    that no plan has. `appliances` are common nouns for appliances, `function`
    the language's commonest words, `openers` may open a sentence, `nouns` be
    written with a capital inside one: all other capitals are names.
    """

    now_first: str
    later_first: str
    now: str
    later: str
    contrasts: str
    conditions: str
    start: str
    end: str
    saves: str
    instead: str
    costs: str
    joins: str
    numbers: str
    units: str
    days: str
    acts: str
    inventions: str
    appliances: str
    function: Sequence[str]
    openers: Sequence[str]
    nouns: Sequence[str] = ()
