"""Tests of what each language brings: every sentence, its placeholders, its ways of writing."""

from datetime import datetime, time, timedelta
import re
from string import Formatter

from hypothesis import given, strategies as st
import pytest

from .recommendations import BERLIN, NOW
from custom_components.hushwatt.grounding.folding import flatten
from custom_components.hushwatt.grounding.language import Case, Language
from custom_components.hushwatt.grounding.languages import LANGUAGES, language_for
from custom_components.hushwatt.grounding.texts import (
    DEMAND_PLACEHOLDERS,
    PLACEHOLDERS,
    Demand,
    Text,
)

ALL = tuple(LANGUAGES.values())
QUESTIONS = {
    Text.WHICH,
    Text.WHICH_OF,
    Text.WHICH_PLAIN,
    Text.FORGET_WHICH,
    Text.REMEMBERED_WHEN,
}
PARTS = {
    Text.PLAN_ITEM,
    Text.MORE,
    Text.PART,
    Text.FACT_DURATION,
    Text.FACT_ENERGY,
    Text.SENT_LOADS,
    Text.SENT_PRICES,
    Text.SENT_TIMES,
    Text.SENT_POWERS,
    Text.SENT_ORDERS,
}
INTERIM = (Text.INTERIM_PRICES, Text.INTERIM_PLAN, Text.INTERIM_RULES)


def fields(template: str) -> list[str]:
    """Return the placeholders of a template, a capital one as the plain one."""
    return [name.lower() for _, name, _, _ in Formatter().parse(template) if name]


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
@pytest.mark.parametrize("text", Text)
def test_a_sentence_holds_its_placeholders_once_each(
    language: Language, text: Text
) -> None:
    """None is missing, none is odd, none is doubled."""
    assert sorted(fields(language.texts[text])) == sorted(PLACEHOLDERS.get(text, ()))


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
@pytest.mark.parametrize("demand", Demand)
def test_a_demand_holds_its_placeholders_once_each(
    language: Language, demand: Demand
) -> None:
    """None is missing, none is odd, none is doubled."""
    expected = sorted(DEMAND_PLACEHOLDERS.get(demand, ()))
    assert sorted(fields(language.demands[demand])) == expected


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_no_language_has_more_or_less_than_the_others(language: Language) -> None:
    """A text that is not used anywhere is not translated either."""
    english = LANGUAGES["en"]
    assert set(language.texts) == set(Text)
    assert set(language.demands) == set(Demand)
    assert set(language.degraded) == set(english.degraded)
    assert len(language.weekdays) == 7
    assert len(language.months) == 12


@pytest.mark.parametrize(
    ("code", "car", "charger", "said"),
    [
        ("en", "the car", "the car charger", "charge the car"),
        ("de", "das Auto", "die Ladestation fürs Auto", "Lade das Auto"),
        ("fr", "la voiture", "la borne de la voiture", "chargez la voiture"),
        ("nl", "de auto", "de laadpaal van de auto", "laad de auto"),
        ("es", "el coche", "el cargador del coche", "carga el coche"),
    ],
)
def test_a_car_is_charged_and_a_charger_is_started(
    code: str, car: str, charger: str, said: str
) -> None:
    """Nobody starts a car at midnight to have it full in the morning."""
    language = LANGUAGES[code]
    values = {"start": "at 1", "end": "at 2", "cost": "3"}
    assert said in language.say(Text.LATER, appliance=car, **values)
    usual = language.texts[Text.LATER].format(appliance=charger, **values)
    assert language.say(Text.LATER, appliance=charger, **values) == usual


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_every_way_to_say_that_a_car_is_charged_is_used(language: Language) -> None:
    """In some sentence each."""
    for usual in language.charging.instead:
        assert any(usual in text for text in language.texts.values())


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_only_questions_open_the_microphone(language: Language) -> None:
    """A sentence that ends in a question mark makes Assist listen."""
    asking = {text for text in Text if language.texts[text].endswith("?")}
    assert asking == QUESTIONS
    assert not any(one.endswith("?") for one in language.degraded.values())


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_sentences_end(language: Language) -> None:
    """What is said after one another must not run together."""
    open_ended = {Text.REMEMBERED_QUESTION}
    for text in set(Text) - PARTS - QUESTIONS - open_ended:
        assert language.texts[text].endswith("."), text
    assert all(one.endswith(".") for one in language.degraded.values())


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_interim_sentences_start_speech_at_once(language: Language) -> None:
    """Text-to-speech begins after 60 characters."""
    assert all(len(language.texts[text]) > 60 for text in INTERIM)


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_sentences_are_in_their_own_words(language: Language) -> None:
    """No sentence was left in English."""
    if language.code != "en":
        english = LANGUAGES["en"].texts
        assert [t for t in Text if language.texts[t] == english[t]] == []


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_cues_are_expressions_of_flattened_words(language: Language) -> None:
    """Flattening must not change what a pattern means."""
    cues = language.cues
    for words in (cues.now, cues.later, cues.start, cues.end, cues.numbers, cues.days):
        assert re.compile(flatten(words))
        assert not re.search(r"\\[A-Z]", words)


