"""The codebook: every code with its definition, examples and history, as Markdown or as Word."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualog.files import atomic_write
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.codebook.content import Entry, entries
from qualog_plugins.exporters.tables.escaped import as_markdown, as_xml
from qualog_plugins.exporters.word.files import as_bytes, new_document

_MOST_HEADINGS = 5  # of codes below the title: Markdown has six levels


class CodebookMarkdown:
    """A heading for each code, at the level where it is in the tree."""

    name = "codebook-md"
    summary = "The codebook as Markdown: the tree of codes, their definitions, examples, history"
    suffix = ".md"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the codebook."""
        lines = [f"# Codebook of {as_markdown(study.state.name)}"]
        for entry in entries(study):
            lines += _markdown(entry)
        with atomic_write(target) as draft:
            draft.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return []


class CodebookWord:
    """The same as a Word document, with headings that make a table of contents."""

    name = "codebook-docx"
    summary = "The codebook as a Word document, with headings for a table of contents"
    suffix = ".docx"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the codebook."""
        title = f"Codebook of {study.state.name}"
        document = new_document(study.state, title)
        document.add_heading(as_xml(title), 0)
        for entry in entries(study):
            _add(document, entry)
        with atomic_write(target) as draft:
            draft.write_bytes(as_bytes(document))
        return []


def _markdown(entry: Entry) -> Iterator[str]:
    yield f"#{'#' * min(entry.depth + 1, _MOST_HEADINGS)} {as_markdown(entry.name)}"
    if entry.definition:
        yield as_markdown(entry.definition)
    for heading, told in entry.parts:
        yield f"**{heading}:** {as_markdown(told)}"
    if entry.examples:
        yield "**Examples:**"
        yield "\n".join(f"- {as_markdown(each)}" for each in entry.examples)
    yield "\n".join(f"*{as_markdown(each)}*  " for each in (*entry.became, entry.counts)).rstrip()


def _add(document: Any, entry: Entry) -> None:
    document.add_heading(as_xml(entry.name), min(entry.depth + 1, 9))
    if entry.definition:
        document.add_paragraph(as_xml(entry.definition))
    for heading, told in entry.parts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{heading}: ").bold = True
        paragraph.add_run(as_xml(told))
    if entry.examples:
        document.add_paragraph().add_run("Examples:").bold = True
    for each in entry.examples:
        document.add_paragraph(as_xml(each), style="List Bullet")
    for each in (*entry.became, entry.counts):
        document.add_paragraph().add_run(as_xml(each)).italic = True


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the codebook in both forms."""
    return [CodebookMarkdown(), CodebookWord()]
