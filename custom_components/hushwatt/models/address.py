"""Where a model server is: the address a person typed, and whether it is in the house."""

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
import socket
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx

DEFAULT_PORT: Final = 11434

# RFC 1122, 1918, 3927, 4193, 4291 and the unspecified address, which is this machine.
_HOME_NETWORKS: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/32",
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::/128",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
# Names that no public name server answers: RFC 6761, 6762, 8375, ICANN's .internal, and two that routers hand out.
_HOME_DOMAINS: Final = (
    "localhost",
    "local",
    "home.arpa",
    "internal",
    "lan",
    "home",
)


def normalize_url(text: str) -> str:
    """Return the base URL of an Ollama server from what a person typed.

    The scheme may be missing (http) and the port (11434 without a scheme, else
    the scheme's own). Raises ValueError for what is no such address; one with a
    user name, a query or a fragment is none.
    """
    split = _split(text)
    if (
        split.scheme not in ("http", "https")
        or split.username is not None
        or split.query
        or split.fragment
    ):
        raise ValueError("not the address of a model server")
    host = _host(split)
    port = split.port or {"http": 80, "https": 443}[split.scheme]
    url = f"{split.scheme}://{host}:{port}{split.path.rstrip('/')}"
    try:
        httpx.URL(url)
    except httpx.InvalidURL:
        raise ValueError("not the address of a model server") from None
    return url


def is_home_address(url: str) -> bool:
    """Tell whether a URL's host can only be in the house, without asking a name server.

    Home are loopback, private and link-local addresses, names of one label (as
    add-ons and machines in the local network have) and the domains that stay
    local. False for what cannot be read.
    """
    try:
        host = _on_the_wire(_host(_split(url))).strip("[]").rstrip(".").lower()
    except ValueError:
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return _is_home_name(host)
    return _is_home_ip(address)


async def leads_home(url: str) -> bool:
    """Tell whether a URL's host is in the house, by its name and by all that it stands for here.

    A name server is asked, as it is by whoever connects. False when it does
    not know.
    """
    if not is_home_address(url):
        return False
    host = _host(_split(url)).strip("[]")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, None, type=socket.SOCK_STREAM
        )
    except OSError:
        return False
    addresses = {str(address[0]).partition("%")[0] for *_, address in found}
    return all(_is_home_ip(ip_address(address)) for address in addresses)


def _is_home_ip(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of a network that a home has of its own."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in _HOME_NETWORKS)


def _on_the_wire(host: str) -> str:
    """Return a host as it is looked up: letters and dots of other scripts have another spelling then."""
    try:
        return httpx.URL(f"http://{host}").raw_host.decode("ascii")
    except httpx.InvalidURL:
        raise ValueError("no host") from None


def _is_home_name(host: str) -> bool:
    """Tell whether a name stays in the local network."""
    labels = host.split(".")
    # An address in disguise: 134744072 and 0x8.8.8.8 are 8.8.8.8 to most resolvers.
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        return False
    return len(labels) == 1 or any(
        host.endswith(f".{domain}") for domain in _HOME_DOMAINS
    )


def _split(text: str) -> SplitResult:
    """Split an address, with the scheme and the port that Ollama's own tools assume."""
    text = text.strip()
    if "://" in text:
        return urlsplit(text)
    split = urlsplit(f"http://{text}")
    if split.port is None and split.hostname:
        split = split._replace(netloc=f"{split.netloc.rstrip(':')}:{DEFAULT_PORT}")
    return split


def _host(split: SplitResult) -> str:
    """Return the host as it stands in a URL; raise ValueError when there is none."""
    host = split.hostname
    if not host or any(character.isspace() or character in "\\%" for character in host):
        raise ValueError("no host")
    if ":" in host:
        return f"[{host}]"
    # A label that is empty or too long; UnicodeError is a ValueError.
    host.encode("idna")
    return host
