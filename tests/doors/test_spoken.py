"""Every kind of ask in five languages, said as speech-to-text writes it: what is answered, to the letter.

The answers are snapshots, to be read as a person of that language would hear them.
"""

from collections.abc import AsyncIterator

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant

from .conftest import TABLE, appliance, settle, start

AGENT = "conversation.hushwatt_advisor"
NAMES = {
    "en": ("Dishwasher", "Dryer", "Car"),
    "de": ("Geschirrspüler", "Trockner", "Auto"),
    "fr": ("Lave-vaisselle", "Sèche-linge", "Voiture"),
    "nl": ("Vaatwasser", "Droger", "Auto"),
    "es": ("Lavavajillas", "Secadora", "Coche"),
}
# One talk a language, from the first question to the last.
SAID = {
    "en": (
        "should it run now",
        "um the dishwasher please",
        "should i run the dishwasher now or later",
        "why",
        "why not now",
        "and what would it cost",
        "what if it must be done by half past nine",
        "and the dryer",
        "when should i charge the car",
        "plan everything",
        "remember that the dishwasher must be done by quarter to seven",
        "in the morning",
        "tell me what you know about the dishwasher",
        "forget that the dishwasher must be done by quarter to seven in the morning",
        "what did you send to the cloud",
        "answer without the cloud",
        "is the price low now",
        "cancel",
    ),
    "de": (
        "soll er jetzt laufen",
        "äh den geschirrspüler bitte",
        "soll der geschirrspüler jetzt oder später laufen",
        "warum",
        "warum nicht jetzt",
        "und was würde das kosten",
        "was ist wenn er bis halb zehn fertig sein muss",
        "und der trockner",
        "wann soll ich das auto laden",
        "plane alles",
        "merk dir dass der geschirrspüler um halb sieben fertig sein muss",
        "morgens",
        "sag mir was du über den geschirrspüler weißt",
        "vergiss dass der geschirrspüler morgens um halb sieben fertig sein muss",
        "was hast du an die cloud geschickt",
        "antworte ohne die cloud",
        "ist der preis jetzt niedrig",
        "abbrechen",
    ),
    "fr": (
        "est-ce que je le lance maintenant",
        "euh le lave-vaisselle s'il te plaît",
        "je lance le lave-vaisselle maintenant ou plus tard",
        "pourquoi",
        "pourquoi pas maintenant",
        "et combien ça coûterait",
        "et s'il doit être fini à neuf heures et demie",
        "et le sèche-linge",
        "quand dois-je charger la voiture",
        "planifie tout",
        "retiens que le lave-vaisselle doit être fini à sept heures moins le quart",
        "le matin",
        "dis-moi ce que tu sais sur le lave-vaisselle",
        "oublie que le lave-vaisselle doit être fini à sept heures moins le quart du matin",
        "qu'est-ce que tu as envoyé au cloud",
        "réponds sans le cloud",
        "est-ce que le prix est bas maintenant",
        "annule",
    ),
    "nl": (
        "moet hij nu draaien",
        "eh de vaatwasser alsjeblieft",
        "moet de vaatwasser nu of later draaien",
        "waarom",
        "waarom niet nu",
        "en wat zou dat kosten",
        "en als hij om half tien klaar moet zijn",
        "en de droger",
        "wanneer moet ik de auto laden",
        "plan alles",
        "onthoud dat de vaatwasser om half zeven klaar moet zijn",
        "'s ochtends",
        "vertel me wat je over de vaatwasser weet",
        "vergeet dat de vaatwasser om half zeven 's ochtends klaar moet zijn",
        "wat heb je naar de cloud gestuurd",
        "antwoord zonder de cloud",
        "is de prijs nu laag",
        "annuleer",
    ),
    "es": (
        "lo pongo ahora",
        "eh el lavavajillas por favor",
        "pongo el lavavajillas ahora o más tarde",
        "por qué",
        "por qué no ahora",
        "y cuánto costaría",
        "y si tiene que estar listo a las nueve y media",
        "y la secadora",
        "cuándo debo cargar el coche",
        "planifica todo",
        "recuerda que el lavavajillas tiene que estar listo a las siete menos cuarto",
        "por la mañana",
        "dime qué sabes del lavavajillas",
        "olvida que el lavavajillas tiene que estar listo a las siete menos cuarto de la mañana",
        "qué has enviado a la nube",
        "responde sin la nube",
        "está bajo el precio ahora",
        "cancela",
    ),
}


@pytest.fixture
async def household(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, language: str
) -> AsyncIterator[MockConfigEntry]:
    """Return a home whose people speak a language, at half past six in the evening."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-17T18:30:00+01:00")
    dishwasher, dryer, car = NAMES[language]
    entry = MockConfigEntry(
        domain="hushwatt",
        title="Hushwatt",
        data={"mode": "built_in", "price_source": TABLE},
        subentries_data=[
            appliance(
                "dishwasher", dishwasher, duration=90, energy=1.2, assume_ready=True
            ),
            appliance("dryer", dryer, duration=75, energy=2.5, assume_ready=True),
            appliance("car", car, duration=150, energy=14.0, assume_ready=True),
        ],
    )
    await start(hass, entry)
    yield entry
    await settle(hass)


@pytest.mark.parametrize("language", NAMES)
async def test_a_talk_from_the_first_question_to_the_last(
    hass: HomeAssistant,
    household: MockConfigEntry,
    language: str,
    snapshot: SnapshotAssertion,
) -> None:
    """What is asked back keeps the microphone open, and nothing else does."""
    talk, heard = None, {}
    for words in SAID[language]:
        result = await async_converse(
            hass,
            words,
            conversation_id=talk,
            context=Context(),
            language=language,
            agent_id=AGENT,
        )
        talk = result.conversation_id
        answer = result.response.speech["plain"]["speech"]
        await settle(hass)
        assert result.response.error_code is None, words
        assert result.continue_conversation is answer.endswith("?")
        heard[words] = answer
    assert heard == snapshot
