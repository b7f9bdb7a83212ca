"""The texts as Word documents, with each coding as a comment in the margin by its coder."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.files import atomic_write
from qualog.language import Sayable, plural
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Coding, Document, Memo, State
from qualog.state.times import first_made, utc
from qualog.views.study import Study
from qualog_plugins.exporters.shared.archive import write_archive
from qualog_plugins.exporters.shared.file_names import file_names, renamed
from qualog_plugins.exporters.shared.grouping import codings_by_document, memos_by_subject
from qualog_plugins.exporters.shared.left_out import codings_without_words, memos_on_texts, nonzero
from qualog_plugins.exporters.shared.texts import shown_text
from qualog_plugins.exporters.word.documents import as_bytes, as_word, new_document, not_in_word
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

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the documents, and return what of texts and of names is not as it was.

        Raises:
            NotFound, Ambiguous: no document is called so, or several are.
        """
        state = study.state
        documents = list(state.documents.values())
        if options.document is not None:
            documents = [study.find.document(options.document)]
        names = [document.name for document in documents]
        files = file_names(names)
        codings, memos = codings_by_document(state), memos_by_subject(state)
        contents = (
            _word_document(state, document, codings[document.id], memos) for document in documents
        )
        with atomic_write(target) as draft:
            paths = (f"{file}.docx" for file in files)
            write_archive(draft, zip(paths, contents, strict=True))
        return [
            *renamed(names, files, ".docx"),
            *chain.from_iterable(_not_as_it_was(state, document) for document in documents),
            *memos_on_texts(state, {document.id for document in documents}),
            *codings_without_words(
                coding for document in documents for coding in codings[document.id]
            ),
        ]


def _not_as_it_was(state: State, document: Document) -> Sequence[Sayable]:
    """Return which characters of a text would be imported again as others."""
    text = shown_text(state, document.id)
    pages = text.count(_NEW_PAGE)
    return nonzero(
        plural(
            "A form feed in “{document}” is a page break in Word, and would be imported as the "
            "end of a line. To import the file again, name the document with --onto.",
            "The {n} form feeds in “{document}” are page breaks in Word, and would be imported "
            "as ends of lines. To import the file again, name the document with --onto.",
            pages,
            document=document.name,
        ),
        plural(
            "A character in “{document}” cannot be stored in a Word file; it reads as �.",
            "In “{document}”, {n} characters cannot be stored in a Word file; each reads as �.",
            not_in_word(text) - pages,
            document=document.name,
        ),
    )


def _word_document(
    state: State, document: Document, codings: Sequence[Coding], memos: Memos
) -> bytes:
    made = new_document(state, document.name)
    text = shown_text(state, document.id).removesuffix("\n")
    margin = _Margin.of(made, state, codings, memos, len(text))
    position = 0
    for line in text.split("\n"):
        margin.write(line, position, made.add_paragraph())
        position += len(line) + 1
    return as_bytes(made)


@frozen
class _Margin:
    """Comments by where they begin and end.

    Attributes:
        starts: the numbers of the comments that begin at a position, in code points.
        ends: the numbers of those that end there.
        boundaries: all those positions, in their order.
    """

    starts: dict[int, list[int]]
    ends: dict[int, list[int]]
    boundaries: list[int]

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
            comment = _comment(made, state, coding, state.codebook.name(coding.code))
            answers = [_comment(made, state, memo, memo.text) for memo in memos.get(coding.id, ())]
            threads.add(comment, answers)
            numbers = [int(shown.comment_id) for shown in (comment, *answers)]
            starts.setdefault(coding.start, []).extend(numbers)
            ends.setdefault(min(coding.end, length), []).extend(numbers)
        threads.write(made)
        return cls(starts, ends, sorted({*starts, *ends}))

    def write(self, line: str, position: int, paragraph: Any) -> None:
        """Write a line that begins at a position, with the marks of the comments in it."""
        end = position + len(line)
        first, last = bisect_left(self.boundaries, position), bisect_right(self.boundaries, end)
        # The end of the line stands twice, so that what begins or ends there has its turn, too.
        for here, following in pairwise((position, *self.boundaries[first:last], end, end)):
            for number in self.ends.pop(here, ()):
                _mark(paragraph._p, "commentRangeEnd", number)
                _mark(paragraph.add_run()._r, "commentReference", number)
            for number in self.starts.pop(here, ()):
                _mark(paragraph._p, "commentRangeStart", number)
            if here < following:
                _write_words(paragraph, line[here - position : following - position])


def _write_words(paragraph: Any, words: str) -> None:
    """Add words to a paragraph, with a page break for a form feed."""
    from docx.enum.text import WD_BREAK

    for number, page in enumerate(words.split(_NEW_PAGE)):
        if number:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        if page:
            paragraph.add_run(as_word(page))


def _comment(made: Any, state: State, subject: Coding | Memo, text: str) -> Any:
    """Return a new comment by those who made a coding or a memo, with the time of that."""
    author = as_word(state.author_names(subject.made.authors))
    initials = "".join(word[0] for word in author.split())
    comment = made.comments.add_comment(text=as_word(text), author=author, initials=initials)
    comment._comment_elm.date = utc(first_made(subject))
    return comment


def _mark(parent: Any, name: str, number: int) -> None:
    """Add one of Word's marks for a comment."""
    # Not python-docx's own way: it sets the marks around whole runs only.
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:id"), str(number))
    parent.append(mark)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [WordComments()]
