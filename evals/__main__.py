"""`script/eval`: prints the tables that are asked for."""

from argparse import ArgumentParser

from .notes.table import print_tables


def main() -> None:
    """Print the tables that are asked for, all of them when none is."""
    parser = ArgumentParser(prog="script/eval", description=__doc__)
    parser.add_argument("--notes", action="store_true", help="the reader of notes")
    parser.add_argument(
        "--mistakes", action="store_true", help="what was read wrongly, too"
    )
    arguments = parser.parse_args()
    print_tables(mistakes=arguments.mistakes)


if __name__ == "__main__":
    main()
