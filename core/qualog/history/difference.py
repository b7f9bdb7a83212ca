"""What lies between two moments: codes, codings and themes that came, went or changed."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from qualog.state import Code, Coding, State, Theme


@frozen
class Change:
    """One thing that is not the same at two moments.

    `how` says what changed, as a person would: "renamed from “trust”", "3 characters wider".
    """

    what: Literal["code", "coding", "theme"]
    id: str
    name: str
    how: str


def difference(before: State, after: State) -> list[Change]:
    """Give what changed from one state to another: codes, then themes, then codings."""
    return [
        *_code_changes(before, after),
        *_theme_changes(before, after),
        *_coding_changes(before, after),
    ]


def _code_changes(before: State, after: State) -> Iterator[Change]:
    old, new = before.codebook.codes, after.codebook.codes
    for code in new.values():
        was = old.get(code.id)
        hows = ["created"] if was is None else _code_hows(was, code, after)
        yield from (Change("code", code.id, code.name, how) for how in hows)
    for code in old.values():
        if code.id not in new:
            yield Change("code", code.id, code.name, "undone")


def _code_hows(was: Code, code: Code, after: State) -> list[str]:
    hows = []
    if was.name != code.name:
        hows.append(f"renamed from “{was.name}”")
    if (was.definition, was.include, was.exclude, was.examples) != (
        code.definition,
        code.include,
        code.exclude,
        code.examples,
    ):
        hows.append("redefined")
    if was.parent != code.parent:
        above = after.codebook.codes.get(code.parent or "")
        hows.append(f"moved under “{above.name}”" if above else "moved to the top")
    if was.status != code.status:
        into = " and ".join(f"“{after.codebook.codes[each].name}”" for each in code.into)
        hows.append(
            {"live": "restored"}.get(code.status, code.status) + (f" into {into}" * bool(into))
        )
    return hows


def _theme_changes(before: State, after: State) -> Iterator[Change]:
    for theme in after.themes.values():
        was = before.themes.get(theme.id)
        hows = ["formed"] if was is None else _theme_hows(was, theme)
        if was is None or was.codes != theme.codes:
            hows += _membership(was, theme, after)
        yield from (Change("theme", theme.id, theme.name, how) for how in hows)
    for theme in before.themes.values():
        if theme.id not in after.themes:
            yield Change("theme", theme.id, theme.name, "undone")


def _theme_hows(was: Theme, theme: Theme) -> list[str]:
    hows = []
    if was.name != theme.name:
        hows.append(f"renamed from “{was.name}”")
    if was.definition != theme.definition:
        hows.append("redefined")
    if was.parent != theme.parent:
        hows.append("moved")
    if was.retired != theme.retired:
        hows.append("retired" if theme.retired else "restored")
    return hows


def _membership(was: Theme | None, theme: Theme, after: State) -> list[str]:
    old = was.codes if was else ()
    came = [f"“{after.codebook.name(code)}” came in" for code in theme.codes if code not in old]
    went = [f"“{after.codebook.name(code)}” went out" for code in old if code not in theme.codes]
    return came + went


def _coding_changes(before: State, after: State) -> Iterator[Change]:
    for coding in after.codings.values():
        was = before.codings.get(coding.id)
        if was is None:
            yield Change("coding", coding.id, _quote(after, coding), _coded(after, coding))
            continue
        if (was.start, was.end) != (coding.start, coding.end):
            yield Change(
                "coding",
                coding.id,
                _quote(after, coding),
                f"resized from {was.start}:{was.end} to {coding.start}:{coding.end}",
            )
        if was.code != coding.code:
            old = before.codebook.codes[was.code].name
            new = after.codebook.codes[coding.code].name
            how = f"recoded from “{old}” to “{new}”"
            yield Change("coding", coding.id, _quote(after, coding), how)
    for coding in before.codings.values():
        if coding.id not in after.codings:
            yield Change("coding", coding.id, _quote(before, coding), "removed")


def _coded(state: State, coding: Coding) -> str:
    name = state.codebook.codes[coding.code].name
    return f"coded as “{name}” by {state.author_names(coding.made.authors)}"


def _quote(state: State, coding: Coding, most: int = 60) -> str:
    told = " ".join(state.quote(coding).split())
    return told if len(told) <= most else f"{told[: most - 1]}…"
