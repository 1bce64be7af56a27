"""Prints what leaks in the article's way and in ours, on the same homes and notes."""

import asyncio
from collections.abc import Sequence
import random
import ssl
import sys

from .baseline import Leaks, StandIn, articles_way, our_way
from .channel import print_channel
from .homes import Home, make_home
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import LocalModel, LocalModelError
from custom_components.hushwatt.models.server import OllamaServer

# None, and what peers publish: frontier models of POLAR-Bench, the best tagger's misses, PAPILLON,
# an untuned tagger's misses, the weakest local models of POLAR-Bench.
RATES = (0.0, 0.01, 0.06, 0.075, 0.4, 0.55)
HEAD = (
    f"{'local model':24}  {'it writes what leaves: leaked units, share, homes':42}"
    "  ours: leaked units, share, homes"
)


def homes(count: int, seed: int = 0) -> list[Home]:
    """Return homes with notes."""
    found: list[Home] = []
    while len(found) < count:
        home = make_home(random.Random(seed))
        seed += 1
        if home.notes:
            found.append(home)
    return found


async def compare(
    some: Sequence[Home], model: LocalModel
) -> tuple[list[Leaks], list[Leaks]]:
    """Return the leaks of the article's way and of ours, home by home."""
    theirs = [await articles_way(home, model) for home in some]
    ours = [await our_way(home, model, random.Random(0)) for home in some]
    return theirs, ours


def row(name: str, theirs: Sequence[Leaks], ours: Sequence[Leaks]) -> str:
    """Return a row of the table."""
    cells = [f"{name:24}"]
    for leaks in (theirs, ours):
        sent = [one for one in leaks if one.sent]
        units = sum(one.units for one in sent)
        leaked = sum(one.leaked for one in sent)
        struck = sum(one.leaked > 0 for one in sent)
        share = leaked / units if units else 0.0
        cells.append(
            f"{leaked:>7,} of {units:>7,} {share:>7.2%} {struck:>6}/{len(sent):<6}"
        )
    return "  ".join(cells).rstrip()


async def print_stand_ins(count: int) -> None:
    """Print one row for each stand-in."""
    some = homes(count)
    print(HEAD)
    for rate in RATES:
        stand_in = StandIn(rate, random.Random(1))
        print(row(stand_in.name, *await compare(some, stand_in)))


async def print_real(count: int, url: str, model: str) -> None:
    """Print the row of a real model at an Ollama server, and on the way how far it is.

    Raises LocalModelError when the server has no such model, or only a stub of
    a vendor's cloud.
    """
    server = OllamaServer(url, ssl_context=ssl.create_default_context())
    try:
        await server.require_local(model)
        some = homes(count)
        theirs: list[Leaks] = []
        ours: list[Leaks] = []
        for number, home in enumerate(some, 1):
            print(f"home {number} of {count}", file=sys.stderr)
            one, other = await compare([home], OllamaModel(server, model))
            theirs += one
            ours += other
        print(HEAD)
        print(row(model, theirs, ours))
    finally:
        await server.close()


def print_tables(count: int, url: str | None, model: str) -> None:
    """Print what leaks in both ways, by stand-ins or a real model, then the covert channel."""
    if url is not None:
        try:
            asyncio.run(print_real(count, url, model))
        except LocalModelError as error:
            sys.exit(f"{model} at {url} cannot be asked: {error.code}")
        return
    asyncio.run(print_stand_ins(count))
    print()
    print_channel(10 * count)
