"""What lies between two moments: codes, codings and themes that came, went or changed."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from qualog.language import Sayable, listing, message, shortened
from qualog.state import Code, Coding, State, Theme


@frozen
class Change:
    """One thing that is not the same at two moments.

    Attributes:
        what: what it is.
        id: its id.
        name: its name; of a coding, its words.
        how: what changed, as a phrase for a table: "renamed from “trust”".
    """

    what: Literal["code", "coding", "theme"]
    id: str
    name: str
    how: Sayable


def difference(before: State, after: State) -> list[Change]:
    """Return what changed from one state to another: codes, then themes, then codings."""
    return [
        *_code_changes(before, after),
        *_theme_changes(before, after),
        *_coding_changes(before, after),
    ]


def _code_changes(before: State, after: State) -> Iterator[Change]:
    old, new = before.codebook.codes, after.codebook.codes
    for code in new.values():
        was = old.get(code.id)
        changes = _changes_of_code(was, code, after)
        yield from (Change("code", code.id, code.name, change) for change in changes)
    for code in old.values():
        if code.id not in new:
            yield Change("code", code.id, code.name, message("undone"))


def _changes_of_code(was: Code | None, code: Code, after: State) -> Iterator[Sayable]:
    if was is None:
        yield message("created")
        return
    if was.name != code.name:
        yield message("renamed from “{name}”", name=was.name)
    if (was.definition, was.include, was.exclude, was.examples) != (
        code.definition,
        code.include,
        code.exclude,
        code.examples,
    ):
        yield message("redefined")
    if was.parent != code.parent:
        above = after.codebook.codes.get(code.parent or "")
        yield (
            message("moved under “{name}”", name=above.name)
            if above
            else message("moved to the top")
        )
    if was.status != code.status:
        yield _status(code, after)


def _status(code: Code, after: State) -> Sayable:
    """Return what became of a code: merged and split codes became others."""
    into = listing(f"“{after.codebook.codes[id_].name}”" for id_ in code.into)
    match code.status:
        case "live":
            return message("restored")
        case "retired":
            return message("retired")
        case "merged":
            return message("merged into {codes}", codes=into)
        case "split":
            return message("split into {codes}", codes=into)


def _theme_changes(before: State, after: State) -> Iterator[Change]:
    for theme in after.themes.values():
        was = before.themes.get(theme.id)
        changes = _changes_of_theme(was, theme, after)
        yield from (Change("theme", theme.id, theme.name, change) for change in changes)
    for theme in before.themes.values():
        if theme.id not in after.themes:
            yield Change("theme", theme.id, theme.name, message("undone"))


def _changes_of_theme(was: Theme | None, theme: Theme, after: State) -> Iterator[Sayable]:
    if was is None:
        yield message("formed")
    else:
        yield from _changes_of_own(was, theme)
    old = was.codes if was is not None else ()
    for code in theme.codes:
        if code not in old:
            yield message("“{code}” added", code=after.codebook.name(code))
    for code in old:
        if code not in theme.codes:
            yield message("“{code}” removed", code=after.codebook.name(code))


def _changes_of_own(was: Theme, theme: Theme) -> Iterator[Sayable]:
    """Yield what changed of a theme itself, besides its codes."""
    if was.name != theme.name:
        yield message("renamed from “{name}”", name=was.name)
    if was.definition != theme.definition:
        yield message("redefined")
    if was.parent != theme.parent:
        yield message("moved")
    if was.retired != theme.retired:
        yield message("retired") if theme.retired else message("restored")


def _coding_changes(before: State, after: State) -> Iterator[Change]:
    for coding in after.codings.values():
        changes = _changes_of_coding(before, after, coding)
        yield from (Change("coding", coding.id, _quote(after, coding), how) for how in changes)
    for coding in before.codings.values():
        if coding.id not in after.codings:
            yield Change("coding", coding.id, _quote(before, coding), message("removed"))


def _changes_of_coding(before: State, after: State, coding: Coding) -> Iterator[Sayable]:
    code = after.codebook.codes[coding.code].name
    was = before.codings.get(coding.id)
    if was is None:
        authors = after.author_names(coding.made.authors)
        yield message("coded as “{code}” by {authors}", code=code, authors=authors)
        return
    if (was.start, was.end) != (coding.start, coding.end):
        yield message(
            "boundaries changed from {old_start}:{old_end} to {start}:{end}",
            old_start=was.start,
            old_end=was.end,
            start=coding.start,
            end=coding.end,
        )
    if was.code != coding.code:
        old_code = before.codebook.codes[was.code].name
        yield message("recoded from “{old_code}” to “{code}”", old_code=old_code, code=code)


def _quote(state: State, coding: Coding) -> str:
    return shortened(state.quote(coding))
