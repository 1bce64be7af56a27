"""Our sentences with Home Assistant's own default agent: what it hears, when, and what it leaves alone."""

import asyncio
from importlib.util import find_spec
import sys
from typing import Any
from unittest.mock import MagicMock

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.conversation import HOME_ASSISTANT_AGENT, async_converse
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .conftest import NOTES, appliance, reference_home, settle, start
from custom_components.hushwatt import sentences as sentences_module
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.vocabulary import Question

AGENT = "conversation.hushwatt_advisor"
QUESTION = "Should the dishwasher run now or later?"
LATER = (
    "Later: start the dishwasher at 20:00; it is done at 21:30."
    " That costs €0.26 instead of €0.54 now, so you save €0.28."
)


@pytest.fixture(autouse=True)
async def default_agent(hass: HomeAssistant, core: None) -> None:
    """Let there be the default agent with its own intents."""
    assert await async_setup_component(hass, "conversation", {})
    assert await async_setup_component(hass, "intent", {})


async def ask(hass: HomeAssistant, words: str, language: str = "en") -> str:
    """Ask the default agent, and return what it says."""
    result = await async_converse(
        hass,
        words,
        conversation_id=None,
        context=Context(),
        language=language,
        agent_id=HOME_ASSISTANT_AGENT,
    )
    said: str = result.response.speech["plain"]["speech"]
    return said


async def pipelines(hass: HomeAssistant) -> Any:
    """Return the pipelines of a Home Assistant that has them."""
    for package in ("pymicro_vad", "pyspeex_noise"):
        # They need a compiler to be installed, and hear what is not said here.
        if find_spec(package) is None:
            sys.modules[package] = MagicMock()
    assert await async_setup_component(hass, "assist_pipeline", {})
    await hass.async_block_till_done()
    return hass.data["assist_pipeline"].pipeline_store  # type: ignore[attr-defined]


def pipeline(engine: str) -> dict[str, Any]:
    """Return a pipeline as a person makes it."""
    nothing = ("stt_engine", "stt_language", "tts_engine", "tts_language", "tts_voice")
    return {
        "name": "Kitchen",
        "language": "en",
        "conversation_engine": engine,
        "conversation_language": "en",
        **dict.fromkeys((*nothing, "wake_word_entity", "wake_word_id")),
    }


def heard(hass: HomeAssistant) -> bool:
    """Return whether the default agent hears our sentences."""
    return any("dishwasher" in s for s in get_agent_manager(hass).trigger_sentences)


@pytest.mark.parametrize(
    ("language", "verdict", "words"),
    [
        (
            "en",
            "Later: start the dishwasher at",
            (QUESTION, "when should i run the dishwasher"),
        ),
        (
            "de",
            "Später: Starte Dishwasher um",
            (
                "soll der geschirrspüler jetzt oder später laufen",
                "wann soll ich die spülmaschine starten",
            ),
        ),
        (
            "fr",
            "Plus tard : lancez",
            (
                "le lave-vaisselle maintenant ou plus tard",
                "quand dois-je lancer le lave-vaisselle",
            ),
        ),
        (
            "nl",
            "Later: start",
            (
                "moet de vaatwasser nu of later draaien",
                "wanneer moet ik de vaatwasser aanzetten",
            ),
        ),
        (
            "es",
            "Más tarde: pon en marcha",
            (
                "pongo el lavavajillas ahora o más tarde",
                "cuándo debería poner el lavavajillas",
            ),
        ),
    ],
)
async def test_the_default_agent_answers_in_five_languages(
    hass: HomeAssistant,
    home: MockConfigEntry,
    language: str,
    verdict: str,
    words: tuple[str, ...],
) -> None:
    """Now or later, and when; nobody had to replace it."""
    for one in words:
        said = await ask(hass, one, language)
        assert said.startswith(verdict)
        assert "20:00" in said or "20 h" in said or "20.00" in said


