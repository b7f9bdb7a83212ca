"""The codebook: every code with its definition, examples and history, as Markdown or as Word."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualog.files import atomic_write
from qualog.language import Message, Sayable, message
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.codebook.entries import Entry, entries
from qualog_plugins.exporters.shared.escaping import as_markdown
from qualog_plugins.exporters.word.documents import as_bytes, as_word, new_document

_MOST_LEVELS = 5  # of headings below the title: Markdown has six in all
_MOST_LEVELS_IN_WORD = 9
_EXAMPLES = message("Typical examples")


class CodebookMarkdown:
    """A heading for each code, at the level where it is in the tree."""

    name = "codebook-md"
    summary = "The codebook as Markdown: the tree of codes, their definitions, examples, history"
    suffix = ".md"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the codebook; nothing of it is left out."""
        blocks = [f"# {as_markdown(str(_title(study.state)))}"]
        for entry in entries(study):
            blocks += _markdown(entry)
        with atomic_write(target) as draft:
            draft.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        return []


class CodebookWord:
    """The same as a Word document, with headings that make a table of contents."""

    name = "codebook-docx"
    summary = "The codebook as a Word document, with headings for a table of contents"
    suffix = ".docx"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the codebook; nothing of it is left out."""
        title = str(_title(study.state))
        document = new_document(study.state, title)
        document.add_heading(as_word(title), 0)
        for entry in entries(study):
            _add(document, entry)
        with atomic_write(target) as draft:
            draft.write_bytes(as_bytes(document))
        return []


def _title(state: State) -> Message:
    return message("Codebook of {study}", study=state.name)


def _markdown(entry: Entry) -> Iterator[str]:
    """Yield the paragraphs and lists of an entry."""
    yield f"#{'#' * min(entry.depth + 1, _MOST_LEVELS)} {as_markdown(entry.name)}"
    if entry.definition:
        yield as_markdown(entry.definition)
    for label, text in entry.labelled:
        yield f"**{label}:** {as_markdown(text)}"
    if entry.examples:
        yield f"**{_EXAMPLES}:**"
        yield "\n".join(f"- {as_markdown(example)}" for example in entry.examples)
    sentences = map(str, (*entry.history, entry.use))
    # Two spaces at the end of a line break it.
    yield "  \n".join(f"*{as_markdown(sentence)}*" for sentence in sentences)


def _add(document: Any, entry: Entry) -> None:
    """Add an entry to a document of python-docx."""
    document.add_heading(as_word(entry.name), min(entry.depth + 1, _MOST_LEVELS_IN_WORD))
    if entry.definition:
        document.add_paragraph(as_word(entry.definition))
    for label, text in entry.labelled:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(as_word(text))
    if entry.examples:
        document.add_paragraph().add_run(f"{_EXAMPLES}:").bold = True
    for example in entry.examples:
        document.add_paragraph(as_word(example), style="List Bullet")
    for sentence in (*entry.history, entry.use):
        document.add_paragraph().add_run(as_word(str(sentence))).italic = True


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the codebook in both forms."""
    return [CodebookMarkdown(), CodebookWord()]
