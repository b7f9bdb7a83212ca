"""What a QualCoder project holds, read table by table."""

import mimetypes
from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field, frozen

from qualog.decisions.codings import Region
from qualog.language import Sayable, message, plural
from qualog.material import ImportedAttribution, ImportedCode, ImportedCoding, ImportedMemo
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.placing.passages import MarkedPassage
from qualog_plugins.importers.placing.texts import TextSource
from qualog_plugins.importers.programs.documents import ProjectDocuments
from qualog_plugins.importers.reading.database import Database, Record
from qualog_plugins.importers.refi.wording import read_description
from qualog_plugins.importers.tables.attribute_types import FoundValue, TypedValues, typed_values

_FAMILIES = {"images": "image", "audio": "audio", "video": "video"}  # by QualCoder's folder


@frozen
class Cases:
    """Participants by the number of their case, with what they said and what is known of them."""

    names: dict[int | None, str]
    attributions: tuple[ImportedAttribution, ...]
    values: TypedValues


@define
class QualCoderProject:
    """A project, as it is read.

    Attributes:
        database: its tables.
        options: what is read.
        memos: the memos on files.
        dropped: what could not be read.
        important: how many codings are marked as important.
        documents: its files and journal entries.
        codes: its codes and categories.
    """

    database: Database
    options: Any
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    important: int = 0
    documents: ProjectDocuments = field(init=False)
    codes: CodeTree = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.documents = ProjectDocuments(self.options, self.dropped)
        self.codes = tree_of(_codes(self.database))
        self.codes.codes = tuple(map(_described, self.codes.codes))
        columns = ("id", "name", "fulltext", "mediapath", "memo", "owner", "date")
        for row in self.database.rows("source", *columns):
            self._source(row)
        if self.options.journals:
            for row in self.database.rows("journal", "jid", "name", "jentry"):
                name = f"Journal: {row.trimmed('name') or row.integer('jid')}"
                self.documents.add_journal(name, row.text("jentry"))

    def text_codings(self) -> Iterator[ImportedCoding]:
        """Yield the codings of passages of texts."""
        columns = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo")
        for row in self.database.rows("code_text", *columns, "important"):
            self.important += row.integer("important") == 1
            place = message("coding {number}", number=row.integer("ctid"))
            found = self._coded(row, "fid", place)
            if found is None:
                continue
            source, code = found
            named = message("{place} ({code})", place=place, code=code)
            span = self.documents.span(source, _passage(row, row.text("seltext")), named)
            if span is not None:
                yield _coding(row, source, code, place, span)

    def region_codings(self) -> Iterator[ImportedCoding]:
        """Yield the codings of parts of pictures and of stretches of recordings."""
        columns = ("id", "cid", "memo", "date", "owner")
        boxes = ("imid", "x1", "y1", "width", "height", "pdf_page")
        for row in self.database.rows("code_image", *columns, *boxes):
            place = message("picture coding {number}", number=row.integer("imid"))
            yield from self._region_coding(row, place, _box(row))
        for row in self.database.rows("code_av", *columns, "avid", "pos0", "pos1"):
            place = message("recording coding {number}", number=row.integer("avid"))
            yield from self._region_coding(row, place, _stretch(row))

    def cases(self) -> Cases:
        """Return the cases as participants."""
        names: dict[int | None, str] = {}
        memos = 0
        for row in self.database.rows("cases", "caseid", "name", "memo"):
            names[row.integer("caseid")] = row.trimmed("name") or f"case {row.integer('caseid')}"
            memos += bool(row.trimmed("memo"))
        if memos:
            self.dropped.append(plural("one memo on a case", "{n} memos on cases", memos))
        return Cases(names, tuple(self._attributions(names)), self._values(names))

    def all_memos(self) -> Iterator[ImportedMemo]:
        """Yield the memos on files, and the annotations on their passages."""
        yield from self.memos
        columns = ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")
        for row in self.database.rows("annotation", *columns):
            source = self.documents.sources.get(row.integer("fid"))
            place = message("annotation {number}", number=row.integer("anid"))
            if source is None or not row.trimmed("memo"):
                self.dropped.append(
                    message("{place}, which has no text or is on no file", place=place)
                )
                continue
            span = self.documents.span(source, _passage(row), place)
            if span is not None:
                yield _memo(source.document.name, row, span)

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from self.codes.dropped
        yield from self.documents.left_behind()
        if graphs := self.database.count("graph"):
            yield plural("one graph", "{n} graphs", graphs)
        if queries := self.database.count("stored_sql"):
            yield plural("one stored query", "{n} stored queries", queries)
        if references := self.database.count("ris"):
            yield plural(
                "one line of bibliographic records (RIS)",
                "{n} lines of bibliographic records (RIS)",
                references,
            )
        if self.important:
            yield plural(
                "that one coding is marked as important",
                "that {n} codings are marked as important",
                self.important,
            )
        if any(row.trimmed("memo") for row in self.database.rows("project", "memo")):
            yield message("the memo on the project")

    def _source(self, row: Record) -> None:
        media = _media(row)
        source = self.documents.add(
            row.integer("id"), row.trimmed("name"), row.text("fulltext"), media
        )
        if source is None:
            return
        name = source.document.name
        if media is not None:
            self.dropped.append(
                message(
                    "the content of “{name}” ({media}); what is marked in it is kept",
                    name=name,
                    media=media,
                )
            )
        if row.trimmed("memo"):
            self.memos.append(_memo(name, row))

    def _coded(
        self, row: Record, file_column: str, place: Sayable
    ) -> tuple[TextSource, str] | None:
        """Return what a coding is on and its code; None, and leave it behind, if it lacks one."""
        source = self.documents.sources.get(row.integer(file_column))
        code = self.codes.names.get(("code", row.integer("cid")))
        if source is None:
            self.dropped.append(message("{place}, whose file is not in the project", place=place))
            return None
        if code is None:
            self.dropped.append(message("{place}, whose code is not in the project", place=place))
            return None
        return source, code

    def _region_coding(
        self, row: Record, place: Sayable, region: Region | None
    ) -> Iterator[ImportedCoding]:
        found = self._coded(row, "id", place)
        if found is None:
            return
        source, code = found
        if region is None:
            self.dropped.append(
                message(
                    "{place} ({code}), which marks nothing that is there", place=place, code=code
                )
            )
            return
        yield _coding(row, source, code, place, (0, 0), region)

    def _attributions(self, names: dict[int | None, str]) -> Iterator[ImportedAttribution]:
        for row in self.database.rows("case_text", "id", "caseid", "fid", "pos0", "pos1"):
            source = self.documents.sources.get(row.integer("fid"))
            name = names.get(row.integer("caseid"))
            if source is None or name is None:
                continue
            if not source.document.text:
                yield ImportedAttribution(source.document.name, name)
                continue
            place = message("a passage of the case “{case}”", case=name)
            span = self.documents.span(source, _passage(row), place)
            if span is not None:
                yield ImportedAttribution(source.document.name, name, *span)

    def _values(self, names: dict[int | None, str]) -> TypedValues:
        """Return the attributes of cases and files; those that are not numbers are texts."""
        found = []
        for row in self.database.rows("attribute", "name", "attr_type", "value", "id"):
            of, id_ = row.trimmed("attr_type"), row.integer("id")
            attribute, value = row.trimmed("name"), row.trimmed("value")
            if of == "case" and id_ in names:
                found.append(FoundValue("participant", names[id_], attribute, value))
            elif of == "file" and (source := self.documents.sources.get(id_)):
                found.append(FoundValue("document", source.document.name, attribute, value))
        texts = {
            row.trimmed("name")
            for row in self.database.rows("attribute_type", "name", "valuetype")
            if row.trimmed("valuetype") != "numeric"
        }
        values = typed_values(found, texts=texts)
        self.dropped += values.dropped
        return values


