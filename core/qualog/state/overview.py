"""What a state holds at a glance: in one line, and as a small table for notebooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualog.language import Sayable, listing, message, number, plural
from qualog.notebook import html_table

if TYPE_CHECKING:
    from qualog.state.state import State


def in_a_line(state: "State", *, moment: str) -> str:
    """Return what the study is called, as of when it is, and how much there is of everything."""
    counts = listing(
        message("{amount} {things}", amount=number(amount), things=things)
        for amount, things in _counts(state)
    )
    line = message(
        "“{name}” as of {moment}: {counts}", name=state.name, moment=moment, counts=counts
    )
    return " ".join(str(line).split())


def as_table(state: "State", *, moment: str) -> str:
    """Return the same as HTML, with a row for each kind of thing."""
    rows = ((things, number(amount)) for amount, things in _counts(state))
    return html_table((state.name, message("as of {moment}", moment=moment)), rows)


def _counts(state: "State") -> Iterator[tuple[int, Sayable]]:
    for one, many, amount in (
        ("document", "documents", len(state.documents)),
        ("participant", "participants", len(state.participants)),
        ("author", "authors", len(state.authors)),
        ("code in use", "codes in use", len(state.codebook.live())),
        ("coding", "codings", len(state.codings)),
        ("theme", "themes", sum(not theme.retired for theme in state.themes.values())),
        ("memo", "memos", len(state.memos)),
        ("decision", "decisions", state.decisions),
    ):
        yield amount, plural(one, many, amount)
