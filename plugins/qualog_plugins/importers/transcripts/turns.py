"""Cutting a transcript into turns: who says what, and from where to where.

A turn begins after its label and goes on until the next label or heading. Where nobody is named
(before the first speaker, after a heading, in prose) each paragraph is a turn without a speaker,
so that any text can be coded and compared by turns. In a plain text a paragraph ends at a blank
line, and each item of a list is one; in a text without a blank line each line is a paragraph. The
text itself is never changed: the spans of turns leave out labels, time marks and the white space
around them.

Every line is looked at from its beginning and its end only, so that the work grows with the
length of the text and with nothing else.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import define, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, number
from qualog.material import ImportedTurn
from qualog.options import option
from qualog_plugins.importers.transcripts.labels import Label, Speakers, label_at
from qualog_plugins.importers.transcripts.time_marks import mark_at, mark_before

_HEADING = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
_LIST_MARK = re.compile(r"\s{0,8}(?:[-–—•][^\W\d_]|[-–—•*+]\s)")
_MOST_LINES = 500_000  # a talk of an hour has a thousand; each may cost a turn of its own
_MOST_MARKS = 4  # time marks at a turn's end that are left off
_LONGEST_MARK = 60  # characters of a line that is a time mark alone
_VISIBLE = re.compile(r"\S")
_WORD = re.compile(r"[^\W_]")


@frozen
class TurnOptions:
    """How texts are cut into turns; an importer's own options come on top."""

    speakers: bool = option(True, help="start turns at speakers' labels; if not, at paragraphs")
    names: str = option("", help="labels that are certainly speakers, separated by ;")


@frozen
class Layout:
    """What a format itself says of paragraphs and headings.

    Attributes:
        paragraphs: where paragraphs begin; None where blank lines separate them.
        headings: where headings begin.
        markdown: whether `#` at the beginning of a line makes it a heading.
    """

    paragraphs: frozenset[int] | None = None
    headings: frozenset[int] = frozenset()
    markdown: bool = False


@frozen
class Cut:
    """The turns of a text, and what looked like a label but was not taken for a speaker's."""

    turns: tuple[ImportedTurn, ...]
    doubtful: tuple[str, ...] = ()


@define
class _OpenTurn:
    """The turn that is being read; `emphasis` is what its label left open."""

    start: int
    speaker: str | None
    time: int | None
    emphasis: str = ""


@frozen
class _Line:
    """A line that is not blank; `heading` is where the words of a heading begin, else None."""

    start: int
    end: int
    opens_paragraph: bool
    heading: int | None


def find_turns(
    text: str, layout: Layout | None = None, *, speakers: bool = True, names: Iterable[str] = ()
) -> Cut:
    r"""Return the turns of a text.

    Args:
        text: the text, with `\n` as its line end.
        layout: what the format says of paragraphs and headings.
        speakers: whether to look for speakers' labels; if not, each paragraph is a turn.
        names: labels that the user says are speakers'.

    Raises:
        BadInput: it has more lines than any talk.
    """
    if (count := text.count("\n")) > _MOST_LINES:
        raise BadInput(
            "The text has {lines} lines, more than any transcript has. Import it in parts.",
            lines=number(count),
        )
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


def turns_in(text: str, options: TurnOptions, layout: Layout | None = None) -> Cut:
    """Return the turns of a text, cut as a user's options say.

    Raises:
        BadInput: it has more lines than any talk.
    """
    names = split_names(options.names)
    return find_turns(text, layout, speakers=options.speakers, names=names)


def split_names(names: str) -> list[str]:
    """Return the names that a user lists in one option, with `;` between; a colon may end each."""
    return [name.strip().removesuffix(":") for name in names.split(";") if name.strip()]


def labels_left_behind(doubtful: Iterable[str]) -> tuple[Sayable, ...]:
    """Return what looked like a label but was left in the text, with the option that makes it one.

    Args:
        doubtful: the labels, such as those of a `Cut`.
    """
    return tuple(
        message(
            "“{label}:” begins only one line and was not taken for a speaker; "
            "if it is one, import with -o 'names={label}'",
            label=label,
        )
        for label in doubtful
    )


