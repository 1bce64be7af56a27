"""Where requests go, as it stands on the wire."""

import pytest

from custom_components.hushwatt.privacy.endpoint import OPENAI_URL, Endpoint, Provider


def endpoint(url: str, **more: str) -> Endpoint:
    """Return an endpoint with a made-up key."""
    return Endpoint(
        provider=Provider.OPENAI, model="gpt-5.4", api_key="k", url=url, **more
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (OPENAI_URL, "https://api.openai.com/v1/responses"),
        ("HTTPS://API.OpenAI.com/v1/", "https://api.openai.com/v1/responses"),
        ("https://api.openai.com:443/v1", "https://api.openai.com/v1/responses"),
        ("http://LOCALHOST:8080/v1", "http://localhost:8080/v1/responses"),
        ("http://127.0.0.1:80/v1", "http://127.0.0.1/v1/responses"),
        (" https://proxy.example/Path/v1 ", "https://proxy.example/Path/v1/responses"),
        ("https://api.openai.com/v1/responses", "https://api.openai.com/v1/responses"),
    ],
)
def test_an_address_is_written_as_the_transport_writes_it(
    typed: str, written: str
) -> None:
    """Capital letters of the host and default ports would not pass the guard."""
    assert endpoint(typed).responses_url == written


@pytest.mark.parametrize(
    ("url", "version", "written"),
    [
        (
            "https://Home.openai.azure.com/",
            None,
            "https://home.openai.azure.com/openai/v1/responses",
        ),
        (
            "https://home.openai.azure.com/openai/v1/",
            None,
            "https://home.openai.azure.com/openai/v1/responses",
        ),
        (
            "https://home.openai.azure.com",
            "2026-05-01-preview",
            "https://home.openai.azure.com/openai/responses?api-version=2026-05-01-preview",
        ),
    ],
)
def test_azure_has_a_new_and_a_classic_address(
    url: str, version: str | None, written: str
) -> None:
    """With its own header for the key."""
    azure = Endpoint(
        provider=Provider.AZURE,
        model="mine",
        api_key="k",
        url=url,
        api_version=version,
    )
    assert azure.responses_url == written
    assert azure.key_header == {"api-key": "k"}
    assert endpoint(OPENAI_URL).key_header == {"authorization": "Bearer k"}
