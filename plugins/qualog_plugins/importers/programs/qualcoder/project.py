"""What a QualCoder project holds, read table by table."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from qualog.decisions.codings import Region
from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
)
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.placing.names import Names
from qualog_plugins.importers.placing.offsets import kept, offsets_in
from qualog_plugins.importers.placing.passages import Marked, placed
from qualog_plugins.importers.placing.texts import Texts, TextSource
from qualog_plugins.importers.reading.database import Database, Record
from qualog_plugins.importers.tables.attribute_types import Described, Found, describe

_KINDS = {
    "images": "image", "audio": "audio", "video": "video",
}  # fmt: skip
_LEFT = {
    "graph": "graphs", "stored_sql": "stored queries", "ris": "bibliographic records (RIS)",
}  # fmt: skip


@frozen
class Cases:
    """Participants by the number of their case, with what they said and what is known of them."""

    names: dict[int | None, str]
    attributions: tuple[ImportedAttribution, ...]
    described: Described


@define
class Project:
    """A project, as it is read."""

    database: Database
    options: Any
    names: Names = field(factory=Names)
    sources: dict[int | None, TextSource] = field(factory=dict)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[str] = field(factory=list)
    important: int = 0
    codes: CodeTree = field(init=False)
    texts: Texts = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.texts = Texts(self.options)
        self.codes = tree_of(_codes(self.database))
        columns = ("id", "name", "fulltext", "mediapath", "memo", "owner", "date")
        for row in self.database.rows("source", *columns):
            self._source(row)
        if self.options.journals:
            self._journals()

    def text_codings(self) -> Iterator[ImportedCoding]:
        """Give the codings of passages of texts."""
        columns = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo")
        for row in self.database.rows("code_text", *columns, "important"):
            place = f"coding {row.integer('ctid')}"
            self.important += row.integer("important") == 1
            found = self._of(row, "fid", place)
            if found is None:
                continue
            source, code = found
            marked = Marked(row.integer("pos0"), row.integer("pos1"), row.text("seltext"))
            span = placed(marked, source.offsets, source.document.text)
            if isinstance(span, str):
                self.dropped.append(f"{place} ({code}): {span}")
                continue
            yield ImportedCoding(
                source.document.name,
                *span,
                code,
                author=row.trimmed("owner") or None,
                dated=row.date("date"),
                memo=row.trimmed("memo"),
                place=place,
            )

    def region_codings(self) -> Iterator[ImportedCoding]:
        """Give the codings of parts of pictures and of stretches of recordings."""
        columns = ("id", "cid", "memo", "date", "owner")
        boxes = ("imid", "x1", "y1", "width", "height", "pdf_page")
        for row in self.database.rows("code_image", *columns, *boxes):
            yield from self._region_coding(row, f"picture coding {row.integer('imid')}", _box(row))
        for row in self.database.rows("code_av", *columns, "avid", "pos0", "pos1"):
            begin, end = row.integer("pos0"), row.integer("pos1")
            whole = begin is not None and end is not None and 0 <= begin < end
            region = Region(begin=begin, end=end) if whole else None
            yield from self._region_coding(row, f"recording coding {row.integer('avid')}", region)

    def cases(self) -> Cases:
        """Give the cases as participants."""
        names: dict[int | None, str] = {}
        memos = 0
        for row in self.database.rows("cases", "caseid", "name", "memo"):
            names[row.integer("caseid")] = row.trimmed("name") or f"case {row.integer('caseid')}"
            memos += bool(row.trimmed("memo"))
        if memos:
            self.dropped.append(f"memos on cases: {memos}")
        return Cases(names, tuple(self._attributions(names)), self._described(names))

    def notes(self) -> Iterator[ImportedMemo]:
        """Give the memos on texts, and the annotations on their passages."""
        yield from self.memos
        columns = ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")
        for row in self.database.rows("annotation", *columns):
            source = self.sources.get(row.integer("fid"))
            place = f"annotation {row.integer('anid')}"
            if source is None or not row.trimmed("memo"):
                self.dropped.append(f"{place}, which has no text or is on no file")
                continue
            span = placed(
                Marked(row.integer("pos0"), row.integer("pos1")),
                source.offsets,
                source.document.text,
            )
            if isinstance(span, str):
                self.dropped.append(f"{place}: {span}")
                continue
            yield memo_of(source.document.name, row, span)

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        yield from self.codes.dropped
        yield from self.names.dropped
        yield from self.texts.told()
        yield from self.dropped
        for table, what in _LEFT.items():
            if count := self.database.count(table):
                yield f"{what}: {count}"
        if self.important:
            yield f"that codings are important: {self.important}"
        if any(row.trimmed("memo") for row in self.database.rows("project", "memo")):
            yield "the memo on the project"

    def _source(self, row: Record) -> None:
        name = self.names.free(row.trimmed("name"), f"file {row.integer('id')}")
        found, media = row.text("fulltext"), _media(row)
        if not found.strip() and media is None:
            self.dropped.append(f"the file '{name}', which has no text")
            return
        self.sources[row.integer("id")] = self.texts.source(name, found, media)
        if media is not None:
            self.dropped.append(f"the content of '{name}' ({media}); what is marked in it is kept")
        if row.trimmed("memo"):
            self.memos.append(memo_of(name, row))

    def _journals(self) -> None:
        for row in self.database.rows("journal", "jid", "name", "jentry"):
            text = kept(row.text("jentry"))
            if text.strip():
                name = f"Journal: {row.trimmed('name') or row.integer('jid')}"
                document = ImportedDocument(self.names.free(name, name), text)
                self.sources[-1 - len(self.sources)] = TextSource(document, offsets_in(text))

    def _of(self, row: Record, file: str, place: str) -> tuple[TextSource, str] | None:
        """Give what a coding is on and its code; told if it has none."""
        source = self.sources.get(row.integer(file))
        code = self.codes.names.get(("code", row.integer("cid")))
        if source is None or code is None:
            what = "file" if source is None else "code"
            self.dropped.append(f"{place}, whose {what} is not in the project")
            return None
        return source, code

    def _region_coding(
        self, row: Record, place: str, region: Region | None
    ) -> Iterator[ImportedCoding]:
        found = self._of(row, "id", place)
        if found is None:
            return
        source, code = found
        if region is None:
            self.dropped.append(f"{place} ({code}): it marks nothing that can be")
            return
        yield ImportedCoding(
            source.document.name,
            0,
            0,
            code,
            author=row.trimmed("owner") or None,
            dated=row.date("date"),
            memo=row.trimmed("memo"),
            place=place,
            region=region,
        )

    def _attributions(self, names: dict[int | None, str]) -> Iterator[ImportedAttribution]:
        for row in self.database.rows("case_text", "id", "caseid", "fid", "pos0", "pos1"):
            source, name = self.sources.get(row.integer("fid")), names.get(row.integer("caseid"))
            if source is None or name is None:
                continue
            if not source.document.text:
                yield ImportedAttribution(source.document.name, name)
                continue
            span = placed(
                Marked(row.integer("pos0"), row.integer("pos1")),
                source.offsets,
                source.document.text,
            )
            if isinstance(span, str):
                self.dropped.append(f"a passage of the case '{name}': {span}")
                continue
            yield ImportedAttribution(source.document.name, name, *span)

    def _described(self, names: dict[int | None, str]) -> Described:
        types = {
            row.trimmed("name"): row.trimmed("valuetype")
            for row in self.database.rows("attribute_type", "name", "valuetype")
        }
        documents = {id_: each.document.name for id_, each in self.sources.items()}
        found = []
        for row in self.database.rows("attribute", "name", "attr_type", "value", "id"):
            of, id_ = row.trimmed("attr_type"), row.integer("id")
            if of == "case" and id_ in names:
                found.append(
                    Found("participant", names[id_], row.trimmed("name"), row.trimmed("value"))
                )
            elif of == "file" and id_ in documents:
                found.append(
                    Found("document", documents[id_], row.trimmed("name"), row.trimmed("value"))
                )
        numeric = {name for name, kind in types.items() if kind == "numeric"}
        described = describe(found, texts={each for each in types if each not in numeric})
        self.dropped += described.dropped
        return described


def _codes(database: Database) -> Iterator[FoundCode]:
    """Give categories and codes: a code lies in another code, or in a category."""
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


def _media(row: Record) -> str | None:
    """Give the type of what is no text: QualCoder tells by the folder, `images:` or `/images/`."""
    import mimetypes

    path = row.trimmed("mediapath")
    folder = path.lstrip("/").replace(":", "/").partition("/")[0]
    if folder not in _KINDS:
        return None
    guessed = mimetypes.guess_type(path)[0] or ""
    return guessed if "/" in guessed else f"{_KINDS[folder]}/unknown"


def _box(row: Record) -> Region | None:
    sides = [row.integer(each) for each in ("x1", "y1", "width", "height")]
    left, top, width, height = (each if each is not None else -1 for each in sides)
    if min(left, top) < 0 or min(width, height) <= 0:
        return None
    page = row.integer("pdf_page")
    return Region(
        page=page + 1 if page is not None else None,
        box=(float(left), float(top), float(left + width), float(top + height)),
    )


def memo_of(document: str, row: Record, span: tuple[int, int] | None = None) -> ImportedMemo:
    """Give a memo on a document, or on a passage of it."""
    start, end = span or (None, None)
    author = row.trimmed("owner") or None
    return ImportedMemo(document, row.trimmed("memo"), start, end, author, row.date("date"))
