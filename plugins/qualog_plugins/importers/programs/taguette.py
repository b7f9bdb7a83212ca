"""Imports a Taguette project (its export as SQLite 3).

Documents are HTML there, and a highlight is a span of bytes of their text in UTF-8; each
highlight repeats its words, and must have them. A tag `work.staff` becomes a code of that whole
name, under the code `work` if there is such a tag.

Taguette's export puts everybody's highlights under one user, `admin`: who made them is lost, and
reported. Only a database of a server still knows; there the author is who added the highlight.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.placing.names import DocumentNames, quoted
from qualog_plugins.importers.placing.offsets import same_words
from qualog_plugins.importers.placing.passages import other_words
from qualog_plugins.importers.placing.texts import ProjectTexts
from qualog_plugins.importers.reading.database import (
    Database,
    Record,
    open_database,
    tables_of,
    unsaved_changes,
)
from qualog_plugins.importers.reading.html_text import HtmlText, read_html
from qualog_plugins.importers.transcripts.turns import TurnOptions

_NEEDED = {
    "projects": ("id", "name"),
    "documents": ("id", "name", "contents", "project_id"),
    "tags": ("id", "path", "project_id"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
_MOST_NAMED = 20
_EVERYBODY = "admin"  # the user whom Taguette's export names for everybody


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    project: str | None = option(None, help="name of the project, if the file has several")
    tags: Literal["nested", "flat"] = option(
        "nested",
        help="nested: a tag a.b is a code under the code a; flat: no code is under another",
    )


class Taguette:
    """The importer of Taguette's projects."""

    name = "taguette"
    summary = "A Taguette project (.sqlite3): documents, tags and highlights"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a database with Taguette's tables."""
        return 0.95 if _NEEDED.keys() <= tables_of(path, head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the documents, the tags as codes and the highlights as codings.

        Raises:
            BadInput: it is not such a project, damaged, or holds several and none is named.
        """
        database = open_database(path, path.name)
        try:
            database.check(_NEEDED, message("a Taguette project"))
            number = _number_of(database, path, options.project)
            project = _TaguetteProject(database, options, number)
            codings = tuple(project.codings())
            return Material(
                documents=tuple(text.document for text in project.texts.values()),
                codes=project.tags.codes,
                codings=codings,
                memos=tuple(project.memos),
                dropped=(*unsaved_changes(path), *project.left_behind()),
            )
        finally:
            database.close()


@frozen
class _Text:
    """A document, the HTML that it was, and how many bytes are before each of its characters."""

    document: ImportedDocument
    html: HtmlText
    before: Any


@define
class _TaguetteProject:
    """One project, as it is read.

    Attributes:
        database: the tables.
        options: what is read.
        number: the project's number in them.
        texts: the documents, by their number.
        memos: the descriptions of documents.
        dropped: what could not be read.
        untagged: how many highlights have no tag.
        tags: the tags.
        added: the commands that added highlights, by the highlight's number.
        members: who works in the project.
    """

    database: Database
    options: Any
    number: int | None
    texts: dict[int | None, _Text] = field(factory=dict)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    untagged: int = 0
    tags: CodeTree = field(init=False)
    added: dict[int, Record] = field(factory=dict)
    members: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.tags = tree_of(_tags(self.database, self.number, self.options.tags == "nested"))
        self._read_commands()
        self._read_documents()

    def codings(self) -> Iterator[ImportedCoding]:
        """Yield a coding for each tag of each highlight whose words are in its text."""
        codes_of: dict[int | None, list[str]] = {}
        for row in self.database.rows("highlight_tags", "highlight_id", "tag_id"):
            if code := self.tags.names.get(row.integer("tag_id")):
                codes_of.setdefault(row.integer("highlight_id"), []).append(code)
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in self.database.rows("highlights", *columns):
            text = self.texts.get(row.integer("document_id"))
            if text is None:
                continue
            number = row.integer("id")
            place = message("highlight {number}", number=number)
            span = self._span(row, text, place)
            if span is None:
                continue
            codes = codes_of.get(number, [])
            self.untagged += not codes
            for code in codes:
                yield ImportedCoding(
                    text.document.name,
                    *span,
                    code,
                    author=self._author(number),
                    dated=self.added[number].date("date") if number in self.added else None,
                    place=str(place),
                )

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        if not any(self._author(number) for number in self.added):
            yield self._lost_authors()
        if self.untagged:
            yield plural(
                "one highlight without a tag", "{n} highlights without a tag", self.untagged
            )
        yield from self.tags.dropped
        yield from self.dropped

    def _lost_authors(self) -> Sayable:
        if self.members:
            return message(
                "who highlighted: Taguette's export puts all under one user (the members were "
                "{members}); if it was one person, import with --coder",
                members=listing(self.members),
            )
        return message(
            "who highlighted: Taguette's export puts all under one user; "
            "if it was one person, import with --coder"
        )

    def _author(self, highlight: int | None) -> str | None:
        user = self.added[highlight].trimmed("user_login") if highlight in self.added else ""
        return user if user and user != _EVERYBODY else None

    def _read_commands(self) -> None:
        """Read the project's history for who added which highlight, and who its members are."""
        columns = ("date", "user_login", "project_id", "payload")
        for row in self.database.rows("commands", *columns):
            if row.integer("project_id") != self.number:
                continue
            payload = _payload(row.text("payload"))
            kind, highlight = payload.get("type"), payload.get("highlight_id")
            if kind == "highlight_add" and isinstance(highlight, int):
                self.added.setdefault(highlight, row)
            member = payload.get("member")
            if kind == "member_add" and isinstance(member, str):
                self.members.append(member)

    def _read_documents(self) -> None:
        names, texts = DocumentNames(), ProjectTexts(self.options)
        columns = ("id", "name", "description", "project_id", "contents")
        for row in self.database.rows("documents", *columns):
            if row.integer("project_id") != self.number:
                continue
            html = read_html(row.text("contents"))
            name = names.free(row.trimmed("name"), f"document {row.integer('id')}")
            if not html.text.strip():
                self.dropped.append(message("the document “{name}”, which has no text", name=name))
                continue
            document = texts.document(name, html.text)
            self.texts[row.integer("id")] = _Text(document, html, html.bytes_before())
            if row.trimmed("description"):
                self.memos.append(ImportedMemo(name, row.trimmed("description")))
        self.dropped += [*names.dropped, *texts.left_behind()]

    def _span(self, row: Record, text: _Text, place: Sayable) -> tuple[int, int] | None:
        """Return the span of a highlight; None, and leave it behind, if it has no place."""
        start, end = row.integer("start_offset"), row.integer("end_offset")
        span = None
        if start is not None and end is not None:
            span = text.html.span(start, end, text.before)
        if span is None:
            self.dropped.append(
                message(
                    "{place}: its text has no passage of the bytes {start}:{end}",
                    place=place,
                    start=start,
                    end=end,
                )
            )
            return None
        words = read_html(row.text("snippet")).text
        there = text.document.text[slice(*span)]
        if words.strip() and not same_words(words, there):
            self.dropped.append(
                message("{place}: {reason}", place=place, reason=other_words(there, words))
            )
            return None
        return span


def _number_of(database: Database, path: Path, name: str | None) -> int | None:
    """Return the number of the project of a name, or of the only project.

    Raises:
        BadInput: there is none, or no name says which of several.
    """
    found = {
        row.trimmed("name"): row.integer("id") for row in database.rows("projects", "id", "name")
    }
    if not found:
        raise BadInput("{file} holds no project. Export it from Taguette again.", file=path.name)
    if name is None and len(found) == 1:
        return next(iter(found.values()))
    if name is None:
        raise BadInput(
            "{file} holds several projects: {projects}. Name one with -o project=…",
            file=path.name,
            projects=quoted(found, _MOST_NAMED),
        )
    if name not in found:
        raise BadInput(
            "{file} holds no project “{name}”. Its projects are: {projects}.",
            file=path.name,
            name=name,
            projects=quoted(found, _MOST_NAMED),
        )
    return found[name]


def _tags(database: Database, project: int | None, nested: bool) -> list[FoundCode]:
    """Return the tags of a project as codes, under each other by their dotted names if nested."""
    rows = [
        row
        for row in database.rows("tags", "id", "path", "description", "project_id")
        if row.integer("project_id") == project
    ]
    keys = {row.trimmed("path"): row.integer("id") for row in rows}
    return [
        FoundCode(
            row.integer("id"),
            row.trimmed("path"),
            row.trimmed("description"),
            _above(row.trimmed("path"), keys) if nested else None,
        )
        for row in rows
    ]


def _above(path: str, keys: dict[str, int | None]) -> int | None:
    """Return the number of the tag that a dotted name goes on from, the nearest there is."""
    while "." in path:
        path = path.rpartition(".")[0]
        if path in keys:
            return keys[path]
    return None


def _payload(text: str) -> dict[str, Any]:
    """Return what a command says of itself; nothing where it is damaged."""
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Taguette()]
