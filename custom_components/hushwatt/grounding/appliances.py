"""Several appliances in words."""

from collections.abc import Sequence

from ..vocabulary import Appliance
from .language import Case, Language
from .texts import Text

MOST_NAMES = 6
"""No more appliances are named than a person would listen to."""


def list_appliances(appliances: Sequence[Appliance], language: Language) -> str:
    """Return the names of appliances as an object, and how many more there are."""
    names = [language.name(one.name, Case.OBJECT) for one in appliances[:MOST_NAMES]]
    if more := len(appliances) - len(names):
        names.append(language.texts[Text.MORE].format(count=more))
    return language.listing(names)
