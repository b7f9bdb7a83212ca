"""The command that asks the study with SQL, or shows its tables."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

import click

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog.project.locations import ProjectLocation
from qualog.tables.asking import ask
from qualog.tables.frame import Frame
from qualog.tables.full_text import SEARCHED
from qualog.tables.schema import RELATIONS
from qualog.tables.table import Column, Relation
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import NOTHING
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.options import AT, PROJECT, WHERE
from qualog_cli.shared.output import Heading, print_json, say, warn
from qualog_cli.shared.paging import print_lines
from qualog_cli.shared.results import with_preface
from qualog_cli.shared.tables import table, titled

_LINE_END: Final = "\r\n"


@command("sql")
@click.argument("query", required=False)
@click.option("--schema", is_flag=True, help="Show the tables and views, and what columns mean.")
@click.option("--json", "form", flag_value="json", help="Print a JSON array.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--nl", "form", flag_value="nl", help="Print JSON, an object a line.")
@PROJECT
@AT
@WHERE
def sql_command(
    query: str | None,
    schema: bool,
    form: str | None,
    project: ProjectLocation | None,
    at: str | None,
    where: str | None,
) -> None:
    """Ask the study with SQL, or show its tables.

    QUERY is one query in SQLite's SQL. The study is in the same tables as in the database that
    qualog export sqlite writes. A query reads and changes nothing. With stems('…'), words are
    found in any inflection, in Swedish and English.

    Examples:
        qualog sql --schema
        qualog sql "SELECT code, count(*) FROM passages GROUP BY code"
        qualog sql "SELECT name, codings FROM codebook" --at "2 weeks ago" --csv

    See also: search, matrix, export
    """
    if schema == (query is not None):
        raise BadInput(
            "Write one query, in quotation marks. To see the tables instead: qualog sql --schema"
        )
    if query is None:
        _show_schema(form)
        return
    with opened(project, viewer=named_authors()) as found:
        study = found.at(at, where=where)
        _show(study, ask(study, query), form)


def _show(study: Study, frame: Frame, form: str | None) -> None:
    if form is None:
        print_lines(with_preface(study, _lines(study, frame)))
        return
    for sentence in (*study.hidden, *_in_full(study)):
        warn(sentence)
    match form:
        case "json":
            print_json(frame)
        case "nl":
            for row in frame:
                print_json(row, indent=None)
        case _:
            for cells in (frame.columns, *(row.values() for row in frame)):
                say(_csv(cells))


def _lines(study: Study, frame: Frame) -> Iterator[object]:
    yield from _in_full(study)
    if not frame:
        yield message("Nothing was found.")
        return
    rows = [[NOTHING if cell is None else cell for cell in row.values()] for row in frame]
    yield from table(rows, frame.columns)
    yield plural("One row.", "{n} rows.", len(rows))


def _in_full(study: Study) -> Iterator[Sayable]:
    if study.where:
        yield message(
            "Whatever the condition, the texts of documents and the decisions are in full."
        )


def _csv(cells: Iterable[object]) -> str:
    line = StringIO()
    # Python puts in quotation marks what has a character of the line's end, and nothing else does.
    csv.writer(line, lineterminator=_LINE_END).writerow(cells)
    return line.getvalue().removesuffix(_LINE_END)


def _show_schema(form: str | None) -> None:
    match form:
        case None:
            print_lines(_schema_lines())
        case "json":
            print_json(
                {
                    "tables": [_relation_data(relation) for relation in RELATIONS.values()],
                    "full_text": [
                        {"table": each.table, "words": each.words, "stems": each.stems}
                        for each in SEARCHED
                    ],
                }
            )
        case _:
            raise BadInput("The tables are shown as text, or with --json.")


def _schema_lines() -> Iterator[object]:
    for relation in RELATIONS.values():
        yield Heading(relation.name)
        yield relation.meaning
        yield from titled(map(_column_line, relation.columns), indent="  ")
        yield ""
    yield Heading(message("full text"))
    of_words = [
        (each.words, message("the words of {table}, as they are", table=each.table))
        for each in SEARCHED
    ]
    of_stems = [
        (each.stems, message("their stems: {table} MATCH stems('…')", table=each.stems))
        for each in SEARCHED
    ]
    yield from titled([*of_words, *of_stems], indent="  ")


def _column_line(column: Column) -> tuple[str, Sayable]:
    if column.references is None:
        what = message("{kind}: {meaning}", kind=column.kind, meaning=column.meaning)
    else:
        what = message("id of {table}: {meaning}", table=column.references, meaning=column.meaning)
    return column.name, what


def _relation_data(relation: Relation) -> dict[str, Any]:
    return {
        "name": relation.name,
        "meaning": relation.meaning,
        "columns": [
            {
                "name": column.name,
                "type": column.kind,
                "references": column.references,
                "meaning": column.meaning,
            }
            for column in relation.columns
        ],
    }