@pytest.mark.parametrize(
    ("tag", "code", "clock"),
    [
        ("en", "en", "18:30"),
        ("en-GB", "en", "18:30"),
        ("en-US", "en", "6:30 PM"),
        ("en_AU", "en", "6:30 PM"),
        ("de-CH", "de", "18:30 Uhr"),
        ("fr-CA", "fr", "18 heures 30"),
        ("NL", "nl", "18:30 uur"),
        ("es-419", "es", "las 18:30"),
        ("pl", "en", "18:30"),
        ("", "en", "18:30"),
    ],
)
def test_a_tag_has_its_language(tag: str, code: str, clock: str) -> None:
    """Regions are served, other languages get English."""
    language = language_for(tag)
    assert (language.code, language.clock(time(18, 30))) == (code, clock)


@pytest.mark.parametrize(
    ("tag", "moments"),
    [
        (
            "en",
            (
                "at 20:00",
                "tonight at 00:30",
                "tomorrow at 09:00",
                "on Saturday at 09:00",
            ),
        ),
        (
            "en-US",
            (
                "at 8:00 PM",
                "tonight at 12:30 AM",
                "tomorrow at 9:00 AM",
                "on Saturday at 9:00 AM",
            ),
        ),
        (
            "de",
            (
                "um 20:00 Uhr",
                "heute Nacht um 00:30 Uhr",
                "morgen um 09:00 Uhr",
                "am Samstag um 09:00 Uhr",
            ),
        ),
        (
            "fr",
            (
                "à 20 heures",
                "cette nuit à 0 heure 30",
                "demain à 9 heures",
                "samedi à 9 heures",
            ),
        ),
        (
            "nl",
            (
                "om 20:00 uur",
                "vannacht om 00:30 uur",
                "morgen om 09:00 uur",
                "zaterdag om 09:00 uur",
            ),
        ),
        (
            "es",
            (
                "a las 20:00",
                "esta noche a las 00:30",
                "mañana a las 09:00",
                "el sábado a las 09:00",
            ),
        ),
    ],
)
def test_moments_are_written_as_seen_from_now(
    tag: str, moments: tuple[str, ...]
) -> None:
    """Today needs no day, the small hours are tonight, further days have a name."""
    language = language_for(tag)
    ahead = (
        NOW.replace(hour=20, minute=0),
        NOW.replace(day=15, hour=0, minute=30),
        NOW.replace(day=15, hour=9, minute=0),
        NOW.replace(day=17, hour=9, minute=0),
    )
    assert tuple(language.moment(one, NOW) for one in ahead) == moments


@pytest.mark.parametrize("language", ALL, ids=lambda one: one.code)
def test_at_two_in_the_morning_the_next_night_is_not_tonight(
    language: Language,
) -> None:
    """Asked in the small hours, three o'clock tomorrow is another day."""
    now = NOW.replace(hour=2, minute=0)
    soon, later = now + timedelta(hours=1), now + timedelta(hours=25)
    assert language.moment(soon, now) != language.moment(later, now)
    assert set(language.moments(soon, now)).isdisjoint(language.moments(later, now))


_MOMENTS = st.datetimes(
    min_value=datetime(2026, 10, 14, 0, 0), max_value=datetime(2026, 10, 21, 23, 59)
).map(lambda one: one.replace(second=0, microsecond=0, tzinfo=BERLIN))


@given(_MOMENTS, _MOMENTS, _MOMENTS, st.sampled_from(ALL))
def test_two_moments_are_never_written_alike(
    asked: datetime, one: datetime, other: datetime, language: Language
) -> None:
    """Within the six days ahead, every way to write a moment means that one."""
    week = timedelta(days=6)
    near = asked <= one < asked + week and asked <= other < asked + week
    if near and one != other:
        first = set(language.moments(one, asked))
        assert first.isdisjoint(language.moments(other, asked))


@pytest.mark.parametrize(
    ("tag", "amounts"),
    [
        ("en", ("€0.28", "£12.30", "0.28 SEK", "JPY", "minus €0.10")),
        ("de", ("0,28 €", "12,30 £", "0,28 SEK", "JPY", "minus 0,10 €")),
        ("fr", ("0,28 €", "12,30 £", "0,28 SEK", "JPY", "moins 0,10 €")),
        ("nl", ("€ 0,28", "£ 12,30", "SEK 0,28", "JPY", "min € 0,10")),
        ("es", ("0,28 €", "12,30 £", "0,28 SEK", "JPY", "menos 0,10 €")),
    ],
)
def test_amounts_are_written_to_the_minor_unit(
    tag: str, amounts: tuple[str, ...]
) -> None:
    """With the language's mark, rounded half away from zero."""
    language = language_for(tag)
    euro, pound, krona, yen, negative = amounts
    assert language.money(0.275, "EUR") == euro
    assert language.money(12.3, "GBP") == pound
    assert language.money(0.28, "SEK") == krona
    assert language.money(27.5, "JPY").replace(yen, "").strip() == "28"
    assert language.money(-0.1, "EUR") == negative
    assert language.money(-0.001, "EUR") == language.money(0.0, "EUR")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.225, "0,225 €"), (0.22, "0,22 €"), (-0.005, "minus 0,005 €")],
)
def test_prices_have_one_digit_more_where_it_counts(value: float, written: str) -> None:
    """Half a cent per kilowatt hour is worth saying."""
    assert language_for("de").price(value, "EUR") == written


