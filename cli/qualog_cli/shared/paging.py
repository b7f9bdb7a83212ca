"""Printing many lines: through a pager where they fill more than the screen, as Git does it."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import click

from qualog_cli.shared.output import rendered, say
from qualog_cli.shared.terminal import colour
from qualog_cli.shared.widths import width

_NO_PAGER: Final = ("", "cat")
_LESS: Final = "-FRX"
"""What less is told where $LESS says nothing: end where all fits on the screen, let colour
through, and leave the text there at the end."""


def print_lines(lines: Iterable[object]) -> None:
    """Print lines; on a terminal, through the pager where they fill more than the screen."""
    if not _pages():
        for line in lines:
            say(line)
        return
    screen = shutil.get_terminal_size()
    rest = iter(lines)
    first: list[object] = []
    rows = 0
    for line in rest:
        first.append(line)
        rows += _rows(line, screen.columns)
        if rows >= screen.lines:
            _page(chain(first, rest))
            return
    for line in first:
        say(line)


def _pages() -> bool:
    context = click.get_current_context(silent=True)
    return (
        sys.stdout.isatty()
        and sys.stdin.isatty()
        and os.environ.get("PAGER") not in _NO_PAGER
        and os.environ.get("TERM") != "dumb"
        and not (context and context.find_root().params.get("no_pager"))
    )


def _rows(line: object, screen: int) -> int:
    return sum(max(1, -(-width(row) // screen)) for row in str(line).split("\n"))


def _page(lines: Iterator[object]) -> None:
    os.environ.setdefault("LESS", _LESS)
    with click.get_pager_file(color=colour()) as pager:
        for line in lines:
            pager.write(f"{rendered(line)}\n")
