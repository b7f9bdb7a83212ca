"""Imports an RQDA project (`.rqda`): what is live in it; what was deleted stays behind.

RQDA counts code points; each coding repeats its words, and must have them. A category of codes
becomes a theme, as a code may be in several; a case becomes a participant, whose words are the
passages that are linked to it. An annotation stands at one place, and becomes a memo on the
character there. A journal entry becomes a document of its own; `journals=no` leaves it out.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTheme,
    Material,
)
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tidy, tree_of
from qualog_plugins.importers.placing.names import Names
from qualog_plugins.importers.placing.offsets import kept, offsets_in
from qualog_plugins.importers.placing.passages import Marked, placed
from qualog_plugins.importers.placing.texts import Texts, TextSource
from qualog_plugins.importers.reading.database import (
    Database,
    Record,
    open_database,
    tables_of,
    unsaved_changes,
)
from qualog_plugins.importers.tables.attribute_types import Described, Found, describe
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions

_NEEDED = {
    "source": ("id", "name", "file"),
    "freecode": ("id", "name"),
    "coding": ("cid", "fid", "selfirst", "selend"),
}
_MARKS = {"treecode", "caselinkage", *_NEEDED}
_LIVE = 1


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    journals: bool = option(True, help="journal entries become documents of their own")


class Rqda:
    """The importer of RQDA's projects."""

    name = "rqda"
    summary = "An RQDA project (.rqda): files, codes, codings, cases and memos"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a database with RQDA's tables."""
        return 0.95 if tables_of(path, head) >= _MARKS else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the project's texts, codes, codings, cases and memos.

        Raises:
            BadInput: it is no such project, or damaged.
        """
        database = open_database(path, path.name)
        try:
            database.check(_NEEDED, "an RQDA project")
            project = _Project(database, options)
            codings = tuple(project.codings())
            described = project.described()
            return Material(
                documents=tuple(each.document for each in project.sources.values()),
                codes=project.codes.codes,
                codings=codings,
                memos=tuple(project.notes()),
                themes=tuple(project.themes()),
                participants=tuple(project.cases.values()),
                attributions=tuple(project.attributions()),
                attributes=described.attributes,
                values=described.values,
                dropped=(*unsaved_changes(path), *project.told()),
            )
        finally:
            database.close()


@define
class _Project:
    """A project, as it is read."""

    database: Database
    options: Any
    names: Names = field(factory=Names)
    sources: dict[int | None, TextSource] = field(factory=dict)
    cases: dict[int | None, str] = field(factory=dict)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[str] = field(factory=list)
    deleted: dict[str, int] = field(factory=dict)
    codes: CodeTree = field(init=False)
    texts: Texts = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.texts = Texts(self.options)
        self.codes = tree_of(
            FoundCode(row.integer("id"), row.trimmed("name"), row.trimmed("memo"))
            for row in self._live("freecode", "id", "name", "memo")
        )
        for row in self._live("source", "id", "name", "file", "memo", "owner", "date"):
            self._source(row)
        for row in self._live("cases", "id", "name", "memo"):
            self.cases[row.integer("id")] = row.trimmed("name") or f"case {row.integer('id')}"
            if row.trimmed("memo"):
                self.dropped.append(f"the memo on the case '{self.cases[row.integer('id')]}'")
        for row in self._live("journal", "name", "journal") if self.options.journals else ():
            self._journal(row)

    def codings(self) -> Iterator[ImportedCoding]:
        """Give the live codings that stand on their words."""
        columns = ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo")
        for number, row in enumerate(self._live("coding", *columns), start=1):
            source, code = (
                self.sources.get(row.integer("fid")),
                self.codes.names.get(row.integer("cid")),
            )
            place = f"coding {number}"
            if source is None or code is None:
                what = "file" if source is None else "code"
                self.dropped.append(f"{place}, whose {what} is not in the project")
                continue
            span = self._span(row, source, f"{place} ({code})", row.text("seltext"))
            if span is not None:
                yield ImportedCoding(
                    source.document.name,
                    *span,
                    code,
                    author=row.trimmed("owner") or None,
                    dated=_date(row),
                    memo=row.trimmed("memo"),
                    place=place,
                )

    def notes(self) -> Iterator[ImportedMemo]:
        """Give the memos on files, and the annotations at their places."""
        yield from self.memos
        columns = ("fid", "position", "annotation", "owner", "date")
        for row in self._live("annotation", *columns):
            source, at = self.sources.get(row.integer("fid")), row.integer("position")
            if source is None or at is None or not row.trimmed("annotation"):
                continue
            span = source.offsets.span(at, at + 1) or source.offsets.span(at - 1, at)
            if span is None:
                self.dropped.append(f"an annotation at {at}, which is no place in its text")
                continue
            author = row.trimmed("owner") or None
            text = row.trimmed("annotation")
            yield ImportedMemo(source.document.name, text, *span, author, _date(row))

    def themes(self) -> Iterator[ImportedTheme]:
        """Give the categories of codes as themes."""
        under: dict[int | None, list[str]] = {}
        for row in self._live("treecode", "cid", "catid"):
            if code := self.codes.names.get(row.integer("cid")):
                under.setdefault(row.integer("catid"), []).append(code)
        for row in self._live("codecat", "name", "catid", "memo"):
            codes = tuple(under.get(row.integer("catid"), ()))
            if name := tidy(row.text("name")):
                yield ImportedTheme(name, row.trimmed("memo"), codes=codes)

    def attributions(self) -> Iterator[ImportedAttribution]:
        """Give the passages that are linked to cases."""
        for row in self._live("caselinkage", "caseid", "fid", "selfirst", "selend"):
            source, name = (
                self.sources.get(row.integer("fid")),
                self.cases.get(row.integer("caseid")),
            )
            if source is None or name is None:
                continue
            span = self._span(row, source, f"a passage of the case '{name}'")
            if span is not None:
                yield ImportedAttribution(source.document.name, name, *span)

    def described(self) -> Described:
        """Give the attributes of cases and files."""
        found = []
        for row in self._live("caseAttr", "variable", "value", "caseID"):
            if name := self.cases.get(row.integer("caseID")):
                found.append(
                    Found("participant", name, row.trimmed("variable"), row.trimmed("value"))
                )
        for row in self._live("fileAttr", "variable", "value", "fileID"):
            if source := self.sources.get(row.integer("fileID")):
                name = source.document.name
                found.append(Found("document", name, row.trimmed("variable"), row.trimmed("value")))
        classes = {
            row.trimmed("name"): row.trimmed("class")
            for row in self.database.rows("attributes", "name", "class")
        }
        texts = {name for name, class_ in classes.items() if class_ == "character"}
        described = describe([each for each in found if each.value != "NA"], texts=texts)
        self.dropped += described.dropped
        return described

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        yield from self.codes.dropped
        yield from self.names.dropped
        yield from self.texts.told()
        yield from self.dropped
        for table, what in (
            ("imageCoding", "codings of pictures"),
            ("treefile", "file categories"),
        ):
            if any(self._live(table, "cid", "fid")):
                yield what
        for table, count in self.deleted.items():
            yield f"what was deleted in RQDA, of its table {table}: {count}"

    def _live(self, table: str, *columns: str) -> list[Record]:
        """Give the rows that were not deleted, and count the others."""
        rows = list(self.database.rows(table, *columns, "status"))
        live = [each for each in rows if each.integer("status") in (_LIVE, None)]
        if len(live) < len(rows):
            self.deleted[table] = len(rows) - len(live)
        return live

    def _source(self, row: Record) -> None:
        name = self.names.free(row.trimmed("name"), f"file {row.integer('id')}")
        found = row.text("file")
        if not found.strip():
            self.dropped.append(f"the file '{name}', which has no text")
            return
        self.sources[row.integer("id")] = self.texts.source(name, found)
        if row.trimmed("memo"):
            author = row.trimmed("owner") or None
            memo = ImportedMemo(name, row.trimmed("memo"), author=author, dated=_date(row))
            self.memos.append(memo)

    def _journal(self, row: Record) -> None:
        text = kept(row.text("journal"))
        if text.strip():
            name = self.names.free(f"Journal: {row.trimmed('name')}", "Journal")
            self.sources[-1 - len(self.sources)] = TextSource(
                ImportedDocument(name, text), offsets_in(text)
            )

    def _span(
        self, row: Record, source: TextSource, place: str, words: str = ""
    ) -> tuple[int, int] | None:
        marked = Marked(row.integer("selfirst"), row.integer("selend"), words)
        span = placed(marked, source.offsets, source.document.text)
        if isinstance(span, str):
            self.dropped.append(f"{place}: {span}")
            return None
        return span


def _date(row: Record) -> int | None:
    """Read a date as R writes it, `Wed Apr  8 00:16:19 2015`; in UTC, as no zone is said."""
    try:
        date = datetime.strptime(row.trimmed("date"), "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return row.date("date")
    return milliseconds_of(date.replace(tzinfo=UTC).isoformat())


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Rqda()]
