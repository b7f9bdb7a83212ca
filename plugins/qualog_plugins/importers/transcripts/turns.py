"""Cutting a transcript into turns: who says what, and from where to where.

A turn begins after its label and goes on over the following lines until the next label or
heading. Where nobody is named (before the first speaker, after a heading, in prose) each
paragraph is a turn that nobody speaks, so that any text can be coded and compared by turns.
In a plain text a paragraph ends at a blank line and begins at a list mark; in a text that has
no blank line each line is a paragraph. The text itself is never changed: only the spans leave
out labels, time marks and the white space around them.

Every line is looked at from its beginning and its end only, so the work grows with the
length of the text and with nothing else.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import define, frozen

from qualog.errors import BadInput
from qualog.material import ImportedTurn
from qualog.options import option
from qualog_plugins.importers.transcripts.labels import Label, Speakers, label_at
from qualog_plugins.importers.transcripts.time_marks import mark_at, mark_before

_HEADING = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
_LIST_MARK = re.compile(r"\s{0,8}(?:[-–—•][^\W\d_]|[-–—•*+]\s)")
_MOST_LINES = 500_000  # a talk of an hour has a thousand; each may cost a turn of its own
_MOST_MARKS = 4  # time marks at a turn's end that are left off
_SEEN = re.compile(r"\S")
_WORD = re.compile(r"[^\W_]")


@frozen
class TurnOptions:
    """How texts are cut into turns; an importer's own options come on top."""

    speakers: bool = option(True, help="cut at speakers' labels; if not, at paragraphs")
    names: str = option("", help="labels that are speakers' for certain, separated by ;")


@frozen
class Layout:
    """Where a format itself says that paragraphs and headings begin; None: by blank lines."""

    paragraphs: frozenset[int] | None = None
    headings: frozenset[int] = frozenset()
    markdown: bool = False


@frozen
class Cut:
    """The turns, and what looked like a label but was not taken for a speaker's."""

    turns: tuple[ImportedTurn, ...]
    doubtful: tuple[str, ...] = ()


@define
class _Open:
    """The turn that is being read."""

    start: int
    speaker: str | None
    time: int | None
    emphasis: str = ""


@frozen
class _Line:
    start: int
    end: int
    opens_paragraph: bool
    heading: int | None


def find_turns(
    text: str, layout: Layout | None = None, *, speakers: bool = True, names: Iterable[str] = ()
) -> Cut:
    r"""Give the turns of a text.

    Args:
        text: the text, with `\n` as its line end.
        layout: what the format knows of paragraphs and headings.
        speakers: look for speakers' labels; if not, each paragraph is a turn.
        names: labels that the user says are speakers'.

    Raises:
        BadInput: it has more lines than any talk.
    """
    if (found := text.count("\n")) > _MOST_LINES:
        raise BadInput(f"It has {found:,} lines, more than any talk has. Import it in parts.")
    lines = list(_lines(text, layout or Layout()))
    labels: dict[int, Label] = {}
    if speakers:
        for line in lines:
            if label := label_at(text, line.start, line.end):
                labels[line.start] = label
    who = Speakers(labels.values(), names)
    turns = tuple(_cut(text, lines, labels, who))
    spoken = any(turn.speaker for turn in turns)
    return Cut(turns, who.doubtful if spoken else ())


def _cut(
    text: str, lines: list[_Line], labels: dict[int, Label], who: Speakers
) -> Iterator[ImportedTurn]:
    turn: _Open | None = None
    pending: tuple[int, int] | None = None  # a time mark alone on its line: its start, its time
    for line in lines:
        alone = _time_alone(text, line)
        label = labels.get(line.start)
        speaker = who.name(label) if label else None
        if label is not None and speaker:
            begin = _Open(label.content, speaker, label.time, label.emphasis)
        elif alone is not None:
            if turn and turn.speaker and _is_blank(text, turn.start, line.start):
                turn.start, turn.time = line.end, alone if turn.time is None else turn.time
            else:
                pending = pending or (line.start, alone)
            continue
        elif line.heading is not None:
            begin = _Open(line.heading, None, None)
        elif turn is None or (turn.speaker is None and (line.opens_paragraph or pending)):
            begin = _Open(*_after_mark(text, line))
        else:
            if pending and turn.time is None:
                turn.time = pending[1]
            pending = None
            _time_at_end(text, line, turn)
            continue
        if turn:
            yield from _closed(text, turn, pending[0] if pending else line.start)
        if pending and begin.time is None:
            begin.time = pending[1]
        turn, pending = begin, None
        _time_at_end(text, line, turn)
        if line.heading is not None and not speaker:
            yield from _closed(text, turn, line.end)
            turn = None
    if turn:
        yield from _closed(text, turn, pending[0] if pending else len(text))