def _cut(
    text: str, lines: list[_Line], labels: dict[int, Label], who: Speakers
) -> Iterator[ImportedTurn]:
    """Yield the turns that lines with and without labels make."""
    turn: _OpenTurn | None = None
    pending: tuple[int, int] | None = None  # a time mark alone on its line: its start, its time
    for line in lines:
        time_alone = _time_alone(text, line)
        label = labels.get(line.start)
        speaker = who.name(label) if label else None
        if label is not None and speaker:
            begun = _OpenTurn(label.content, speaker, label.time, label.emphasis)
        elif time_alone is not None:
            if turn and turn.speaker and _is_blank(text, turn.start, line.start):
                # It stands between a label and the first words: it is the time of this turn.
                turn.start = line.end
                turn.time = time_alone if turn.time is None else turn.time
            else:
                pending = pending or (line.start, time_alone)
            continue
        elif line.heading is not None:
            begun = _OpenTurn(line.heading, None, None)
        elif turn is None or (turn.speaker is None and (line.opens_paragraph or pending)):
            begun = _without_speaker(text, line)
        else:
            if pending and turn.time is None:
                turn.time = pending[1]
            pending = None
            _time_at_end(text, line, turn)
            continue
        if turn:
            yield from _closed(text, turn, pending[0] if pending else line.start)
        if pending and begun.time is None:
            begun.time = pending[1]
        turn, pending = begun, None
        _time_at_end(text, line, turn)
        if line.heading is not None and not speaker:
            yield from _closed(text, turn, line.end)
            turn = None
    if turn:
        yield from _closed(text, turn, pending[0] if pending else len(text))


def _closed(text: str, turn: _OpenTurn, end: int) -> Iterator[ImportedTurn]:
    """Yield the turn without the space and time marks around it; nothing if no words are left."""
    start = _skip_space(text, turn.start, end)
    end = _strip_space(text, start, end)
    for _ in range(_MOST_MARKS):
        mark = mark_before(text, start, end)
        if mark is None or not mark.sure_after_words:
            break
        end = _strip_space(text, start, mark.start)
    if turn.emphasis and text.endswith(turn.emphasis, start, end):
        end = _strip_space(text, start, end - len(turn.emphasis))
    if start < end and (turn.speaker or _WORD.search(text, start, end)):
        yield ImportedTurn(start, end, turn.speaker, turn.time)


def _time_at_end(text: str, line: _Line, turn: _OpenTurn) -> None:
    """Set the time of a turn that has none to that of the mark at the end of one of its lines."""
    if turn.time is None:
        start = max(line.start, turn.start)
        mark = mark_before(text, start, _strip_space(text, start, line.end))
        if mark and mark.sure_after_words:
            turn.time = mark.time


def _time_alone(text: str, line: _Line) -> int | None:
    """Return the time of a line that is a time mark and nothing else."""
    if line.end - line.start > _LONGEST_MARK:
        return None
    words = text[line.start : line.end].strip()
    mark = mark_at(words, 0)
    return mark.time if mark and mark.end == len(words) else None


def _without_speaker(text: str, line: _Line) -> _OpenTurn:
    """Return the turn without a speaker that a paragraph begins, after its time mark."""
    mark = mark_at(text, _skip_space(text, line.start, line.end))
    if mark and mark.sure:
        return _OpenTurn(mark.end, None, mark.time)
    return _OpenTurn(line.start, None, None)


def _lines(text: str, layout: Layout) -> Iterator[_Line]:
    """Yield the lines that are not blank, each with whether a paragraph begins with it."""
    spans = list(_spans(text))
    every = not any(blank for _, _, blank in _without_outer_blanks(spans))
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


def _without_outer_blanks(spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Return lines without the blank ones at both ends, which separate nothing."""
    last = len(spans)
    while last and spans[last - 1][2]:
        last -= 1
    first = 0
    while first < last and spans[first][2]:
        first += 1
    return spans[first:last]


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each line begins and ends, and whether it is blank."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end, _is_blank(text, start, end)
        start = end + 1


def _is_blank(text: str, start: int, end: int) -> bool:
    return _skip_space(text, start, end) == end


def _skip_space(text: str, start: int, end: int) -> int:
    """Return where the first character is that is not white space; the end if there is none."""
    if start < end and not text[start].isspace():
        return start
    match = _VISIBLE.search(text, start, end)
    return match.start() if match else end


def _strip_space(text: str, start: int, end: int) -> int:
    """Return where the last character ends that is not white space; the start if there is none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
