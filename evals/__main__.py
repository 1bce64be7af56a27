"""`script/eval`: prints the tables that are asked for."""

from argparse import ArgumentParser
import asyncio

from .cycles.table import print_tables as print_cycles
from .notes.by_model import print_model_table
from .notes.table import print_tables as print_notes
from .phrases.table import print_tables as print_phrases
from .privacy.table import print_tables as print_privacy


def main() -> None:
    """Print the tables that are asked for, all that need no model when none is."""
    parser = ArgumentParser(prog="script/eval", description=__doc__)
    parser.add_argument("--notes", action="store_true", help="the reader of notes")
    parser.add_argument("--phrases", action="store_true", help="what a person asks")
    parser.add_argument("--privacy", action="store_true", help="what leaves a home")
    parser.add_argument("--cycles", action="store_true", help="what runs are learned")
    parser.add_argument(
        "--mistakes", action="store_true", help="what was read wrongly, too"
    )
    parser.add_argument(
        "--homes", type=int, default=100, help="how many homes for --privacy (100)"
    )
    parser.add_argument("--ollama-url", help="a real model is asked, at this address")
    parser.add_argument("--model", default="gemma4:e4b", help="which one (gemma4:e4b)")
    parser.add_argument("--part", default="fresh", help="which notes it reads (fresh)")
    arguments = parser.parse_args()
    url, model = arguments.ollama_url, arguments.model
    every = not (
        arguments.notes or arguments.phrases or arguments.privacy or arguments.cycles
    )
    if (arguments.notes or every) and url:
        asyncio.run(print_model_table(url, model, arguments.part))
    elif arguments.notes or every:
        print_notes(mistakes=arguments.mistakes)
    if arguments.phrases or (every and not url):
        print_phrases(mistakes=arguments.mistakes)
    if arguments.privacy or (every and not url):
        print_privacy(arguments.homes, url, model)
    if arguments.cycles or (every and not url):
        print_cycles()


if __name__ == "__main__":
    main()
