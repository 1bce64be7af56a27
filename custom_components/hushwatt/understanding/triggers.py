"""Sentences by which Home Assistant's default agent may ask us: now or later, and when."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
import re
from typing import cast

from annotatedyaml import parse_yaml

from .naming import synonyms_for
from .sentences import FOLDER

_PARTING = re.compile(r"[^\w'-]|_")


def trigger_sentences(names: Iterable[str], aliases: Iterable[str] = ()) -> list[str]:
    """Return templates in hassil's syntax, of all languages, for a home's appliances.

    Beside names and aliases they take what people of each language call such
    appliances. They never match a command, a note or a question about one. No
    names, no templates. The first call reads a file.
    """
    called = list(dict.fromkeys(filter(None, map(_plain, chain(names, aliases)))))
    if not called:
        return []
    sentences = []
    for language, templates in _templates().items():
        known = (*called, *map(_plain, synonyms_for(called, language)))
        app = f"({'|'.join(dict.fromkeys(chain.from_iterable(map(_ways, known))))})"
        sentences += [template.replace("<app>", app) for template in templates]
    return sentences


@cache
def _templates() -> Mapping[str, Sequence[str]]:
    """Return the templates by language."""
    text = (FOLDER / "triggers.yaml").read_text("utf-8")
    return cast(Mapping[str, Sequence[str]], parse_yaml(text))


def _plain(name: str) -> str:
    """Return a name in lower case without the signs that hassil drops or gives a meaning."""
    return " ".join(_PARTING.sub(" ", name.lower().replace("’", "")).split()).strip("-")


def _ways(name: str) -> tuple[str, ...]:
    """Return a name as it is, and with its hyphens left out."""
    return (name, " ".join(name.replace("-", " ").split()))
