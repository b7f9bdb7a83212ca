"""The table: one row for each piece of work, beside a peer or a limit."""

import os
import platform
import sqlite3
from datetime import date
from typing import Final

from attrs import frozen

HEADING: Final = (
    "| work | Qualog | against | that takes | ratio | target | met |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


@frozen
class Row:
    """What was measured.

    Attributes:
        work: what Qualog did.
        count: how many pieces of work the times are of.
        ours: Qualog's time in seconds; None where it was not measured.
        against: the peer or the limit.
        theirs: its time in seconds; None where it was not measured, and `against` says why.
        target: what is aimed at.
        met: whether it is reached.
        note: what else there is to say of the work.
    """

    work: str
    count: int
    ours: float | None
    against: str
    theirs: float | None
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Qualog's time as a multiple of the other."""
        if self.ours is None or self.theirs is None:
            return None
        return self.ours / self.theirs

    def __str__(self) -> str:
        """Return the row as a line of Markdown."""
        cells = (
            f"{self.work} ({self.note})" if self.note else self.work,
            _time(self.ours, self.count),
            self.against,
            _time(self.theirs, self.count),
            _ratio(self.ratio),
            self.target,
            {True: "yes", False: "no", None: ""}[self.met],
        )
        return f"| {' | '.join(cells)} |"


def not_measured(name: str, reason: str) -> str:
    """Return what a row says of a peer that could not be measured."""
    return f"{name}: not measured ({reason})"


def facts() -> str:
    """Return when and on what a run measures."""
    return (
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def _time(seconds: float | None, count: int) -> str:
    """Return a time, and how many pieces of work it makes in a second."""
    if seconds is None:
        return ""
    if count == 1:
        return f"{seconds * 1000:.3g} ms" if seconds < 0.1 else f"{seconds:.3f} s"
    microseconds = seconds / count * 1e6
    return f"{seconds:.2f} s ({microseconds:.1f} µs each, {count / seconds:,.0f}/s)"


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f}×" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"
