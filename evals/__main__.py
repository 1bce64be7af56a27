"""`script/eval`: prints the tables that are asked for."""

from argparse import ArgumentParser
import asyncio

from .notes.by_model import print_model_table
from .notes.table import print_tables as print_notes
from .phrases.table import print_tables as print_phrases


def main() -> None:
    """Print the tables that are asked for, all that need no model when none is."""
    parser = ArgumentParser(prog="script/eval", description=__doc__)
    parser.add_argument("--notes", action="store_true", help="the reader of notes")
    parser.add_argument("--phrases", action="store_true", help="what a person asks")
    parser.add_argument(
        "--mistakes", action="store_true", help="what was read wrongly, too"
    )
    parser.add_argument("--ollama-url", help="notes by a real model, at this address")
    parser.add_argument("--model", default="gemma4:e4b", help="which one (gemma4:e4b)")
    parser.add_argument("--part", default="fresh", help="which notes it reads (fresh)")
    arguments = parser.parse_args()
    if arguments.ollama_url:
        asyncio.run(
            print_model_table(arguments.ollama_url, arguments.model, arguments.part)
        )
        return
    both = arguments.notes == arguments.phrases
    if arguments.notes or both:
        print_notes(mistakes=arguments.mistakes)
    if arguments.phrases or both:
        print_phrases(mistakes=arguments.mistakes)


if __name__ == "__main__":
    main()
