"""Tests of clock times, days and delays in five languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from custom_components.hushwatt.understanding.clock import find_delays, find_times
from custom_components.hushwatt.understanding.languages import LANGUAGES
from custom_components.hushwatt.understanding.words import split

NOW = datetime(2026, 10, 14, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday evening."""


def moments(words: str, language: str) -> list[str]:
    """Return the moments that words name, as day and time."""
    known = LANGUAGES[language]
    folded = split(words, elides=known.elides).folded
    return [f"{one.at(NOW):%d %H:%M}" for one in find_times(folded, known.clock)]


@pytest.mark.parametrize(
    ("language", "words", "moment"),
    [
        ("en", "by six", "15 06:00"),
        ("en", "by 6", "15 06:00"),
        ("en", "by seven", "14 19:00"),
        ("en", "at half past six", "15 06:30"),
        ("en", "at half six", "15 06:30"),
        ("en", "by a quarter to seven", "14 18:45"),
        ("en", "at quarter past six", "15 06:15"),
        ("en", "at twenty past eight", "14 20:20"),
        ("en", "at ten to nine", "14 20:50"),
        ("en", "by 6:45", "14 18:45"),
        ("en", "by 06:45", "15 06:45"),
        ("en", "by 6.45 am", "15 06:45"),
        ("en", "at 9 pm", "14 21:00"),
        ("en", "at 9pm", "14 21:00"),
        ("en", "at six thirty in the morning", "15 06:30"),
        ("en", "by 22:30", "14 22:30"),
        ("en", "by twelve am", "15 00:00"),
        ("en", "at 12 pm", "15 12:00"),
        ("en", "at midnight", "15 00:00"),
        ("en", "before noon", "15 12:00"),
        ("en", "at seven o'clock", "14 19:00"),
        ("en", "at ten at night", "14 22:00"),
        ("en", "by six tomorrow morning", "15 06:00"),
        ("en", "tomorrow at six pm", "15 18:00"),
        ("en", "by six on friday", "16 06:00"),
        ("en", "friday at 7 pm", "16 19:00"),
        ("en", "by wednesday at 6 pm", "21 18:00"),
        ("en", "by tomorrow morning", "15 07:00"),
        ("en", "the day after tomorrow at 7 am", "16 07:00"),
        ("de", "bis sechs", "15 06:00"),
        ("de", "um halb sieben", "15 06:30"),
        ("de", "um halb neun", "14 20:30"),
        ("de", "bis viertel vor sieben", "14 18:45"),
        ("de", "um viertel nach acht", "14 20:15"),
        ("de", "um viertel sieben", "15 06:15"),
        ("de", "um dreiviertel sieben", "14 18:45"),
        ("de", "um fünf vor halb sieben", "15 06:25"),
        ("de", "um fünf nach halb sieben", "14 18:35"),
        ("de", "um zehn vor neun", "14 20:50"),
        ("de", "um zwanzig nach acht uhr", "14 20:20"),
        ("de", "um 6 uhr 45", "14 18:45"),
        ("de", "um 21 Uhr", "14 21:00"),
        ("de", "bis 6:30 Uhr", "15 06:30"),
        ("de", "um einundzwanzig uhr dreißig", "14 21:30"),
        ("de", "um sechs uhr morgens", "15 06:00"),
        ("de", "morgen früh um sechs", "15 06:00"),
        ("de", "bis morgen abend um acht", "15 20:00"),
        ("de", "um mitternacht", "15 00:00"),
        ("de", "am freitag um sieben uhr abends", "16 19:00"),
        ("de", "um elf uhr nachts", "14 23:00"),
        ("fr", "à six heures", "15 06:00"),
        ("fr", "à six heures et demie", "15 06:30"),
        ("fr", "avant sept heures moins le quart", "14 18:45"),
        ("fr", "à huit heures et quart", "14 20:15"),
        ("fr", "à neuf heures moins dix", "14 20:50"),
        ("fr", "à 6h30", "15 06:30"),
        ("fr", "pour 21 h", "14 21:00"),
        ("fr", "à vingt et une heures", "14 21:00"),
        ("fr", "à dix heures du soir", "14 22:00"),
        ("fr", "demain à six heures du matin", "15 06:00"),
        ("fr", "à minuit", "15 00:00"),
        ("fr", "à trois heures de l'après-midi", "15 15:00"),
        ("nl", "om zes uur", "15 06:00"),
        ("nl", "om half zeven", "15 06:30"),
        ("nl", "om kwart voor zeven", "14 18:45"),
        ("nl", "om kwart over acht", "14 20:15"),
        ("nl", "om tien voor half negen", "14 20:20"),
        ("nl", "om vijf over half zeven", "14 18:35"),
        ("nl", "om 21:00 uur", "14 21:00"),
        ("nl", "om zes uur 's ochtends", "15 06:00"),
        ("nl", "om tien uur 's avonds", "14 22:00"),
        ("nl", "morgen om zeven uur 's avonds", "15 19:00"),
        ("nl", "om eenentwintig uur", "14 21:00"),
        ("es", "a las seis", "15 06:00"),
        ("es", "a las seis y media", "15 06:30"),
        ("es", "antes de las siete menos cuarto", "14 18:45"),
        ("es", "a las ocho y cuarto", "14 20:15"),
        ("es", "a las nueve menos diez", "14 20:50"),
        ("es", "a las 21:00", "14 21:00"),
        ("es", "a la una", "15 01:00"),
        ("es", "a las seis de la mañana", "15 06:00"),
        ("es", "a las diez de la noche", "14 22:00"),
        ("es", "mañana a las siete de la tarde", "15 19:00"),
        ("es", "a medianoche", "15 00:00"),
    ],
)
def test_times_are_read(language: str, words: str, moment: str) -> None:
    """A time is the next moment that the words fit."""
    assert moments(words, language) == [moment]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "one of them"),
        ("en", "at 25:00"),
        ("en", "by 6:75"),
        ("en", "at forty two"),
        ("en", "volume six"),
        ("de", "ein Geschirrspüler"),
        ("de", "um 25 uhr"),
        ("fr", "un lave-vaisselle"),
        ("nl", "een vaatwasser"),
        ("es", "una lavadora"),
    ],
)
def test_other_numbers_are_no_times(language: str, words: str) -> None:
    """What no clock shows and what nobody calls a time is none."""
    assert moments(words, language) == []


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [
        ("en", "in two hours", 120),
        ("en", "in 90 minutes", 90),
        ("en", "half an hour", 30),
        ("en", "an hour and a half", 90),
        ("de", "in zwei Stunden", 120),
        ("de", "in anderthalb Stunden", 90),
        ("de", "in 45 Minuten", 45),
        ("fr", "dans deux heures", 120),
        ("fr", "si j'attends trois heures", 180),
        ("fr", "dans 20 minutes", 20),
        ("nl", "als ik twee uur wacht", 120),
        ("nl", "een half uur", 30),
        ("es", "en dos horas", 120),
        ("es", "media hora", 30),
    ],
)
def test_stretches_are_read(language: str, words: str, minutes: int) -> None:
    """A stretch is so many minutes."""
    known = LANGUAGES[language]
    folded = split(words, elides=known.elides).folded
    (found,) = find_delays(folded, known.clock)
    assert found.delay == minutes


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "um zehn Minuten nach acht"),
        ("nl", "om tien minuten over acht"),
        ("nl", "als ik tot negen uur wacht"),
        ("es", "a las dos horas"),
    ],
)
def test_times_are_no_stretches(language: str, words: str) -> None:
    """Minutes past an hour are a time."""
    known = LANGUAGES[language]
    folded = split(words, elides=known.elides).folded
    assert find_delays(folded, known.clock) == ()
    assert len(moments(words, language)) == 1
