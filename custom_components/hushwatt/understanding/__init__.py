"""What a person asks, understood in five languages by templates."""

from .ask import NOT_OURS, Ask, AskKind
from .asking import find_appliances, understand, understand_in_any_language
from .by_model import understand_by_model
from .choosing import choose, is_refused, with_part_of_day
from .sentences import load
from .triggers import trigger_sentences

__all__ = [
    "NOT_OURS",
    "Ask",
    "AskKind",
    "choose",
    "find_appliances",
    "is_refused",
    "load",
    "trigger_sentences",
    "understand",
    "understand_by_model",
    "understand_in_any_language",
    "with_part_of_day",
]
