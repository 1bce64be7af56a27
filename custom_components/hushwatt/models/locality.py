"""Whether a model that a home server offers is computed at home.

An Ollama server passes models of its vendor's cloud on as if they were its
own: their name ends in `cloud`, and their raw descriptions and answers carry
`remote_host` and `remote_model`.
"""

from collections.abc import Mapping
from typing import Any


def is_cloud_name(name: str) -> bool:
    """Tell whether a model's name says that it is computed in the cloud.

    `:cloud` and `-cloud` at the end, in any case, with or without a digest.
    """
    tag = name.strip().lower().partition("@")[0].rstrip()
    return tag.endswith((":cloud", "-cloud"))


def is_remote(answer: Mapping[str, Any]) -> bool:
    """Tell whether a raw description or a raw answer names another machine."""
    if answer.get("remote_host") or answer.get("remote_model"):
        return True
    return any(
        isinstance(name := answer.get(key), str) and is_cloud_name(name)
        for key in ("model", "name")
    )
