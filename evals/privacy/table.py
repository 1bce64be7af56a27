"""Prints what leaks in the article's way and in ours, on the same homes and notes."""

from argparse import ArgumentParser
import asyncio
from collections.abc import Sequence
import random
import ssl

from .baseline import Leaks, StandIn, articles_way, our_way
from .homes import Home, make_home
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import LocalModel
from custom_components.hushwatt.models.server import OllamaServer

# None, and what peers publish: frontier models of POLAR-Bench, the best tagger's misses, PAPILLON,
# an untuned tagger's misses, the weakest local models of POLAR-Bench.
RATES = (0.0, 0.01, 0.06, 0.075, 0.4, 0.55)


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
    return "  ".join(cells)


async def print_table(count: int, url: str | None, model: str) -> None:
    """Print one row for each model: stand-ins, or a real one at an Ollama server."""
    some = homes(count)
    head = "leaked units, share, homes"
    print(f"{'local model':24}  {'it writes what leaves: ' + head:42}  ours: {head}")
    if url is None:
        for rate in RATES:
            stand_in = StandIn(rate, random.Random(1))
            print(row(stand_in.name, *await compare(some, stand_in)))
        return
    server = OllamaServer(url, ssl_context=ssl.create_default_context())
    try:
        print(row(model, *await compare(some, OllamaModel(server, model))))
    finally:
        await server.close()


def main() -> None:
    """Print the table that is asked for."""
    parser = ArgumentParser(prog="python -m evals.privacy.table", description=__doc__)
    parser.add_argument("--homes", type=int, default=100, help="how many (100)")
    parser.add_argument("--ollama-url", help="ask a real model instead of stand-ins")
    parser.add_argument("--model", default="gemma4:e4b", help="which one (gemma4:e4b)")
    arguments = parser.parse_args()
    asyncio.run(print_table(arguments.homes, arguments.ollama_url, arguments.model))


if __name__ == "__main__":
    main()
