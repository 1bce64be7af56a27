"""What a good local model says of the reference home; scripted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ollama import Chat


def household(chat: Chat) -> str:
    """Return a scripted answer."""
    return chat.last
