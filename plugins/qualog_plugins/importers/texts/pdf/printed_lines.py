"""Lines as they are printed, made into a text of paragraphs; each line keeps its page and place.

A line and the next belong to one paragraph if the first word of the next would not have fitted on
the line, or if the line ends within a word, with a hyphen. They do not if the next line begins
with what looks like a speaker's label, is set in another size, or is further down than one and a
half lines; nor does a row of a table, in which a gap is wider than three letters are high. Lines
are joined by a space. A hyphen at the end of a line is removed if a small letter follows, unless
the same word is written with a hyphen within another line.

What is left out, and counted: headers, footers and page numbers, which are the highest or lowest
line, numbers in them aside, on more than half of the pages (and on at least three); numbers in the
margin, left of where most lines of the page begin; and what lies off the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import Factory, define, evolve, frozen

from qualog.language import message
from qualog.text.layout import PrintedLine
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.transcripts.labels import label_at

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left of the page."""

HYPHEN = "-"
_HYPHENED = re.compile(r"\w+(?:-\w+)+")
_FIRST = re.compile(r"\w+")
_LAST = re.compile(r"[\w-]+$")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d{1,5}$")


@frozen
class Line:
    """A line on a page.

    Attributes:
        words: its words.
        page: the number of the page, from 1.
        box: where it is.
        row: whether it has gaps as between the columns of a table.
    """

    words: str
    page: int
    box: Box
    row: bool = False

    @property
    def height(self) -> float:
        """How high its letters are, from the lowest to the highest point."""
        return self.box[3] - self.box[1]


@frozen
class Printed:
    """A text, where each of its lines is printed, and where its paragraphs begin."""

    text: str
    lines: tuple[PrintedLine, ...]
    paragraphs: frozenset[int]


def write_out(lines: Sequence[Line], *, join: bool) -> Printed:
    """Return lines as a text: joined into paragraphs as stated above, or each by itself."""
    margins = _margins(lines)
    hyphened = {word for line in lines for word in _HYPHENED.findall(line.words)}
    pieces: list[str] = []
    placed: list[PrintedLine] = []
    paragraphs: list[int] = []
    length = 0
    before: Line | None = None
    for line in lines:
        goes_on = before is not None and join and _goes_on(before, line, margins)
        if before is not None:
            between = " " if goes_on else "\n"
            if goes_on and before.words.endswith(HYPHEN):
                between = ""
                if _is_hyphenated(before.words, line.words, hyphened):
                    pieces[-1] = pieces[-1][:-1]
                    placed[-1] = evolve(placed[-1], end=placed[-1].end - 1)
                    length -= 1
            pieces.append(between)
            length += len(between)
        if not goes_on:
            paragraphs.append(length)
        pieces.append(line.words)
        placed.append(PrintedLine(length, length + len(line.words), line.page, line.box))
        length += len(line.words)
        before = line
    return Printed("".join([*pieces, "\n"]), tuple(placed), frozenset(paragraphs))


@define
class Pages:
    """The lines of each page, and what was left out of them."""

    pages: list[list[Line]]
    left_behind: LeftBehind = Factory(LeftBehind)

    @property
    def lines(self) -> list[Line]:
        """All lines, page by page."""
        return [line for page in self.pages for line in page]

    def clear(self, index: int, sheet: Box) -> None:
        """Leave out what of a page lies off its sheet of paper, and the numbers in its margin."""
        lines = self.pages[index]
        seen = [line for line in lines if _is_on(sheet, line.box)]
        begin = median(line.box[0] for line in seen) if seen else 0.0
        kept = [line for line in seen if not (line.box[2] < begin and _NUMBER.match(line.words))]
        self.left_behind.add(message("lines off the page"), len(lines) - len(seen))
        self.left_behind.add(message("line numbers in the margin"), len(seen) - len(kept))
        self.pages[index] = kept

    def leave_out_running_lines(self) -> None:
        """Leave out headers, footers and page numbers."""
        counts: Counter[tuple[str, str]] = Counter()
        for lines in self.pages:
            counts.update({words for _, words in _outermost(lines)})
        running = {
            words for words, count in counts.items() if count > 2 and 2 * count > len(self.pages)
        }
        for page, lines in enumerate(self.pages):
            omitted = {index for index, words in _outermost(lines) if words in running}
            self.left_behind.add(message("headers, footers and page numbers"), len(omitted))
            self.pages[page] = [line for index, line in enumerate(lines) if index not in omitted]


def _is_on(sheet: Box, box: Box) -> bool:
    """Return whether the middle of a box is on a sheet."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return sheet[0] <= across <= sheet[2] and sheet[1] <= up <= sheet[3]


def _outermost(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the index of the highest and of the lowest line of a page, each with its words.

    The words come with which of the two it is, and with `#` for numbers.
    """
    if lines:
        heights = [(line.box[1], index) for index, line in enumerate(lines)]
        for side, (_, index) in (("top", max(heights)), ("bottom", min(heights))):
            yield index, (side, _DIGITS.sub("#", lines[index].words))


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """Return the right margin of each page: where its longest line ends."""
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = max(line.box[2], margins.get(line.page, 0.0))
    return margins


def _goes_on(before: Line, line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line belongs to the paragraph of the line before it."""
    height = max(before.height, line.height)
    if before.row or line.row:
        return False
    if abs(before.height - line.height) > height / 3 or label_at(line.words, 0, len(line.words)):
        return False
    if before.words.endswith(HYPHEN) and _LAST.search(before.words[:-1]):
        return True
    if before.page == line.page and before.box[1] - line.box[3] > 1.5 * height:
        return False
    first = line.words.split(maxsplit=1)[0]
    letter = (line.box[2] - line.box[0]) / max(len(line.words), 1)
    return before.box[2] + letter * (len(first) + 1) > margins[before.page]


def _is_hyphenated(before: str, after: str, hyphened: set[str]) -> bool:
    """Return whether the hyphen at the end of a line is there only because the line ends.

    Args:
        before: the words of the line.
        after: the words of the next line.
        hyphened: the words that have a hyphen within a line.
    """
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None or len(last.group()) < 2:
        return False
    return first.group()[0].islower() and last.group() + first.group() not in hyphened


def boxed(words: str, page: int, boxes: Sequence[Box]) -> Line | None:
    """Return the line that words and their letters' boxes make; None if nothing of it is seen."""
    seen = [box for box in boxes if box[2] > box[0] or box[3] > box[1]]
    if not words.strip() or not seen:
        return None
    left, bottom = min(box[0] for box in seen), min(box[1] for box in seen)
    right, top = max(box[2] for box in seen), max(box[3] for box in seen)
    gaps = (after[0] - before[2] for before, after in pairwise(seen))
    row = max(gaps, default=0.0) > 3 * (top - bottom)
    box = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
    return Line(words, page, box, row)
