"""How things look in a notebook: as small tables of HTML, without scripts or styles."""

import html
from collections.abc import Iterable, Sequence


def html_table(
    headings: Sequence[object], rows: Iterable[Sequence[object]], note: object = ""
) -> str:
    """Return rows as a table, and below it a note, if there is any; None is an empty cell."""
    head = "".join(f"<th>{_cell(heading)}</th>" for heading in headings)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"{table}<p>{_cell(note)}</p>" if note else table


def _cell(value: object) -> str:
    return "" if value is None else html.escape(str(value))
