"""The texts as Word documents, with each coding as a comment in the margin by its coder."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.find import find
from qualog.hookspecs import Exporter, hookimpl
from qualog.options import option
from qualog.state import Coding, State
from qualog.study import Study
from qualog.writing import written_whole
from qualog_plugins.exporters.escaped import as_xml
from qualog_plugins.exporters.gathered import codings_by_document
from qualog_plugins.exporters.texts import (
    file_names,
    on_no_text,
    renamed,
    shown_text,
    write_archive,
)
from qualog_plugins.exporters.word_files import as_bytes, new_document


@frozen
class Options:
    """Which texts."""

    document: str | None = option(None, help="the name or id of one document; all if not given")


class WordComments:
    """A zip file with a .docx for each document; `qualog import -o codes=whole` reads it again."""

    name = "word-comments"
    summary = "A zip of Word documents with each coding as a comment by its coder"
    suffix = ".zip"
    options = Options

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the documents; say which could not be named as they are.

        Raises:
            NotFound, Ambiguous: no document is called so, or several are.
        """
        state = study.state
        documents = list(state.documents.values())
        if options.document is not None:
            documents = [find(documents, options.document, "document", name=lambda d: d.name)]
        names, codings = [each.name for each in documents], codings_by_document(state)
        files = file_names(names)
        with written_whole(target) as draft:
            write_archive(
                draft,
                (
                    (f"{file}.docx", _word_document(state, document.id, codings[document.id]))
                    for file, document in zip(files, documents, strict=True)
                ),
            )
        told = (coding for each in documents for coding in codings[each.id])
        return [*renamed(names, files, ".docx"), *on_no_text(told)]


def _word_document(state: State, document: str, codings: Sequence[Coding]) -> bytes:
    made = new_document(state, state.documents[document].name)
    text = as_xml(shown_text(state, document)).removesuffix("\n")
    margin = _Margin.of(made, state, codings, len(text))
    position = 0
    for line in text.split("\n"):
        margin.write(line, position, made.add_paragraph())
        position += len(line) + 1
    return as_bytes(made)


@frozen
class _Margin:
    """Comments by where they begin and end: numbers of comments by position, in code points."""

    starts: dict[int, list[int]]
    ends: dict[int, list[int]]
    edges: list[int]

    @classmethod
    def of(cls, made: Any, state: State, codings: Sequence[Coding], length: int) -> "_Margin":
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for coding in codings:
            if coding.region is not None:
                continue
            number = _comment(made, state, coding)
            starts.setdefault(coding.start, []).append(number)
            ends.setdefault(min(coding.end, length), []).append(number)
        return cls(starts, ends, sorted({*starts, *ends}))

    def write(self, line: str, position: int, paragraph: Any) -> None:
        """Write a line that begins at a position, with the edges that lie in it."""
        end = position + len(line)
        first, last = bisect_left(self.edges, position), bisect_right(self.edges, end)
        for here, following in pairwise((position, *self.edges[first:last], end, end)):
            for number in self.ends.pop(here, ()):
                _mark(paragraph._p, "commentRangeEnd", number)
                _mark(paragraph.add_run()._r, "commentReference", number)
            for number in self.starts.pop(here, ()):
                _mark(paragraph._p, "commentRangeStart", number)
            if here < following:
                paragraph.add_run(line[here - position : following - position])


def _comment(made: Any, state: State, coding: Coding) -> int:
    author = as_xml(state.author_names(coding.made.authors))
    comment = made.comments.add_comment(
        text=as_xml(state.codebook.name(coding.code)),
        author=author,
        initials="".join(word[0] for word in author.split()),
    )
    dated = coding.made.milliseconds if coding.dated is None else coding.dated
    comment._comment_elm.date = datetime.fromtimestamp(dated // 1000, UTC)
    return int(comment.comment_id)


def _mark(parent: Any, name: str, number: int) -> None:
    """Put one of Word's marks for a comment; python-docx sets them around whole runs only."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:id"), str(number))
    parent.append(mark)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [WordComments()]
