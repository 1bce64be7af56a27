"""What a person asks, understood in five languages by templates."""

from .ask import Ask, AskKind
from .asking import understand
from .sentences import load
from .triggers import trigger_sentences

__all__ = ["Ask", "AskKind", "load", "trigger_sentences", "understand"]