async def test_the_answer_is_ours_to_the_letter(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """By template, for somebody who may pass it on."""
    assert await ask(hass, QUESTION) == LATER


NOT_OURS = {
    "en": (
        "turn on the dishwasher",
        "turn the dishwasher off now",
        "is the dishwasher finished",
        "when does the dishwasher finish",
        "when will the dishwasher be done",
        "run the dishwasher now",
        "remember that the dishwasher is loud",
        "what do you know about the dishwasher",
        "forget the note about the dishwasher",
        "what did you send to the cloud",
        "why",
        "should the lamp run now or later",
    ),
    "de": (
        "schalte den geschirrspüler ein",
        "ist der geschirrspüler fertig",
        "wann ist der geschirrspüler fertig",
        "merk dir dass der geschirrspüler laut ist",
    ),
    "fr": ("allume le lave-vaisselle", "quand est-ce que le lave-vaisselle a fini"),
    "nl": ("zet de vaatwasser aan", "wanneer is de vaatwasser klaar"),
    "es": ("enciende el lavavajillas", "cuándo termina el lavavajillas"),
}


@pytest.mark.parametrize("language", NOT_OURS)
async def test_nothing_else_is_taken_from_the_default_agent(
    hass: HomeAssistant, home: MockConfigEntry, language: str
) -> None:
    """A trigger cannot decline, so it must not be asked."""
    assert heard(hass)
    for words in NOT_OURS[language]:
        said = await ask(hass, words, language)
        assert "€" not in said
        assert "20:00" not in said


async def test_a_command_reaches_the_appliance_that_it_is_for(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The default agent switches it on, as ever."""
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"dish": {"name": "Dishwasher"}}}
    )
    async_expose_entity(hass, "conversation", "input_boolean.dish", True)
    await ask(hass, "turn on the dishwasher")
    await hass.async_block_till_done()
    state = hass.states.get("input_boolean.dish")
    assert state is not None
    assert state.state == "on"


async def test_notes_and_rules_stay_out_of_the_answer(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Whoever reads that conversation next, perhaps an agent in the cloud, learns none."""
    await home.runtime_data.notes.async_add("The dishwasher must be done by 19:15.")
    await settle(hass)
    said = await ask(hass, QUESTION)
    assert "19:15" not in said
    assert not any(note in said for note in NOTES)
    assert "The next deadline cannot be met any more" in said


async def test_a_pipeline_that_uses_our_agent_takes_the_sentences_back(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """They follow pipelines as they are made, changed and removed."""
    store = await pipelines(hass)
    assert heard(hass)
    made = await store.async_create_item(pipeline(AGENT))
    assert not heard(hass)
    await store.async_update_item(made.id, pipeline(HOME_ASSISTANT_AGENT))
    assert heard(hass)
    await store.async_update_item(made.id, pipeline(AGENT))
    assert not heard(hass)
    await store.async_delete_item(made.id)
    assert heard(hass)


async def test_an_agent_of_another_name_is_still_ours(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A pipeline knows it by its entity."""
    store = await pipelines(hass)
    await store.async_create_item(pipeline("conversation.advice"))
    assert heard(hass)
    er.async_get(hass).async_update_entity(AGENT, new_entity_id="conversation.advice")
    await hass.async_block_till_done()
    assert not heard(hass)


async def test_pipelines_that_were_there_first_are_seen_at_the_start(
    hass: HomeAssistant, evening: None
) -> None:
    """Nothing is registered for a moment only."""
    store = await pipelines(hass)
    await store.async_create_item(pipeline(AGENT))
    await start(hass, reference_home())
    assert not heard(hass)


async def test_an_entry_that_is_unloaded_takes_its_sentences_along(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """And follows no pipeline any more."""
    store = await pipelines(hass)
    listeners = len(store.change_set_listeners)
    assert await hass.config_entries.async_unload(home.entry_id)
    assert not heard(hass)
    assert len(store.change_set_listeners) == listeners - 1
    assert await hass.config_entries.async_setup(home.entry_id)
    assert heard(hass)
    assert len(store.change_set_listeners) == listeners


async def test_two_appliances_that_fit_are_both_advised_on(
    hass: HomeAssistant, evening: None
) -> None:
    """The default agent cannot be asked back."""
    entry = MockConfigEntry(
        domain="hushwatt",
        title="Hushwatt",
        data=dict(reference_home().data),
        subentries_data=[
            appliance("up", "Upper dishwasher", duration=90, energy=1.2),
            appliance("down", "Lower dishwasher", duration=60, energy=0.9),
        ],
    )
    await start(hass, entry)
    said = await ask(hass, QUESTION)
    assert "upper dishwasher" in said.lower()
    assert "lower dishwasher" in said.lower()
    assert not said.endswith("?")


async def test_a_cloud_that_is_slow_is_not_waited_for(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exact local plan is said; a satellite would have given up."""
    # At the real time, since a frozen clock ends no wait.
    entry = reference_home()
    await start(hass, entry)
    monkeypatch.setattr(sentences_module, "ANSWER_SECONDS", 0.5)
    real = Advisor.advise

    async def hang(
        self: Advisor, question: Question, *, on_exact: Any, **_: Any
    ) -> Any:
        """Never answer, once the exact local plan is known."""
        await real(self, question, on_exact=on_exact)
        await asyncio.Event().wait()

    monkeypatch.setattr(Advisor, "advise", hang)
    async with asyncio.timeout(2):
        said = await ask(hass, QUESTION)
    assert said.startswith(("Now", "Later"))
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_a_fault_of_ours_is_said_and_logged_without_its_words(
    hass: HomeAssistant,
    home: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Only its kind: its words may be those of a note."""

    async def fail(self: Advisor, question: Question, **_: Any) -> Any:
        """Fail."""
        raise ValueError("secret")

    monkeypatch.setattr(Advisor, "advise", fail)
    said = await ask(hass, QUESTION)
    assert said == "Sorry, something went wrong. Please ask again."
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_a_home_without_appliances_registers_nothing(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """There is nothing to ask about."""
    assert get_agent_manager(hass).trigger_sentences == []
