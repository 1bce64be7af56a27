"""The request around a document."""

from dataclasses import replace
import json
import random

import pytest

from .reference import DISHWASHER, OPENAI, reference_problem
from custom_components.hushwatt.privacy import published
from custom_components.hushwatt.privacy.blinding import blind
from custom_components.hushwatt.privacy.endpoint import Endpoint, Provider
from custom_components.hushwatt.privacy.envelope import build_request, reply_format
from custom_components.hushwatt.privacy.goals import GOALS
from custom_components.hushwatt.privacy.grammar import _digest, check_address
from custom_components.hushwatt.privacy.instructions import instructions
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import REPLIES, RetryRule
from custom_components.hushwatt.vocabulary import PrivacyLevel


def reference_blinded(level: PrivacyLevel = PrivacyLevel.BLINDED) -> Blinded:
    """Return the reference question's document."""
    return blind(reference_problem(), [DISHWASHER], level, random.Random(1))


def retry_rules(level: PrivacyLevel) -> list[RetryRule | None]:
    """Return the rules that a retry at a level can name, and None for the first try."""
    return [None, *RetryRule] if level in REPLIES else [None]


def test_the_reference_request_to_the_byte() -> None:
    """A person can read here the whole of what leaves: no word of the home."""
    body = json.loads(build_request(reference_blinded(), OPENAI).body)
    assert body == {
        "model": "gpt-5.4",
        "instructions": instructions(PrivacyLevel.BLINDED),
        "input": '{"loads":[{"id":"L1","length":3,"starts":[[0,5]]}],'
        '"prices":[{"from":0,"to":3,"price":10000},{"from":3,"to":8,"price":0}]}',
        "reasoning": {"effort": "medium"},
        "store": False,
        "max_output_tokens": 12000,
        "text": {"format": reply_format(PrivacyLevel.BLINDED)},
    }


def test_a_retry_says_which_rule_was_broken_and_nothing_else_changes() -> None:
    """The document is the same; a published sentence is added to the instructions."""
    blinded = reference_blinded()
    first = json.loads(build_request(blinded, OPENAI).body)
    again = json.loads(build_request(blinded, OPENAI, RetryRule.LIMIT).body)
    added = again.pop("instructions").removeprefix(first.pop("instructions"))
    assert "limit" in added
    assert again == first


def test_without_an_effort_nothing_is_said_of_it() -> None:
    """A model that knows no effort gets none."""
    endpoint = Endpoint(provider=Provider.OPENAI, model="gpt-4.1", api_key="sk-key")
    assert "reasoning" not in json.loads(
        build_request(reference_blinded(), endpoint).body
    )


@pytest.mark.parametrize(
    ("url", "api_version", "expected"),
    [
        (
            "https://home.openai.azure.com",
            None,
            "https://home.openai.azure.com/openai/v1/responses",
        ),
        (
            "https://home.openai.azure.com/openai/v1/",
            None,
            "https://home.openai.azure.com/openai/v1/responses",
        ),
        (
            "https://home.openai.azure.com/openai/v1/responses",
            None,
            "https://home.openai.azure.com/openai/v1/responses",
        ),
        (
            "https://home.openai.azure.com/",
            "2025-04-01-preview",
            "https://home.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
        ),
    ],
)
def test_azure_has_two_addresses(
    url: str, api_version: str | None, expected: str
) -> None:
    """The current address, and the classic one where a version is configured."""
    endpoint = Endpoint(
        provider=Provider.AZURE,
        model="deployed",
        api_key="key",
        url=url,
        api_version=api_version,
    )
    request = build_request(reference_blinded(), endpoint)
    assert request.url == expected
    assert request.headers["api-key"] == "key"
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    "url",
    [
        "https://API.OpenAI.com:443/v1/",
        " https://api.openai.com/v1/responses ",
        "https://api.openai.com/v1?x=1#y",
    ],
)
def test_an_address_is_written_as_http_libraries_write_it(url: str) -> None:
    """So that what is cleared is what the transport sees."""
    endpoint = replace(OPENAI, url=url)
    assert endpoint.responses_url == "https://api.openai.com/v1/responses"
    request = build_request(reference_blinded(), endpoint)
    check_address(request.url, url.strip())


def test_openai_has_one_address_and_a_bearer_key() -> None:
    """The default endpoint."""
    request = build_request(reference_blinded(), OPENAI)
    assert request.url == "https://api.openai.com/v1/responses"
    assert request.headers == {
        "accept": "application/json",
        "accept-encoding": "identity",
        "authorization": "Bearer sk-key",
        "content-type": "application/json",
        "user-agent": "hushwatt",
    }


def test_neither_key_nor_document_is_shown_when_printed() -> None:
    """A log line or a traceback tells no secret."""
    assert "sk-key" not in repr(OPENAI)
    request = build_request(reference_blinded(), OPENAI)
    assert "sk-key" not in repr(request)
    assert "L1" not in repr(request)


@pytest.mark.parametrize("level", PrivacyLevel)
def test_the_schema_is_strict_through_and_through(level: PrivacyLevel) -> None:
    """Every object has all its properties required and no others."""

    def check(schema: dict[str, object]) -> None:
        if schema["type"] == "object":
            properties = schema["properties"]
            assert isinstance(properties, dict)
            assert schema["required"] == list(properties)
            assert schema["additionalProperties"] is False
            for inner in properties.values():
                check(inner)
        if schema["type"] == "array":
            items = schema["items"]
            assert isinstance(items, dict)
            check(items)

    check(reply_format(level)["schema"])


@pytest.mark.parametrize("level", REPLIES)
def test_the_schema_describes_what_is_read_back(level: PrivacyLevel) -> None:
    """An object made by the schema's own shape is a reply."""

    def example(schema: dict[str, object]) -> object:
        match schema:
            case {"type": "object", "properties": dict() as properties}:
                return {name: example(inner) for name, inner in properties.items()}
            case {"type": "array", "items": dict() as items}:
                return [example(items)]
        return {"integer": 0, "string": "L1"}[str(schema["type"])]

    made = example(reply_format(level)["schema"])
    assert REPLIES[level].model_validate_json(json.dumps(made)).model_dump() == made


@pytest.mark.parametrize("level", PrivacyLevel)
def test_all_texts_are_published(level: PrivacyLevel) -> None:
    """Read a text that you changed once more as a stranger; then publish its digest."""
    digests = [_digest(instructions(level, rule)) for rule in retry_rules(level)]
    assert digests == [digest for digest, at in published.TEXTS.items() if at is level]
    assert published.FORMATS[level] == _digest({"format": reply_format(level)})


@pytest.mark.parametrize("level", REPLIES)
def test_the_instructions_hold_the_tie_break_and_the_rounding(
    level: PrivacyLevel,
) -> None:
    """A cloud that keeps to them gives the plan that the house would give."""
    text = instructions(level)
    assert "equal cost" in text
    assert "earliest" in text
    assert "do not round" in text


def test_the_goals_that_are_asked_are_published() -> None:
    """A kind of problem is called what the guard lets through."""
    assert set(GOALS.values()) == published.GOALS
