"""How each language says numbers, times and names."""

from .de import GERMAN
from .en import ENGLISH
from .es import SPANISH
from .fr import FRENCH
from .language import LanguageWords
from .nl import DUTCH

LANGUAGES: dict[str, LanguageWords] = {
    language.code: language for language in (ENGLISH, GERMAN, FRENCH, DUTCH, SPANISH)
}
