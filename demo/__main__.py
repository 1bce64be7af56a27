"""`python -m demo`: boot a Home Assistant, set the reference home up, ask, print."""

import argparse
import asyncio
import sys

from .run import DemoOptions, run_demo


def main() -> int:
    """Read the command line and run the demo; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="script/demo",
        description="A real Home Assistant with Hushwatt answers the reference question.",
    )
    parser.add_argument(
        "--now",
        action="store_true",
        help="ask at the real time instead of the reference evening's 18:30",
    )
    parser.add_argument(
        "--serve",
        action="store_true",
        help="keep Home Assistant running, to be opened in a browser",
    )
    parser.add_argument(
        "--port", type=int, default=0, help="port of the UI (default: a free one)"
    )
    known = parser.parse_args()
    options = DemoOptions(now=known.now, serve=known.serve, port=known.port)
    try:
        return asyncio.run(run_demo(options))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
