r"""The comments of a rich text: what they say, by whom, when, and on which words.

RTF puts a comment into the text that it is on: `{\*\atrfstart 1}words{\*\atrfend 1}`, then
`{\*\atnauthor Anna}{\*\annotation{\*\atnref 1} what she says}`. What makes text of RTF knows no
positions, so signs of the private use area are put in the place of these groups, and taken out
of the text again; where they stood is where the comment stands. A comment without a range goes
to its paragraph. Dates are as RTF packs them (DTTM, Word's RTF specification 1.9.1), taken for
UTC.
"""

import re
from collections.abc import Callable, Iterator

from attrs import define, field, frozen

from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.word.margin import Comment

_BRACE = re.compile(r"\\[{}\\]|[{}]")
_GROUP = re.compile(r"\{\\\*\\(atrfstart|atrfend|atnauthor|atnid|annotation)(?![a-z])\s?")
_START, _END, _POINT = "\ue000", "\ue001", "\ue002"
_SIGN = re.compile("[\ue000-\ue002]")
_REFERENCE = re.compile(r"\\atnref\s+(\d{1,9})")
_DATE = re.compile(r"\\atndate\s+(-?\d{1,10})")


@frozen
class _Note:
    """A comment as it stands in the source."""

    author: str | None
    source: str
    id: str


@define
class Margin:
    """The comments of one source, and the source with signs in their places."""

    source: str
    notes: list[_Note] = field(factory=list)
    signs: list[tuple[str, str]] = field(factory=list)  # which sign, and the comment's id

    @classmethod
    def of(cls, source: str) -> "Margin":
        """Find the comments in a source."""
        margin = cls("")
        pieces: list[str] = []
        author: str | None = None
        at = 0
        for kind, start, begin, end in _groups(source):
            if start < at:
                continue  # within one that was taken already
            pieces.append(source[at:start])
            at = end
            inner = source[begin : end - 1]
            if kind == "atnauthor":
                author = inner
            elif kind != "atnid":
                pieces.append(margin._sign(kind, inner, author))
        margin.source = "".join([*pieces, source[at:]])
        return margin

    def taken_out(self, text: str) -> tuple[str, list[int]]:
        """Give the text without the signs, and where each of them stood; [] if some are gone."""
        places = [found.start() - before for before, found in enumerate(_SIGN.finditer(text))]
        stood = [found.group() for found in _SIGN.finditer(text)]
        whole = stood == [sign for sign, _ in self.signs]
        return _SIGN.sub("", text), places if whole else []

    def comments(
        self, text: str, places: list[int], words_of: Callable[[str], str]
    ) -> Iterator[Comment]:
        """Give the comments on a text.

        Args:
            text: the text, without signs.
            places: where each sign stood in it.
            words_of: makes words of RTF.
        """
        where: dict[tuple[str, str], int] = {}
        for (sign, id_), place in zip(self.signs, places, strict=False):
            where.setdefault((sign, id_), place)
        for number, note in enumerate(self.notes):
            point = where.get((_POINT, str(number)))
            span = (where.get((_START, note.id)), where.get((_END, note.id), point))
            yield Comment(
                words_of(note.source).strip(),
                words_of(note.author or "").strip() or None,
                _dated(note.source),
                _words(text, *span) or _paragraph(text, point),
                "\\atnparent" in note.source,
            )

    def _sign(self, kind: str, inner: str, author: str | None) -> str:
        if kind == "annotation":
            found = _REFERENCE.search(inner)
            self.signs.append((_POINT, str(len(self.notes))))
            self.notes.append(_Note(author, inner, found[1] if found else ""))
        else:
            self.signs.append((_START if kind == "atrfstart" else _END, inner.strip()))
        return f"{{\\uc1\\u{ord(self.signs[-1][0])} ?}}"


def _groups(source: str) -> Iterator[tuple[str, int, int, int]]:
    """Give the groups of comments: what each is, where it, its content and its end are."""
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


def _words(text: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None or end is None or not text[start:end].strip():
        return None
    return start, min(end, len(text))


def _paragraph(text: str, point: int | None) -> tuple[int, int] | None:
    if point is None:
        return None
    start = text.rfind("\n", 0, point) + 1
    end = text.find("\n", point)
    return _words(text, start, len(text) if end < 0 else end)


def _dated(source: str) -> int | None:
    found = _DATE.search(source)
    if found is None:
        return None
    packed = int(found[1])
    year, month, day = 1900 + (packed >> 20 & 511), packed >> 16 & 15, packed >> 11 & 31
    time = f"{packed >> 6 & 31:02}:{packed & 63:02}:00"
    return milliseconds_of(f"{year:04}-{month:02}-{day:02}T{time}")
