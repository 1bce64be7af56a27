"""What a person asks, understood in five languages by templates."""

from .ask import Ask, AskKind
from .asking import find_appliances, understand, understand_in_any_language
from .sentences import load
from .triggers import trigger_sentences

__all__ = [
    "Ask",
    "AskKind",
    "find_appliances",
    "load",
    "trigger_sentences",
    "understand",
    "understand_in_any_language",
]
