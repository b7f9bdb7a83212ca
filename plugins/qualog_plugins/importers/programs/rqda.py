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

from qualog.language import Sayable, message, plural
from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedMemo,
    ImportedTheme,
    Material,
)
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.passages import MarkedPassage
from qualog_plugins.importers.placing.texts import TextSource
from qualog_plugins.importers.programs.documents import ProjectDocuments
from qualog_plugins.importers.reading.database import (
    Database,
    Record,
    open_database,
    tables_of,
    unsaved_changes,
)
from qualog_plugins.importers.tables.attribute_types import FoundValue, TypedValues, typed_values
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.turns import TurnOptions

_NEEDED = {
    "source": ("id", "name", "file"),
    "freecode": ("id", "name"),
    "coding": ("cid", "fid", "selfirst", "selend"),
}
_TELLING = {"treecode", "caselinkage", *_NEEDED}
_LIVE = 1


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    journals: bool = option(True, help="import each journal entry as a document of its own")


class Rqda:
    """The importer of RQDA's projects."""

    name = "rqda"
    summary = "An RQDA project (.rqda): files, codes, codings, cases and memos"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a database with RQDA's tables."""
        return 0.95 if tables_of(path, head) >= _TELLING else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the project's texts, codes, codings, cases and memos.

        Raises:
            BadInput: it is not such a project, or damaged.
        """
        database = open_database(path, path.name)
        try:
            database.check(_NEEDED, message("an RQDA project"))
            project = _RqdaProject(database, options)
            codings = tuple(project.codings())
            values = project.values()
            return Material(
                documents=project.documents.documents,
                codes=project.codes.codes,
                codings=codings,
                memos=tuple(project.all_memos()),
                themes=tuple(project.themes()),
                participants=tuple(project.cases.values()),
                attributions=tuple(project.attributions()),
                attributes=values.attributes,
                values=values.values,
                dropped=(*unsaved_changes(path), *project.left_behind()),
            )
        finally:
            database.close()


@define
class _RqdaProject:
    """A project, as it is read.

    Attributes:
        database: its tables.
        options: what is read.
        cases: participants, by the number of their case.
        memos: the memos on files.
        dropped: what could not be read.
        deleted: how many rows of each table were deleted in RQDA.
        documents: its files and journal entries.
        codes: its codes.
    """

    database: Database
    options: Any
    cases: dict[int | None, str] = field(factory=dict)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    deleted: dict[str, int] = field(factory=dict)
    documents: ProjectDocuments = field(init=False)
    codes: CodeTree = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.documents = ProjectDocuments(self.options, self.dropped)
        self.codes = tree_of(
            FoundCode(row.integer("id"), row.trimmed("name"), row.trimmed("memo"))
            for row in self._live("freecode", "id", "name", "memo")
        )
        for row in self._live("source", "id", "name", "file", "memo", "owner", "date"):
            self._source(row)
        for row in self._live("cases", "id", "name", "memo"):
            name = row.trimmed("name") or f"case {row.integer('id')}"
            self.cases[row.integer("id")] = name
            if row.trimmed("memo"):
                self.dropped.append(message("the memo on the case “{case}”", case=name))
        for row in self._live("journal", "name", "journal") if self.options.journals else ():
            self.documents.add_journal(f"Journal: {row.trimmed('name')}", row.text("journal"))

    def codings(self) -> Iterator[ImportedCoding]:
        """Yield the live codings whose words are in their text."""
        columns = ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo")
        for number, row in enumerate(self._live("coding", *columns), start=1):
            source = self.documents.sources.get(row.integer("fid"))
            code = self.codes.names.get(row.integer("cid"))
            place = message("coding {number}", number=number)
            if source is None:
                self.dropped.append(
                    message("{place}, whose file is not in the project", place=place)
                )
                continue
            if code is None:
                self.dropped.append(
                    message("{place}, whose code is not in the project", place=place)
                )
                continue
            named = message("{place} ({code})", place=place, code=code)
            span = self._span(row, source, named, row.text("seltext"))
            if span is not None:
                yield ImportedCoding(
                    source.document.name,
                    *span,
                    code,
                    author=row.trimmed("owner") or None,
                    dated=_date(row),
                    memo=row.trimmed("memo"),
                    place=str(place),
                )

    def all_memos(self) -> Iterator[ImportedMemo]:
        """Yield the memos on files, and the annotations at their places."""
        yield from self.memos
        columns = ("fid", "position", "annotation", "owner", "date")
        for row in self._live("annotation", *columns):
            source = self.documents.sources.get(row.integer("fid"))
            position, text = row.integer("position"), row.trimmed("annotation")
            if source is None or position is None or not text:
                continue
            offsets = source.offsets
            span = offsets.span(position, position + 1) or offsets.span(position - 1, position)
            if span is None:
                self.dropped.append(
                    message(
                        "an annotation at {position}, a place that its text does not have",
                        position=position,
                    )
                )
                continue
            author = row.trimmed("owner") or None
            yield ImportedMemo(source.document.name, text, *span, author, _date(row))

    def themes(self) -> Iterator[ImportedTheme]:
        """Yield the categories of codes as themes."""
        under: dict[int | None, list[str]] = {}
        for row in self._live("treecode", "cid", "catid"):
            if code := self.codes.names.get(row.integer("cid")):
                under.setdefault(row.integer("catid"), []).append(code)
        for row in self._live("codecat", "name", "catid", "memo"):
            codes = tuple(under.get(row.integer("catid"), ()))
            if name := tidy(row.text("name")):
                yield ImportedTheme(name, row.trimmed("memo"), codes=codes)

    def attributions(self) -> Iterator[ImportedAttribution]:
        """Yield the passages that are linked to cases."""
        for row in self._live("caselinkage", "caseid", "fid", "selfirst", "selend"):
            source = self.documents.sources.get(row.integer("fid"))
            name = self.cases.get(row.integer("caseid"))
            if source is None or name is None:
                continue
            span = self._span(row, source, message("a passage of the case “{case}”", case=name))
            if span is not None:
                yield ImportedAttribution(source.document.name, name, *span)

    def values(self) -> TypedValues:
        """Return the attributes of cases and files."""
        found = []
        for row in self._live("caseAttr", "variable", "value", "caseID"):
            if name := self.cases.get(row.integer("caseID")):
                found.append(
                    FoundValue("participant", name, row.trimmed("variable"), row.trimmed("value"))
                )
        for row in self._live("fileAttr", "variable", "value", "fileID"):
            if source := self.documents.sources.get(row.integer("fileID")):
                name = source.document.name
                found.append(
                    FoundValue("document", name, row.trimmed("variable"), row.trimmed("value"))
                )
        texts = {
            row.trimmed("name")
            for row in self.database.rows("attributes", "name", "class")
            if row.trimmed("class") == "character"
        }
        # RQDA writes "NA", as R does, where somebody has no value.
        values = typed_values([value for value in found if value.value != "NA"], texts=texts)
        self.dropped += values.dropped
        return values

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from self.codes.dropped
        yield from self.documents.left_behind()
        if any(self._live("imageCoding", "cid", "fid")):
            yield message("codings of pictures")
        if any(self._live("treefile", "fid")):
            yield message("file categories")
        for table, count in self.deleted.items():
            yield plural(
                "what was deleted in RQDA: one row of its table {table}",
                "what was deleted in RQDA: {n} rows of its table {table}",
                count,
                table=table,
            )

    def _live(self, table: str, *columns: str) -> list[Record]:
        """Return the rows that were not deleted, and count the others."""
        rows = list(self.database.rows(table, *columns, "status"))
        live = [row for row in rows if row.integer("status") in (_LIVE, None)]
        if len(live) < len(rows):
            self.deleted[table] = len(rows) - len(live)
        return live

    def _source(self, row: Record) -> None:
        source = self.documents.add(row.integer("id"), row.trimmed("name"), row.text("file"))
        if source is not None and row.trimmed("memo"):
            author = row.trimmed("owner") or None
            memo = ImportedMemo(
                source.document.name, row.trimmed("memo"), author=author, dated=_date(row)
            )
            self.memos.append(memo)

    def _span(
        self, row: Record, source: TextSource, place: Sayable, words: str = ""
    ) -> tuple[int, int] | None:
        passage = MarkedPassage(row.integer("selfirst"), row.integer("selend"), words)
        return self.documents.span(source, passage, place)


def _date(row: Record) -> int | None:
    """Return a date that R wrote, `Wed Apr  8 00:16:19 2015`; in UTC, as no zone is said."""
    try:
        date = datetime.strptime(row.trimmed("date"), "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return row.date("date")
    return milliseconds_of(date.replace(tzinfo=UTC).isoformat())


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Rqda()]
