"""What is said of a file that was imported: what it brought, and what it left behind."""

from collections.abc import Iterator
from pathlib import Path

from qualog.decisions.documents import changed_places
from qualog.importing.result import ImportResult
from qualog.language import Sayable, listing, message, number, plural
from qualog.state import Document, State
from qualog.state.questions import CORRECTED
from qualog_cli.shared.formats import series


def report(state: State, path: Path, result: ImportResult, onto: str | None) -> Iterator[object]:
    """Yield the lines about one file.

    Args:
        state: the study with what the file brought.
        path: the file.
        result: what came of it.
        onto: the document that the file was said to be a copy of.
    """
    parts = list(_parts(state, result, onto)) or [message("nothing new")]
    yield message(
        "{path} ({importer}): {parts}", path=path, importer=result.importer, parts=series(parts)
    )
    for line in _remarks(result):
        yield f"  {line}"


def _parts(state: State, result: ImportResult, onto: str | None) -> Iterator[Sayable]:
    for id_ in result.documents:
        yield from _new(state.documents[id_])
    for id_ in result.revised:
        yield from _corrected(state, state.documents[id_])
    for id_ in result.joined:
        yield _joined(state.documents[id_], result, onto)
    if result.codes:
        yield plural("one new code", "{n} new codes", result.codes)
    if result.codings:
        yield plural("one coding", "{n} codings", result.codings)
    if result.repeated:
        yield plural("one coding already there", "{n} codings already there", result.repeated)
    if result.memos:
        yield plural("one memo", "{n} memos", result.memos)
    if result.themes:
        yield plural("one theme", "{n} themes", result.themes)
    if result.values:
        yield plural("one value", "{n} values", result.values)
    if names := result.participants:
        yield plural(
            "a new participant: {names}",
            "new participants: {names}",
            len(names),
            names=listing(names),
        )
    if names := result.authors:
        yield plural(
            "a new author: {names}", "new authors: {names}", len(names), names=listing(names)
        )


def _new(document: Document) -> Iterator[Sayable]:
    yield message(
        "“{name}”, {characters} characters, {turns}",
        name=document.name,
        characters=number(document.length),
        turns=plural("one turn", "{n} turns", len(document.turns)),
    )
    yield from _read_as(document)


def _joined(document: Document, result: ImportResult, onto: str | None) -> Sayable:
    name = document.name
    adds = bool(result.codings or result.memos)
    match bool(onto), adds:
        case True, True:
            return message("added to “{name}” with its codings", name=name)
        case True, False:
            return message("a copy of “{name}”", name=name)
        case False, True:
            return message(
                "“{name}” is already there with the same text, and its codings were added",
                name=name,
            )
        case _:
            return message("“{name}” is already there with the same text", name=name)


def _corrected(state: State, document: Document) -> Iterator[Sayable]:
    """Yield what a correction changed, and what it raises questions about."""
    revision = document.revision_called(document.revision)
    assert revision is not None
    yield plural(
        "“{name}” corrected in one place",
        "“{name}” corrected in {n} places",
        changed_places(revision.blocks),
        name=document.name,
    )
    yield from _read_as(document)
    coded = {coding.id for coding in state.every_coding.values() if coding.document == document.id}
    asked = [found for found in state.questions if found.about in coded and found.kind == CORRECTED]
    codings = plural("its one coding", "its {n} codings", len(coded))
    if asked:
        yield plural(
            "one passage of {codings} raises a question: qualog questions",
            "{n} passages of {codings} raise questions: qualog questions",
            len(asked),
            codings=codings,
        )
    elif coded:
        yield message("{codings} moved with the text", codings=codings)


def _read_as(document: Document) -> Iterator[Sayable]:
    if document.encoding:
        yield message("read as {encoding}", encoding=document.encoding)


def _remarks(result: ImportResult) -> Iterator[object]:
    """Yield what is said of a file beside what it brought."""
    if result.how:
        yield message("{how}: such as", how=result.how) if result.samples else result.how
    for sample in result.samples:
        yield f"  {sample}"
    for twin in result.twins:
        yield message(
            "Its text is that of “{name}”, word for word. Was the file imported before?", name=twin
        )
    for left in result.dropped:
        yield message("left behind: {what}", what=left)
