"""The texts as Word documents, with each coding as a comment in the margin by its coder."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.files import atomic_write
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Coding, Document, Memo, Provenance, State
from qualog.views.study import Study
from qualog_plugins.exporters.common.texts import (
    file_names,
    memos_on_texts,
    on_no_text,
    renamed,
    shown_text,
    write_archive,
)
from qualog_plugins.exporters.report.gathered import codings_by_document, memos_on
from qualog_plugins.exporters.tables.escaped import as_xml, not_in_xml
from qualog_plugins.exporters.word.files import as_bytes, new_document
from qualog_plugins.exporters.word.threads import Threads

_NEW_PAGE = "\f"

Memos = Mapping[str, Sequence[Memo]]


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
        """Write the documents; say what of texts and of names is not as it was.

        Raises:
            NotFound, Ambiguous: no document is called so, or several are.
        """
        state = study.state
        documents = list(state.documents.values())
        if options.document is not None:
            documents = [study.find.document(options.document)]
        names, codings = [each.name for each in documents], codings_by_document(state)
        memos = memos_on(state)
        files = file_names(names)
        with atomic_write(target) as draft:
            write_archive(
                draft,
                (
                    (
                        f"{file}.docx",
                        _word_document(state, document.id, codings[document.id], memos),
                    )
                    for file, document in zip(files, documents, strict=True)
                ),
            )
        told = (coding for each in documents for coding in codings[each.id])
        return [
            *renamed(names, files, ".docx"),
            *(each for document in documents for each in _not_in_word(state, document)),
            *memos_on_texts(state, {each.id for each in documents}),
            *on_no_text(told),
        ]


def _not_in_word(state: State, document: Document) -> Iterator[str]:
    """Say what characters of a text come in again as others."""
    text = shown_text(state, document.id)
    pages = text.count(_NEW_PAGE)
    if pages:
        yield (
            f"form feeds in “{document.name}” ({pages}): they are page breaks, which come in as "
            "ends of lines; to import the file again, name the document with --onto"
        )
    if others := not_in_xml(text) - pages:
        yield f"characters in “{document.name}” that XML does not have ({others}): each is �"


def _word_document(state: State, document: str, codings: Sequence[Coding], memos: Memos) -> bytes:
    made = new_document(state, state.documents[document].name)
    text = shown_text(state, document).removesuffix("\n")
    margin = _Margin.of(made, state, codings, memos, len(text))
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
    def of(
        cls, made: Any, state: State, codings: Sequence[Coding], memos: Memos, length: int
    ) -> "_Margin":
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        threads = Threads()
        for coding in codings:
            if coding.region is not None:
                continue
            comment = _coding(made, state, coding)
            answers = [_memo(made, state, each) for each in memos.get(coding.id, ())]
            threads.take(comment, answers)
            numbers = [int(each.comment_id) for each in (comment, *answers)]
            starts.setdefault(coding.start, []).extend(numbers)
            ends.setdefault(min(coding.end, length), []).extend(numbers)
        threads.put(made)
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
                _put(paragraph, line[here - position : following - position])


def _put(paragraph: Any, words: str) -> None:
    """Put words into a paragraph, with a page break for a form feed."""
    from docx.enum.text import WD_BREAK

    for number, page in enumerate(words.split(_NEW_PAGE)):
        if number:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        if page:
            paragraph.add_run(as_xml(page))


def _coding(made: Any, state: State, coding: Coding) -> Any:
    dated = coding.made.milliseconds if coding.dated is None else coding.dated
    return _comment(made, state.codebook.name(coding.code), _authors(state, coding.made), dated)


def _memo(made: Any, state: State, memo: Memo) -> Any:
    return _comment(made, memo.text, _authors(state, memo.made), memo.made.milliseconds)


def _authors(state: State, made: Provenance) -> str:
    return as_xml(state.author_names(made.authors))


def _comment(made: Any, text: str, author: str, dated: int) -> Any:
    comment = made.comments.add_comment(
        text=as_xml(text), author=author, initials="".join(word[0] for word in author.split())
    )
    comment._comment_elm.date = datetime.fromtimestamp(dated // 1000, UTC)
    return comment


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
