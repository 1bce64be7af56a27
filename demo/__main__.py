"""`python -m demo`: boot a Home Assistant, set the reference home up, ask, print."""

import asyncio
import os
import sys

from .options import read_options
from .run import run_demo


def main() -> int:
    """Read the command line and run the demo; return the exit code."""
    options = read_options(sys.argv[1:])
    try:
        return asyncio.run(run_demo(options))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read this has seen enough; what is left is not to be flushed to nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
