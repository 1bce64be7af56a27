"""Model servers and models that pretend to be at home."""

from ipaddress import IPv4Address
import random

from .tally import Tally
from custom_components.hushwatt.models.address import is_home_address, normalize_url
from custom_components.hushwatt.models.locality import is_cloud_name, is_remote

# Networks that no home has of its own.
OUTSIDE = ("8.8.8.0", "93.184.216.0", "104.18.6.0", "203.0.113.0", "172.32.0.0")


def try_elsewhere(rng: random.Random, tally: Tally, where: str) -> None:
    """See that an address outside is warned of, and a stub for the cloud refused."""
    address = outside_address(rng)
    tally.counts["addresses outside"] += 1
    if _would_be_trusted(address):
        tally.found(where, f"{address!r} was taken for an address at home")
    name, description = stub(rng)
    tally.counts["stubs for the cloud"] += 1
    if not is_cloud_name(name) and not is_remote(description):
        tally.found(where, f"{name!r} was taken for a model at home")


def _would_be_trusted(address: str) -> bool:
    """Tell whether set-up would take an address without a warning."""
    try:
        return is_home_address(normalize_url(address))
    except ValueError:
        return False


def outside_address(rng: random.Random) -> str:
    """Return an address that is not in any house, disguised as well as one can."""
    ip = IPv4Address(rng.choice(OUTSIDE)) + rng.randint(1, 254)
    one, two, three, four = ip.packed
    host = rng.choice(
        (
            str(ip),
            f"{ip}.",
            str(int(ip)),
            hex(int(ip)),
            f"0{one:o}.0{two:o}.0{three:o}.0{four:o}",
            f"{one}.{two}.{three * 256 + four}",
            f"[::ffff:{ip}]",
            f"[64:ff9b::{ip}]",
            f"[2001:db8::{rng.getrandbits(16):x}]",
            str(ip).replace(".", "\u3002"),
            str(ip).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
            "ollama.thief.example",
            "ollama.local.thief.example",
            "thief\u3002example",
            "local\uff0ethief\uff0eexample",
            "192.168.1.5.thief.example",
            f"192.168.1.5@{ip}",
            f"localhost:11434@{ip}",
            f"{ip}#.local",
            f"{ip}?.local",
            f"{ip}/.local",
            f"{ip}\\.local",
            f"{ip}%2elocal",
        )
    )
    scheme = rng.choice(("", "http://", "https://", "HTTP://"))
    return f"{scheme}{host}{rng.choice(('', ':11434', ':443'))}"


def stub(rng: random.Random) -> tuple[str, dict[str, object]]:
    """Return the name and the raw description of a model that is computed elsewhere."""
    cloud = rng.choice(
        ("gemma4:31b-cloud", "glm:cloud", "gpt-oss:120b-Cloud", "x-CLOUD")
    )
    disguised = rng.choice((cloud, f" {cloud} ", f"{cloud}@sha256:0a", cloud.upper()))
    descriptions: tuple[tuple[str, dict[str, object]], ...] = (
        (disguised, {}),
        ("gemma4:e4b", {"remote_host": "https://ollama.com:443"}),
        ("gemma4:e4b", {"remote_model": "gemma4:31b"}),
        ("gemma4:e4b", {"model": cloud}),
        ("gemma4:e4b", {"name": disguised, "details": {"family": "gemma4"}}),
    )
    return rng.choice(descriptions)
