"""Imports a Taguette project (its export as SQLite 3).

Documents are HTML there, and a highlight is a span of bytes of their text in UTF-8; each
highlight repeats its words, and must have them. A tag `work.staff` becomes a code of that whole
name, under the code `work` if there is such a tag.

Taguette's export puts everybody's highlights under one user, `admin`: who made them is lost, and
told. Only a database of a server still knows; there the author is who added the highlight.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.placing.names import Names
from qualog_plugins.importers.placing.offsets import words_alike
from qualog_plugins.importers.placing.texts import Texts
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
_EVERYBODY = "admin"


@frozen
class Options(TurnOptions):
    """What is read, and how texts are cut."""

    project: str | None = option(None, help="which project, if the file has several")
    tags: Literal["nested", "flat"] = option(
        "nested", help="whether a tag a.b is a code under the code a"
    )


class Taguette:
    """The importer of Taguette's projects."""

    name = "taguette"
    summary = "A Taguette project (.sqlite3): documents, tags and highlights"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a database with Taguette's tables."""
        return 0.95 if _NEEDED.keys() <= tables_of(path, head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the documents, the tags as codes and the highlights as codings.

        Raises:
            BadInput: it is no such project, damaged, or holds several and none is named.
        """
        database = open_database(path, path.name)
        try:
            database.check(_NEEDED, "a Taguette project")
            reading = _Reading(database, options, _project(database, path, options.project))
            codings = tuple(reading.codings())
            return Material(
                documents=tuple(each.document for each in reading.texts.values()),
                codes=reading.tags.codes,
                codings=codings,
                memos=tuple(reading.memos),
                dropped=(*unsaved_changes(path), *reading.told()),
            )
        finally:
            database.close()


@frozen
class _Text:
    """A document, and how its bytes lead to its characters."""

    document: ImportedDocument
    html: HtmlText
    before: Any


@define
class _Reading:
    """One project, as it is read."""

    database: Database
    options: Any
    project: int | None
    texts: dict[int | None, _Text] = field(factory=dict)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[str] = field(factory=list)
    untagged: int = 0
    tags: CodeTree = field(init=False)
    made: dict[int, Record] = field(factory=dict)
    members: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.tags = tree_of(_tags(self.database, self.project, self.options.tags == "nested"))
        self._commands()
        self._documents()

    def codings(self) -> Iterator[ImportedCoding]:
        """Give a coding for each tag of each highlight that stands on its words."""
        given: dict[int | None, list[str]] = {}
        for each in self.database.rows("highlight_tags", "highlight_id", "tag_id"):
            if code := self.tags.names.get(each.integer("tag_id")):
                given.setdefault(each.integer("highlight_id"), []).append(code)
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in self.database.rows("highlights", *columns):
            text = self.texts.get(row.integer("document_id"))
            if text is None:
                continue
            id_ = row.integer("id")
            place = f"highlight {id_}"
            span = self._span(row, text, place)
            if span is None:
                continue
            codes = given.get(id_, [])
            self.untagged += not codes
            for code in codes:
                yield ImportedCoding(
                    text.document.name,
                    *span,
                    code,
                    author=self._author(id_),
                    dated=self.made[id_].date("date") if id_ in self.made else None,
                    place=place,
                )

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        if not any(self._author(id_) for id_ in self.made):
            members = f" (its members were {', '.join(self.members)})" if self.members else ""
            yield (
                f"who highlighted: Taguette's export puts all under one user{members}; "
                "if it was one person, import with --coder"
            )
        if self.untagged:
            yield f"highlights without a tag: {self.untagged}"
        yield from self.tags.dropped
        yield from self.dropped

    def _author(self, highlight: int | None) -> str | None:
        by = self.made[highlight].trimmed("user_login") if highlight in self.made else ""
        return by if by and by != _EVERYBODY else None

    def _commands(self) -> None:
        columns = ("date", "user_login", "project_id", "payload")
        for row in self.database.rows("commands", *columns):
            if row.integer("project_id") != self.project:
                continue
            told = _payload(row.text("payload"))
            if told.get("type") == "highlight_add" and isinstance(told.get("highlight_id"), int):
                self.made.setdefault(told["highlight_id"], row)
            member = told.get("member")
            if told.get("type") == "member_add" and isinstance(member, str):
                self.members.append(member)

    def _documents(self) -> None:
        names, cutting = Names(), Texts(self.options)
        columns = ("id", "name", "description", "project_id", "contents")
        for row in self.database.rows("documents", *columns):
            if row.integer("project_id") != self.project:
                continue
            html = read_html(row.text("contents"))
            name = names.free(row.trimmed("name"), f"document {row.integer('id')}")
            if not html.text.strip():
                self.dropped.append(f"the document '{name}', which has no text")
                continue
            document = cutting.document(name, html.text)
            self.texts[row.integer("id")] = _Text(document, html, html.bytes_before())
            if row.trimmed("description"):
                self.memos.append(ImportedMemo(name, row.trimmed("description")))
        self.dropped += [*names.dropped, *cutting.told()]

    def _span(self, row: Record, text: _Text, place: str) -> tuple[int, int] | None:
        start, end = row.integer("start_offset"), row.integer("end_offset")
        span = None
        if start is not None and end is not None:
            span = text.html.span(start, end, text.before)
        if span is None:
            self.dropped.append(f"{place}: its bytes {start}:{end} are no passage of its text")
            return None
        words = read_html(row.text("snippet")).text
        there = text.document.text[slice(*span)]
        if words.strip() and not words_alike(words, there):
            self.dropped.append(f"{place}: the text has '{there[:60]}' there, not '{words[:60]}'")
            return None
        return span


def _project(database: Database, path: Path, named: str | None) -> int | None:
    """Find the project that is meant."""
    found = {
        row.trimmed("name"): row.integer("id") for row in database.rows("projects", "id", "name")
    }
    if not found:
        raise BadInput(f"{path.name} holds no project. Export it from Taguette anew.")
    if named is None and len(found) == 1:
        return next(iter(found.values()))
    if named not in found:
        there = ", ".join(f"'{each}'" for each in list(found)[:20])
        raise BadInput(f"{path.name} holds the projects {there}; say which with -o project=…")
    return found[named]


def _tags(database: Database, project: int | None, nested: bool) -> list[FoundCode]:
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
    """Give the tag under whose name a dotted name goes on, the nearest there is."""
    while "." in path:
        path = path.rpartition(".")[0]
        if path in keys:
            return keys[path]
    return None


def _payload(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Taguette()]
