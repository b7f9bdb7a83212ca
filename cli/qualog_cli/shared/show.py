"""Showing: tables and JSON, days and short ids."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import attrs
import click

from qualog.language import Sayable
from qualog.state import Provenance
from qualog.views.study import Study

ID = 8


def show(
    study: Study, as_json: bool, key: str, data: Any, text: Callable[[], Iterable[Sayable]]
) -> None:
    """Print data as JSON under a key, or as lines of text; both say as of when."""
    if as_json:
        where = {"where": study.where} if study.where else {}
        print_json({"at": _moment(study), **where, key: data})
        return
    for each in study.hidden:
        click.echo(str(each))
    if study.moment.label != "now":
        sure = "exact" if study.moment.exact else "may change when another copy is merged"
        click.echo(f"As of {short(study.moment.label)} ({sure})\n")
    if study.where:
        click.echo(f"Where {study.where}\n")
    for line in text():
        click.echo(line)


def print_json(data: Any) -> None:
    """Print a value as JSON; attrs values as objects, and messages as texts."""
    click.echo(json.dumps(_plain(data), ensure_ascii=False, indent=2))


def table(rows: Iterable[Sequence[Any]], headings: Sequence[Sayable]) -> Iterable[str]:
    """Give the lines of a table; the last column may be as long as it likes."""
    told = [[str(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*told, strict=True)]
    for row in told:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def quoted(text: str, most: int = 60) -> str:
    """Give a quotation on one line, cut where it is long."""
    told = " ".join(text.split())
    return f"“{told}”" if len(told) <= most else f"“{told[: most - 1]}…”"


def short(id_: str) -> str:
    """Give the beginning of an id, as long as people type it."""
    head, dot, rest = id_.partition(".")
    is_decision = dot and rest.isdigit() and len(head) == 16
    return f"{head[:4]}.{rest}" if is_decision else id_


def clock_time(milliseconds: int) -> str:
    """Give a local time of day, to the minute."""
    return f"{datetime.fromtimestamp(milliseconds / 1000):%Y-%m-%d %H:%M}"


def recorded(milliseconds: int) -> str:
    """Give a time of a recording, to the second."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def iso(milliseconds: int | None) -> str | None:
    """Give a time in UTC as ISO 8601."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")


def made(study: Study, by: Provenance) -> dict[str, Any]:
    """Give who made a thing, when, by which decision."""
    return {
        "decision": by.decision,
        "at": iso(by.milliseconds),
        "authors": [study.state.author_names([each]) for each in by.authors],
    }


def decided(what: str, decision: str) -> None:
    """Say what was decided, and by which decision."""
    click.echo(f"{what} ({short(decision)})")


def counted(count: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 code, 2 codes."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _moment(study: Study) -> dict[str, Any]:
    told = {
        "moment": study.moment.label,
        "exact": study.moment.exact,
        "decision": study.last_decision,
    }
    return told | ({"hidden": [str(each) for each in study.hidden]} if study.hidden else {})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and type(value).__str__ is not object.__str__:
        return str(value)  # a message is a tuple too, of its sentence and values
    if attrs.has(type(value)):
        names = (field.name for field in attrs.fields(type(value)))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
