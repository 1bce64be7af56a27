"""How each language says numbers, times and names."""

from .en import ENGLISH
from .language import LanguageWords

LANGUAGES: dict[str, LanguageWords] = {
    language.code: language for language in (ENGLISH,)
}
