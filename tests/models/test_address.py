"""Tests of the address of a model server."""

import socket

from hypothesis import given, strategies as st
import ollama
import pytest

from custom_components.hushwatt.models.address import (
    is_home_address,
    leads_home,
    normalize_url,
)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.5", "http://192.168.1.5:11434"),
        ("192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("  gpu-box/ ", "http://gpu-box:11434"),
        ("http://gpu-box", "http://gpu-box:80"),
        ("https://gpu-box/", "https://gpu-box:443"),
        ("HTTP://GPU-Box:11434/", "http://gpu-box:11434"),
        ("https://proxy.lan/ollama/", "https://proxy.lan:443/ollama"),
        ("[fd00::5]", "http://[fd00::5]:11434"),
        ("[fd00::5]:99", "http://[fd00::5]:99"),
        ("76e18fb5-ollama", "http://76e18fb5-ollama:11434"),
    ],
)
def test_an_address_is_completed_as_ollama_itself_does(typed: str, url: str) -> None:
    """Scheme and port may be missing."""
    assert normalize_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "http://",
        "ftp://gpu-box",
        "ollama://gpu-box",
        "http://me:secret@gpu-box",
        "me@gpu-box",
        "http://gpu-box?key=1",
        "http://gpu-box#x",
        "http://gpu box",
        "http://gpu-box:99999",
        "http://gpu-box:port",
        "http://gpu\\box",
        "http://[fd00",
        "http://gpu..lan",
        "http://gpu/\x7f",
        "http://" + "a" * 64 + ".lan",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """A person is told at once, not by a time-out."""
    with pytest.raises(ValueError, match=r".*"):
        normalize_url(typed)


@given(
    st.from_regex(
        r"(https?://)?[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z]{2,5})?(:[1-9][0-9]{0,3})?(/[a-z]{1,4})?/?",
        fullmatch=True,
    )
)
def test_the_library_understands_the_address_as_we_do(typed: str) -> None:
    """The address that is judged is the address that is called, and normalising twice changes nothing."""
    try:
        url = normalize_url(typed)
    except ValueError:
        return
    assert normalize_url(url) == url
    client = ollama.AsyncClient(host=url)
    assert str(client._client.base_url).rstrip("/") in (
        url,
        url.replace(":80", "").replace(":443", ""),
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:11434",
        "http://box.localhost",
        "http://127.0.0.1:11434",
        "127.8.8.8",
        "http://0.0.0.0:11434",
        "http://10.1.2.3",
        "172.16.0.1:11434",
        "172.31.255.255",
        "192.168.178.20",
        "169.254.10.10",
        "[::1]:11434",
        "[fe80::1]",
        "[fd12:3456::1]",
        "[::ffff:192.168.1.5]",
        "homeassistant.local",
        "HomeAssistant.LOCAL.",
        "76e18fb5-ollama",
        "ollama",
        "local",
        "gpu.lan",
        "gpu.home.arpa",
        "gpu.home",
        "gpu.internal",
    ],
)
def test_these_addresses_can_only_be_in_the_house(url: str) -> None:
    """Loopback, private ranges, names of one label and domains that stay local."""
    assert is_home_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://ollama.com",
        "http://8.8.8.8:11434",
        "172.32.0.1",
        "172.15.0.1",
        "192.169.1.1",
        "100.64.0.1",
        "[2001:db8::1]",
        "[::ffff:8.8.8.8]",
        "http://134744072",
        "http://0x08080808",
        "http://8.8.0x8.8",
        "http://192.168.1.5.example.com",
        "http://8\u30028\u30028\u30028",
        "thief\u3002example",
        "local\uff0ethief\uff0eexample",
        "http://192.168.1.5@example.com",
        "http://localhost.example.com",
        "http://evil-local.com",
        "http://xn--local-.com",
        "http://gpu.fritz.example",
        "http://[fe80",
        "http://%6c",
        "",
    ],
)
def test_these_addresses_may_be_elsewhere(url: str) -> None:
    """An address in disguise, or none at all, is not taken for one in the house."""
    assert not is_home_address(url)


@pytest.mark.parametrize(
    ("url", "stands_for", "home"),
    [
        ("http://localhost:11434", None, True),
        ("http://192.168.1.5:11434", None, True),
        ("http://[::1]:11434", None, True),
        ("http://gpu.local:11434", ["192.168.1.5", "fe80::1%eth0"], True),
        ("http://gpu.local:11434", ["192.168.1.5", "2001:db8::5"], False),
        ("http://ollama:11434", ["203.0.113.5"], False),
        ("http://ollama:11434", [], False),
        ("http://ollama.example:11434", ["192.168.1.5"], False),
    ],
)
async def test_a_name_is_at_home_when_all_that_it_stands_for_is(
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    stands_for: list[str] | None,
    home: bool,
) -> None:
    """A router's search domain can make a name of one label somebody else's."""
    if stands_for is not None:

        def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
            """Answer as a name server does."""
            if not stands_for:
                raise socket.gaierror
            return [(None, None, 0, "", (address, 0)) for address in stands_for]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert await leads_home(url) is home
