"""Imports what can be read of a MAXQDA exchange file (`.mex`): codes, and codings by their words.

The texts of its documents are encrypted. Of each coding MAXQDA keeps the first 63 characters
as they are: a coding is imported where the project has a document of the name, with these words
once. Where the words go on beyond what is kept, its end is not known, and it is left behind.
The whole study is imported from a REFI-QDA project (`.qdpx`), which MAXQDA exports too.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field

from qualog.language import Sayable, message, plural
from qualog.material import ImportedCoding, Material
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import CodeTree, FoundCode, tree_of
from qualog_plugins.importers.reading.database import (
    Database,
    open_database,
    tables_of,
    unsaved_changes,
)

_NEEDED = {
    "Texts": ("ID", "Name"),
    "Codewords": ("ID", "Name"),
    "Codings": ("ID", "TextID", "WordID", "Preview"),
}
_PREVIEW = 63  # characters of a coding's words that MAXQDA keeps readable


class Maxqda:
    """The importer of MAXQDA's exchange files."""

    name = "maxqda-mex"
    summary = "A MAXQDA exchange file (.mex): its codes, and codings onto documents of the project"
    options = NoOptions

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a database with MAXQDA's tables."""
        return 0.95 if _NEEDED.keys() <= tables_of(path, head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the codes, and the codings whose words MAXQDA keeps in full.

        Raises:
            BadInput: it is not such a file, or damaged.
        """
        database = open_database(path, path.name)
        try:
            database.check(_NEEDED, message("a MAXQDA exchange file"))
            project = _MaxqdaProject(database)
            codings = tuple(project.codings())
            return Material(
                codes=project.codes.codes,
                codings=codings,
                dropped=(*unsaved_changes(path), *project.left_behind()),
            )
        finally:
            database.close()


@define
class _MaxqdaProject:
    """A file, as it is read.

    Attributes:
        database: its tables.
        texts: names of documents, by their number.
        dropped: the codings that could not be read.
        cut: how many codings go on beyond the words that MAXQDA keeps of them.
        codes: its codes.
    """

    database: Database
    texts: dict[int | None, str] = field(factory=dict)
    dropped: list[Sayable] = field(factory=list)
    cut: int = 0
    codes: CodeTree = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.codes = tree_of(
            FoundCode(row.integer("ID"), row.trimmed("Name"), above=row.integer("WordID"))
            for row in self.database.rows("Codewords", "ID", "Name", "WordID")
        )
        for row in self.database.rows("Texts", "ID", "Name"):
            self.texts[row.integer("ID")] = row.trimmed("Name")

    def codings(self) -> Iterator[ImportedCoding]:
        """Yield the codings by their words."""
        columns = ("ID", "TextID", "WordID", "Preview", "Author", "Date", "CommentL")
        for row in self.database.rows("Codings", *columns):
            place = message("coding {number}", number=row.integer("ID"))
            document = self.texts.get(row.integer("TextID"))
            code = self.codes.names.get(row.integer("WordID"))
            words = row.text("Preview")
            if not document or code is None or not words.strip():
                self.dropped.append(
                    message("{place}, which has no document, no code or no words", place=place)
                )
            elif len(words) >= _PREVIEW:
                self.cut += 1
            else:
                yield ImportedCoding(
                    document,
                    None,
                    None,
                    code,
                    author=row.trimmed("Author") or None,
                    dated=row.date("Date"),
                    memo=row.trimmed("CommentL"),
                    quote=words,
                    place=str(place),
                )

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        if self.texts:
            yield plural(
                "the text of one document, which MAXQDA encrypts in a .mex: export the study as a "
                "REFI-QDA project (.qdpx) for all of it",
                "the texts of {n} documents, which MAXQDA encrypts in a .mex: export the study as "
                "a REFI-QDA project (.qdpx) for all of it",
                len(self.texts),
            )
        if self.cut:
            yield plural(
                "one coding whose words MAXQDA keeps only in part, so that its end is lost",
                "{n} codings whose words MAXQDA keeps only in part, so that their end is lost",
                self.cut,
            )
        if memos := self.database.count("Memos"):
            yield plural(
                "one memo, which is encrypted too", "{n} memos, which are encrypted too", memos
            )
        yield from self.codes.dropped
        yield from self.dropped


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Maxqda()]
