"""A text with its codes in the margin, line by line."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualog.state import Coding, State

WIDTH = 64


class MarginLine(NamedTuple):
    """A line of a text, where it begins in it, and the margin: a bar for each code along it."""

    begins: int
    words: str
    bars: str
    names: str

    def shown(self, words: str, width: int = WIDTH) -> str:
        """Return the line with its margin; `words` are its own, as they are to be seen."""
        return f"  {words:<{width}} {self.bars} {self.names}".rstrip()


def margined(
    state: State, text: str, start: int, end: int, codings: Sequence[Coding]
) -> Iterator[MarginLine]:
    """Yield the lines of a passage, each with the codes along it, named where they begin."""
    position = start
    lanes: list[Coding | None] = []
    for line in _wrapped(text[start:end]):
        indent = len(line) - len(line.lstrip())
        begins = text.index(line.split()[0], position) - indent if line.split() else position
        position = begins + len(line)
        here = [coding for coding in codings if coding.start < position and begins < coding.end]
        lanes = [coding if coding in here else None for coding in lanes]
        names = []
        for coding in here:
            if coding not in lanes:
                free = lanes.index(None) if None in lanes else len(lanes)
                lanes[free : free + 1] = [coding]
                if coding.start >= begins or coding.start < start:
                    names.append(_name(state, coding))
        while lanes and lanes[-1] is None:
            lanes.pop()
        bars = "".join("│" if coding else " " for coding in lanes)
        yield MarginLine(begins, line, bars, "; ".join(names))


def _wrapped(passage: str) -> Iterator[str]:
    for paragraph in passage.split("\n"):
        yield from textwrap.wrap(
            paragraph, WIDTH, replace_whitespace=False, drop_whitespace=True, tabsize=1
        ) or [""]


def _name(state: State, coding: Coding) -> str:
    who = "+".join(_signed(state, author) for author in coding.made.authors)
    return f"{state.codebook.name(coding.code)} ({who})"


def _signed(state: State, author: str) -> str:
    """Return an author's initials; the name where two authors of the study have the same."""
    name = state.author_names([author])
    initials = {_initials(author.name) for author in state.authors.values()}
    return _initials(name) if len(initials) == len(state.authors) else name


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