def _described(code: ImportedCode) -> ImportedCode:
    """Return a code with what its memo says of when to apply it, as our own export writes it."""
    definition, include, exclude, examples = read_description(code.definition)
    return evolve(code, definition=definition, include=include, exclude=exclude, examples=examples)


def _codes(database: Database) -> Iterator[FoundCode]:
    """Yield categories and codes: a code is under another code, or in a category."""
    for row in database.rows("code_cat", "catid", "name", "memo", "supercatid"):
        yield FoundCode(
            ("category", row.integer("catid")),
            row.trimmed("name"),
            row.trimmed("memo"),
            ("category", row.integer("supercatid")),
            folder=True,
        )
    for row in database.rows("code_name", "cid", "name", "memo", "catid", "supercid"):
        above = row.integer("supercid")
        yield FoundCode(
            ("code", row.integer("cid")),
            row.trimmed("name"),
            row.trimmed("memo"),
            ("code", above) if above is not None else ("category", row.integer("catid")),
        )


def _coding(
    row: Record,
    source: TextSource,
    code: str,
    place: Sayable,
    span: tuple[int, int],
    region: Region | None = None,
) -> ImportedCoding:
    return ImportedCoding(
        source.document.name,
        *span,
        code,
        author=row.trimmed("owner") or None,
        dated=row.date("date"),
        memo=row.trimmed("memo"),
        place=str(place),
        region=region,
    )


def _memo(document: str, row: Record, span: tuple[int, int] | None = None) -> ImportedMemo:
    """Return a memo on a document, or on a passage of it."""
    start, end = span or (None, None)
    author = row.trimmed("owner") or None
    return ImportedMemo(document, row.trimmed("memo"), start, end, author, row.date("date"))


def _passage(row: Record, words: str = "") -> MarkedPassage:
    return MarkedPassage(row.integer("pos0"), row.integer("pos1"), words)


def _media(row: Record) -> str | None:
    """Return the type of what is not a text, by its folder: `images:` or `/images/`."""
    path = row.trimmed("mediapath")
    folder = path.lstrip("/").replace(":", "/").partition("/")[0]
    if folder not in _FAMILIES:
        return None
    guessed = mimetypes.guess_type(path)[0] or ""
    return guessed if "/" in guessed else f"{_FAMILIES[folder]}/unknown"


def _box(row: Record) -> Region | None:
    """Return the part of a picture that is marked, in pixels; None if it is none."""
    sides = [row.integer(column) for column in ("x1", "y1", "width", "height")]
    left, top, width, height = (side if side is not None else -1 for side in sides)
    if min(left, top) < 0 or min(width, height) <= 0:
        return None
    page = row.integer("pdf_page")
    return Region(
        page=page + 1 if page is not None else None,  # QualCoder counts pages from 0
        box=(float(left), float(top), float(left + width), float(top + height)),
    )


def _stretch(row: Record) -> Region | None:
    """Return the stretch of a recording that is marked, in milliseconds; None if it is none."""
    begin, end = row.integer("pos0"), row.integer("pos1")
    if begin is None or end is None or not 0 <= begin < end:
        return None
    return Region(begin=begin, end=end)
