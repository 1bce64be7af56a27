"""German names of appliances and their articles."""

from typing import Final

from ...language import Case

# Ends of German nouns for appliances, by gender.
_MASCULINE: Final = (
    *("automat", "boiler", "entfeuchter", "erhitzer", "grill", "herd", "kocher"),
    *("lader", "ladepunkt", "lüfter", "mäher", "mixer", "motor", "ofen", "pool"),
    *("roboter", "sauger", "schrank", "speicher", "spüler", "tank", "trockner"),
    *("tumbler", "ventilator", "wagen", "wärmer", "whirlpool", "roller"),
)
_FEMININE: Final = (
    *("anlage", "batterie", "box", "dose", "heizung", "klima", "ladesäule"),
    *("maschine", "platte", "pumpe", "sauna", "säule", "station", "truhe"),
)
_NEUTER: Final = ("auto", "fahrrad", "fahrzeug", "gerät", "e-bike", "mofa")
_ARTICLES: Final = (
    (_MASCULINE, {Case.SUBJECT: "der", Case.OBJECT: "den"}),
    (_FEMININE, {Case.SUBJECT: "die", Case.OBJECT: "die"}),
    (_NEUTER, {Case.SUBJECT: "das", Case.OBJECT: "das"}),
)
_INFLECTED: Final = ("e", "en", "er", "es", "em", "s", "s'", "s’")


def with_article(name: str, case: Case) -> str:
    """Return a name with its article, as it is where the article is not certain.

    It is certain for a noun known by its end that comes first, or after words
    that are neither adjectives nor owners ("Bosch Geschirrspüler").
    """
    words = name.split()
    for index, word in enumerate(words):
        for ends, articles in _ARTICLES:
            if word.lower().endswith(ends):
                before = [one.lower() for one in words[:index]]
                if any(one.endswith(_INFLECTED) for one in before):
                    return name
                return f"{articles[case]} {name}"
    return name
