"""What the output is: whether it takes colour, and how wide it is."""

import os
import shutil
import sys


def colour() -> bool | None:
    """Return whether to colour: as the environment says, or None for what the output can take.

    See https://no-color.org and https://bixense.com/clicolors.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return None


def columns() -> int | None:
    """Return how many columns the terminal has; None where the output goes to no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