def _closed(text: str, turn: _Open, end: int) -> Iterator[ImportedTurn]:
    """Give the turn without the space and the time marks around it; nothing if nothing is left."""
    start = _first(text, turn.start, end)
    end = _last(text, start, end)
    for _ in range(_MOST_MARKS):
        mark = mark_before(text, start, end)
        if mark is None or not mark.sure_after_words:
            break
        end = _last(text, start, mark.start)
    if turn.emphasis and text.endswith(turn.emphasis, start, end):
        end = _last(text, start, end - len(turn.emphasis))
    if start < end and (turn.speaker or _WORD.search(text, start, end)):
        yield ImportedTurn(start, end, turn.speaker, turn.time)


def _time_at_end(text: str, line: _Line, turn: _Open) -> None:
    """Keep the first time mark at the end of one of the turn's lines."""
    if turn.time is None:
        start = max(line.start, turn.start)
        mark = mark_before(text, start, _last(text, start, line.end))
        if mark and mark.sure_after_words:
            turn.time = mark.time


def _time_alone(text: str, line: _Line) -> int | None:
    if line.end - line.start > 60:
        return None
    words = text[line.start : line.end].strip()
    mark = mark_at(words, 0)
    return mark.time if mark and mark.end == len(words) else None


def _after_mark(text: str, line: _Line) -> tuple[int, None, int | None]:
    """Give where a paragraph's words begin, that nobody speaks them, and its time mark."""
    mark = mark_at(text, _first(text, line.start, line.end))
    if mark and mark.sure:
        return mark.end, None, mark.time
    return line.start, None, None


def _lines(text: str, layout: Layout) -> Iterator[_Line]:
    """Give the lines that are not blank, each with whether a paragraph begins with it."""
    spans = list(_spans(text))
    every = not any(blank for _, _, blank in _inner(spans))
    after_blank = True
    for start, end, blank in spans:
        if blank:
            after_blank = True
            continue
        opens = every or after_blank or _LIST_MARK.match(text, start, end) is not None
        if layout.paragraphs is not None:
            opens = start in layout.paragraphs
        heading = start if start in layout.headings else None
        if layout.markdown and (mark := _HEADING.match(text, start, end)):
            heading = mark.end()
        yield _Line(start, end, opens, heading)
        after_blank = False


def _inner(spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Leave off blank lines at the end, which part nothing."""
    last = len(spans)
    while last and spans[last - 1][2]:
        last -= 1
    first = 0
    while first < last and spans[first][2]:
        first += 1
    return spans[first:last]


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end, _is_blank(text, start, end)
        start = end + 1


def _is_blank(text: str, start: int, end: int) -> bool:
    return _first(text, start, end) == end


def _first(text: str, start: int, end: int) -> int:
    """Give where the first character that can be seen is; the end if there is none."""
    if start < end and not text[start].isspace():
        return start
    match = _SEEN.search(text, start, end)
    return match.start() if match else end


def _last(text: str, start: int, end: int) -> int:
    """Give where the last character that can be seen ends; the start if there is none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def split_names(names: str) -> list[str]:
    """Read the labels that a user names in one option."""
    return [name.strip().removesuffix(":") for name in names.split(";") if name.strip()]


def not_taken(cut: Cut) -> tuple[str, ...]:
    """Say what looked like a label and was left in the text of another's turn."""
    return tuple(
        f"'{name}:' begins one line only and was not taken for a speaker; "
        f"if it is one, import with -o 'names={name}'"
        for name in cut.doubtful
    )