@pytest.mark.parametrize(
    ("tag", "name", "subject", "wanted"),
    [
        ("en", "Dishwasher", "the dishwasher", "the dishwasher"),
        ("en", "EV charger", "the EV charger", "the EV charger"),
        ("en", "Anna's dryer", "Anna's dryer", "Anna's dryer"),
        ("en", "The Dishwasher", "the Dishwasher", "the Dishwasher"),
        ("en", "Bosch dishwasher", "the Bosch dishwasher", "the Bosch dishwasher"),
        ("en", "Rosie", "Rosie", "Rosie"),
        ("en", "Geschirrspüler", "Geschirrspüler", "Geschirrspüler"),
        ("de", "Geschirrspüler", "der Geschirrspüler", "den Geschirrspüler"),
        ("de", "Waschmaschine", "die Waschmaschine", "die Waschmaschine"),
        ("de", "Auto", "das Auto", "das Auto"),
        ("de", "Trockner Keller", "der Trockner Keller", "den Trockner Keller"),
        ("de", "Annas Trockner", "Annas Trockner", "Annas Trockner"),
        ("de", "Alter Trockner", "Alter Trockner", "Alter Trockner"),
        (
            "de",
            "Bosch Spülmaschine",
            "die Bosch Spülmaschine",
            "die Bosch Spülmaschine",
        ),
        ("de", "Dishwasher", "Dishwasher", "Dishwasher"),
        ("fr", "Lave-vaisselle", "le lave-vaisselle", "le lave-vaisselle"),
        ("fr", "Machine à laver", "la machine à laver", "la machine à laver"),
        ("fr", "Aspirateur", "l'aspirateur", "l'aspirateur"),
        ("fr", "Ma machine", "ma machine", "ma machine"),
        ("fr", "Zappi", "Zappi", "Zappi"),
        ("nl", "Vaatwasser", "de vaatwasser", "de vaatwasser"),
        ("nl", "Laadstation", "het laadstation", "het laadstation"),
        ("nl", "Miele wasmachine", "de Miele wasmachine", "de Miele wasmachine"),
        ("nl", "Mijn droger", "mijn droger", "mijn droger"),
        ("nl", "Anna's droger", "Anna's droger", "Anna's droger"),
        ("nl", "Zappi", "Zappi", "Zappi"),
        ("es", "Lavavajillas", "el lavavajillas", "el lavavajillas"),
        ("es", "Lavadora", "la lavadora", "la lavadora"),
        ("es", "Mi secadora", "mi secadora", "mi secadora"),
        ("es", "Zappi", "Zappi", "Zappi"),
    ],
)
def test_names_take_an_article_only_where_it_is_certain(
    tag: str, name: str, subject: str, wanted: str
) -> None:
    """A wrong article is worse than none."""
    language = language_for(tag)
    assert language.name(name, Case.SUBJECT) == subject
    assert language.name(name, Case.OBJECT) == wanted


@given(st.text(max_size=30), st.sampled_from(ALL), st.sampled_from(Case))
def test_any_name_can_be_said(name: str, language: Language, case: Case) -> None:
    """Whatever an appliance is called, its words are in the sentence."""
    said = language.name(name, case)
    assert name.split()[1:] == said.split()[len(said.split()) - len(name.split()[1:]) :]


@pytest.mark.parametrize(
    ("tag", "listed", "offered"),
    [
        ("en", "a, b and c", "a, b or c"),
        ("de", "a, b und c", "a, b oder c"),
        ("fr", "a, b et c", "a, b ou c"),
        ("nl", "a, b en c", "a, b of c"),
        ("es", "a, b y c", "a, b o c"),
    ],
)
def test_parts_are_listed_and_offered(tag: str, listed: str, offered: str) -> None:
    """With the language's own "and" and "or"."""
    language = language_for(tag)
    assert language.listing(["a", "b", "c"]) == listed
    assert language.choice(["a", "b", "c"]) == offered
    assert language.listing(["a"]) == "a"
    assert language.listing([]) == ""


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "1 October at 12:05"),
        ("de", "1. Oktober um 12:05 Uhr"),
        ("fr", "1er octobre à 12 heures 05"),
        ("nl", "1 oktober om 12:05 uur"),
        ("es", "1 de octubre a las 12:05"),
    ],
)
def test_dates_are_written_out(tag: str, written: str) -> None:
    """A date that may be weeks ahead needs its month."""
    assert language_for(tag).until(NOW.replace(day=1, hour=12, minute=5)) == written


def test_numbers_have_no_idle_zeros() -> None:
    """One and a half hours, two hours."""
    assert language_for("de").number(1.5) == "1,5"
    assert language_for("en").number(2.0) == "2"
    assert language_for("en").number(100) == "100"
