r"""The comments of rich text: what they say, by whom, when, and on which words.

RTF puts a comment into the text that it is on: `{\*\atrfstart 1}words{\*\atrfend 1}`, then
`{\*\atnauthor Anna}{\*\annotation{\*\atnref 1} what she says}`. The library that turns RTF into
text does not know positions, so characters of Unicode's private use area (signs) replace these
groups before, and are taken out of the text again: where they were is where the comment is. A
comment without a range is on its paragraph. Dates are packed as in DTTM (Word's RTF specification
1.9.1), and taken for UTC.
"""

import re
from collections.abc import Callable, Iterator

from attrs import define, field, frozen

from qualog_plugins.importers.comments.margin import Comment
from qualog_plugins.importers.transcripts.dates import milliseconds_of

_BRACE = re.compile(r"\\[{}\\]|[{}]")
_GROUP = re.compile(r"\{\\\*\\(atrfstart|atrfend|atnauthor|atnid|annotation)(?![a-z])\s?")
_START, _END, _POINT = "\ue000", "\ue001", "\ue002"
_SIGN = re.compile("[\ue000-\ue002]")
_REFERENCE = re.compile(r"\\atnref\s+(\d{1,9})")
_DATE = re.compile(r"\\atndate\s+(-?\d{1,10})")


@frozen
class _Note:
    """A comment as it is in the source: its author and its content as RTF, and its range's id."""

    author: str | None
    source: str
    id: str


@define
class Margin:
    """The comments of one source, and the source with signs in their place.

    Attributes:
        source: the source, with a sign in the place of each group of a comment.
        notes: the comments.
        signs: the signs in their order, each with the id of the range or the index of the comment.
    """

    source: str
    notes: list[_Note] = field(factory=list)
    signs: list[tuple[str, str]] = field(factory=list)

    @classmethod
    def of(cls, source: str) -> "Margin":
        """Return the comments of a source."""
        margin = cls("")
        pieces: list[str] = []
        author: str | None = None
        position = 0
        for kind, start, begin, end in _groups(source):
            if start < position:
                continue  # within a group that was replaced already
            pieces.append(source[position:start])
            position = end
            content = source[begin : end - 1]
            if kind == "atnauthor":
                author = content
            elif kind != "atnid":
                pieces.append(margin._sign(kind, content, author))
        margin.source = "".join([*pieces, source[position:]])
        return margin

    def without_signs(self, text: str) -> tuple[str, list[int]]:
        """Return the text without the signs, and where each of them was; [] if some are gone."""
        found = list(_SIGN.finditer(text))
        positions = [match.start() - before for before, match in enumerate(found)]
        complete = [match.group() for match in found] == [sign for sign, _ in self.signs]
        return _SIGN.sub("", text), positions if complete else []

    def comments(
        self, text: str, positions: list[int], text_of: Callable[[str], str]
    ) -> Iterator[Comment]:
        """Yield the comments on a text.

        Args:
            text: the text, without signs.
            positions: where each sign was in it.
            text_of: returns the text of a piece of RTF.
        """
        where: dict[tuple[str, str], int] = {}
        for (sign, id_), position in zip(self.signs, positions, strict=False):
            where.setdefault((sign, id_), position)
        for index, note in enumerate(self.notes):
            point = where.get((_POINT, str(index)))
            span = (where.get((_START, note.id)), where.get((_END, note.id), point))
            yield Comment(
                text_of(note.source).strip(),
                text_of(note.author or "").strip() or None,
                _date(note.source),
                _passage(text, *span) or _paragraph(text, point),
                "\\atnparent" in note.source,
            )

    def _sign(self, kind: str, content: str, author: str | None) -> str:
        """Return the RTF of a sign for a group, and keep the comment if it is one."""
        if kind == "annotation":
            found = _REFERENCE.search(content)
            self.signs.append((_POINT, str(len(self.notes))))
            self.notes.append(_Note(author, content, found[1] if found else ""))
        else:
            self.signs.append((_START if kind == "atrfstart" else _END, content.strip()))
        # The question mark is for readers that do not know \u; \uc1 says that it is one character.
        return f"{{\\uc1\\u{ord(self.signs[-1][0])} ?}}"


def _groups(source: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield the groups of comments: their kind, where they and their contents begin, their end."""
    if "\\annotation" not in source:
        return
    opened: list[int] = []
    ends: dict[int, int] = {}
    for brace in _BRACE.finditer(source):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            ends[opened.pop()] = brace.end()
    for found in _GROUP.finditer(source):
        if found.start() in ends:
            yield found[1], found.start(), found.end(), ends[found.start()]


def _passage(text: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Return a span if it has words; else None."""
    if start is None or end is None or not text[start:end].strip():
        return None
    return start, min(end, len(text))


def _paragraph(text: str, point: int | None) -> tuple[int, int] | None:
    """Return the span of the line that a position is in."""
    if point is None:
        return None
    start = text.rfind("\n", 0, point) + 1
    end = text.find("\n", point)
    return _passage(text, start, len(text) if end < 0 else end)


def _date(source: str) -> int | None:
    """Return the date of a comment, which is packed into one number, in milliseconds of UTC."""
    found = _DATE.search(source)
    if found is None:
        return None
    packed = int(found[1])
    year, month, day = 1900 + (packed >> 20 & 511), packed >> 16 & 15, packed >> 11 & 31
    time = f"{packed >> 6 & 31:02}:{packed & 63:02}:00"
    return milliseconds_of(f"{year:04}-{month:02}-{day:02}T{time}")
