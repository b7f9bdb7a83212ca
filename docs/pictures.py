"""The pictures of the first page, drawn from the demo's study: python docs/pictures.py.

The demo is played anew each time that they are drawn, so they show what the program does today:
a transcript with codes in the margin, the lives of codes, and agreement before and after.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from unittest.mock import patch

from qualog.decisions.codes import (
    CodeCreated,
    CodeDefined,
    CodeRenamed,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.decisions.codings import CodingApplied
from qualog.history.narration import Narrated, narrate
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog.reliability.agreement import AgreementReport, Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog.reliability.uncertainty.intervals import IntervalSettings
from qualog.state import Coding
from qualog_cli.shared.margin import MarginLine, margined
from qualog_cli.study.demo.player import play_demo

FOLDER = Path(__file__).resolve().parent / "generated"
BEFORE, AFTER = "after open coding", "before the report"
LETTER, LINE = 7.8, 21  # how wide a letter of the transcript is; how high a line

STYLE = """<style>
svg { --paper: #ffffff; --ink: #1f2933; --faint: #616e7c; --rule: #d5dbe1;
  --first: #0b6e99; --second: #b5462f }
@media (prefers-color-scheme: dark) {
  svg { --paper: #18212b; --ink: #e4e7eb; --faint: #9aa5b1; --rule: #3a4653;
    --first: #7cc0e0; --second: #f0a088 }
}
.paper { fill: var(--paper); stroke: var(--rule) }
text { font: 13px system-ui, sans-serif; fill: var(--ink) }
.head { font-weight: 600 } .faint { fill: var(--faint); font-size: 12px }
.said { font: 13px ui-monospace, Menlo, Consolas, monospace; white-space: pre }
.rule { stroke: var(--rule) } .life { stroke: var(--faint); stroke-width: 2; fill: none }
.first { stroke: var(--first); fill: none } .second { stroke: var(--second); fill: none }
.second { stroke-dasharray: 5 3 } .bar { stroke-width: 3 }
circle.first { fill: var(--first) } circle.second { fill: var(--paper); stroke-dasharray: none }
.mark { fill: var(--ink) } .number { fill: var(--paper); font-size: 11px; font-weight: 600 }
.first.word { stroke: none; fill: var(--first) } .second.word { stroke: none; fill: var(--second) }
</style>"""


def write(folder: Path = FOLDER) -> None:
    """Play the demo and write its pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as name,
        patch.dict(os.environ, QUALOG_CONFIG=name),
        play_demo(Path(name) / "demo.qualog") as project,
    ):
        pictures = {
            "margin": margin(project, "Interview 1", "I can cut the money"),
            "lives": lives(project),
            "agreement": agreement_by_code(project),
        }
    for stem, picture in pictures.items():
        (folder / f"{stem}.svg").write_text(picture, "utf-8")


def margin(project: Project, document: str, quote: str) -> str:
    """Draw a turn as `qualog read` shows it: the words, and beside them who coded them as what."""
    study = project.at(BEFORE)
    state, found = study.state, study.find.document(document)
    who = _classes(project)
    text = state.text(found.id).replace("\n", " ")  # the same places, without the file's line ends
    place = text.index(quote)
    turns = enumerate(found.turns, start=1)
    [(turn, said)] = [(n, turn) for n, turn in turns if turn.start <= place < turn.end]
    codings = [
        coding
        for coding in state.codings_in(found.id)
        if coding.start < said.end and said.start < coding.end
    ]
    lines = list(margined(state, text, said.start, said.end, codings))
    beyond = 24 + LETTER * max(len(line.words) for line in lines) + 16
    shapes = [_text(24, 34, f"{document}, turn {turn}", "head")]
    for row, line in enumerate(lines):
        bottom = 64 + row * LINE
        wide = f'textLength="{len(line.words) * LETTER:.1f}"'
        shapes.append(_text(24, bottom, line.words, "said", wide))
        begins, ends = line.begins, line.begins + len(line.words)
        for lane, coding in enumerate(codings):
            start, end = max(coding.start, begins), min(coding.end, ends)
            if start >= end:
                continue
            [author] = coding.made.authors
            left, under = 24 + (start - begins) * LETTER, bottom + 3 + 2.5 * lane
            right = left + (end - start) * LETTER
            shapes.append(_line(left, under, right, under, who[author]))
            x = beyond + 9 * lane
            shapes.append(_line(x, bottom - 15, x, bottom + LINE - 15, f"bar {who[author]}"))
    below = max(_names(project, codings, lines, beyond + 9 * len(codings), shapes), len(lines))
    title = f"{document} with its codes in the margin, as of {BEFORE}"
    return _svg(title, 860, 64 + below * LINE, shapes)


def _names(
    project: Project,
    codings: Sequence[Coding],
    lines: Sequence[MarginLine],
    left: float,
    shapes: list[str],
) -> int:
    """Add the name of each coding where it begins, each on a line of its own; return the next."""
    state, who, free = project.at(BEFORE).state, _classes(project), 0
    for coding in codings:
        starts = [row for row, line in enumerate(lines) if line.begins <= coding.start]
        row = max(starts[-1] if starts else 0, free)
        [author] = coding.made.authors
        name = f"{state.codebook.name(coding.code)}, {state.author_names([author])}"
        shapes.append(_text(left + 8, 64 + row * LINE, name, f"word {who[author]}"))
        free = row + 1
    return free


def lives(project: Project) -> str:
    """Draw the lives of the codes that were changed: created, used, renamed, merged, split."""
    study = project.at()
    steps = [step for step in narrate(study) if step.decision is not None]
    changes = [step for step in steps if isinstance(step.decision, _CHANGES)]
    names, born = {}, {}
    for step in steps:
        match step.decision:
            case CodeCreated(code=code, name=name):
                names[code], born[code] = name, step.entry.milliseconds
            case CodeRenamed(code=code, name=name):
                names[code] += f" → {name}"
            case CodeSplit(into=into, names=called):
                names |= dict(zip(into, called, strict=True))
                born |= dict.fromkeys(into, step.entry.milliseconds)
    rows = {code: row for row, code in enumerate(_in_families(changes, list(names)))}
    dates = [step.entry.milliseconds for step in steps]
    first, last = min(born[code] for code in rows), max(dates)
    axis = _Days(first, last, left=220, right=836)
    died = _deaths(changes)
    shapes = [_text(24, 34, "The lives of the codes that were changed", "head"), *_legend(project)]
    for code, row in rows.items():
        y = _row(row)
        shapes.append(_text(24, y + 4, names[code]))
        shapes.append(_line(axis.x(born[code]), y, axis.x(died.get(code, last)), y, "life"))
    shapes += _uses(project, steps, rows, axis)
    notes: list[str] = []
    for number, step in enumerate(changes, start=1):
        shapes += _change(step, number, rows, axis)
        reason = f": {step.why}" if step.why else "."
        notes += wrap(f"{number}  {step.authors} {step.sentence}{reason}", 118)
    below = _row(len(rows)) + 30
    shapes += list(axis.shapes(_row(len(rows)) - 6))
    shapes += [_text(24, below + 17 * row, note, "faint") for row, note in enumerate(notes)]
    return _svg(
        "The lives of the codes that were changed", 860, below + 17 * len(notes) + 8, shapes
    )


_CHANGES = (CodeRenamed, CodeDefined, CodesMerged, CodeSplit, CodeRetired)


class _Days:
    """Where a time lies in a picture."""

    def __init__(self, first: int, last: int, *, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right

    def x(self, milliseconds: int) -> float:
        share = (milliseconds - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * share

    def shapes(self, y: float) -> Iterator[str]:
        """Yield the first and the last day, below the picture."""
        for at, anchor in ((self.first, "start"), (self.last, "end")):
            day = datetime.fromtimestamp(at / 1000)
            words = f"{day.day} {day:%B %Y}"
            yield _text(self.x(at), y, words, "faint", f'text-anchor="{anchor}"')


def _row(row: int) -> float:
    return 82 + 30 * row


def _legend(project: Project) -> Iterator[str]:
    x = 420.0
    for author, look in _classes(project).items():
        name = f"coded by {project.state.author_names([author])}"
        yield f'<circle cx="{x}" cy="30" r="4" class="{look}"/>'
        yield _text(x + 10, 34, name, "faint")
        x += 180


def _in_families(changes: Sequence[Narrated], codes: Sequence[str]) -> list[str]:
    """Return the codes that were changed, those that became of each other beside each other."""
    family = {code: {code} for code in codes}
    changed: set[str] = set()
    for step in changes:
        match step.decision:
            case CodesMerged(sources=sources, into=into):
                touched = {*sources, into}
            case CodeSplit(code=code, into=into):
                touched = {code, *into}
            case decision:
                touched = {decision.code}
        changed |= touched
        joined = set().union(*(family[code] for code in touched))
        family |= dict.fromkeys(joined, joined)
    ordered = [member for code in codes for member in codes if member in family[code]]
    return [code for code in dict.fromkeys(ordered) if code in changed]


def _deaths(changes: Sequence[Narrated]) -> dict[str, int]:
    """Return when a code was merged into another, split, or retired."""
    died = {}
    for step in changes:
        match step.decision:
            case CodesMerged(sources=sources):
                died |= dict.fromkeys(sources, step.entry.milliseconds)
            case CodeSplit(code=code) | CodeRetired(code=code):
                died[code] = step.entry.milliseconds
    return died


def _uses(
    project: Project, steps: Sequence[Narrated], rows: dict[str, int], axis: _Days
) -> Iterator[str]:
    who = _classes(project)
    for step in steps:
        if isinstance(step.decision, CodingApplied) and step.decision.code in rows:
            x, y = axis.x(step.entry.milliseconds), _row(rows[step.decision.code])
            look = who[step.entry.authors.split()[0]]
            yield f'<circle cx="{x:.1f}" cy="{y}" r="4" class="{look}"/>'


def _change(step: Narrated, number: int, rows: dict[str, int], axis: _Days) -> Iterator[str]:
    """Yield the ways from code to code, and the number of the change on the code's life."""
    x = axis.x(step.entry.milliseconds)
    match step.decision:
        case CodesMerged(sources=sources, into=into):
            at, ways = into, [(source, into) for source in sources]
        case CodeSplit(code=code, into=into):
            at, ways = code, [(code, part) for part in into]
        case decision:
            at, ways = decision.code, []
    for one, other in ways:
        start, end = _row(rows[one]), _row(rows[other])
        yield f'<path class="life" d="M{x:.1f} {start}V{end}"/>'
    x += 9 * (number % 2)
    yield f'<circle cx="{x:.1f}" cy="{_row(rows[at])}" r="8" class="mark"/>'
    middle = 'text-anchor="middle"'
    yield _text(x, _row(rows[at]) + 4, str(number), "number", middle)


def agreement_by_code(project: Project) -> str:
    """Draw Krippendorff's alpha by turn, overall and for each code, before and after."""
    reports = [_measured(project, moment) for moment in (BEFORE, AFTER)]
    rows = {"": "overall"}
    found: list[dict[str, float | None]] = []
    for report in reports:
        rows |= {group.what: str(group.name) for group in report.groups}
        values = {group.what: group.agreement.value for group in report.groups}
        found.append({"": report.overall.value, **values})
    left, right, looks = 250, 640, ("second", "first")
    shapes = [
        _text(24, 34, "Krippendorff's alpha by turn", "head"),
        *_moments(430),
        *_grid(left, right, _row(len(rows))),
    ]
    overall = reports[1].overall
    if overall.interval:
        ends = [
            left + (right - left) * end for end in (overall.interval.low, overall.interval.high)
        ]
        shapes.append(_line(ends[0], _row(0), ends[1], _row(0), "bar first"))
    for row, (code, name) in enumerate(rows.items()):
        y = _row(row)
        shapes.append(_text(24, y + 4, name, "" if code else "head"))
        for look, values in zip(looks, found, strict=True):
            if (value := values.get(code)) is not None:
                shapes.append(_moment(left + (right - left) * max(value, 0), y, look))
        told = [_value(values, code) for values in found]
        shapes.append(_text(right + 30, y + 4, " → ".join(told), "faint"))
    coders = project.state.author_names([label.id for label in reports[1].coders])
    of = f"{coders}, {len(reports[1].documents)} interviews, {overall.units} turns"
    below = _row(len(rows)) + 34
    interval = f"overall with its 95% interval, {overall.interval}, {AFTER}"
    shapes.append(_text(24, below, f"{of}; {interval}", "faint"))
    return _svg("Agreement for each code, before and after", 860, below + 16, shapes)


def _measured(project: Project, moment: str) -> AgreementReport:
    alpha = installed_plugins().measures().named("alpha").plugin
    comparison = compare(project.at(moment), Selection(unit="turn", by="code"))
    return agreement(comparison, Measurement(alpha, intervals=IntervalSettings()))


def _value(values: dict[str, float | None], code: str) -> str:
    if code not in values:
        return "not in use"
    value = values[code]
    return "undefined" if value is None else f"{value:.3f}"


def _moments(x: float) -> Iterator[str]:
    for look, moment in (("second", BEFORE), ("first", AFTER)):
        yield _moment(x, 30, look)
        yield _text(x + 12, 34, moment, "faint")
        x += 170


def _moment(x: float, y: float, look: str) -> str:
    """Draw a value: before as a ring, after as a smaller dot, so that one shows in the other."""
    size = 6 if look == "second" else 4
    return f'<circle cx="{x:.1f}" cy="{y}" r="{size}" class="{look}"/>'


def _grid(left: float, right: float, bottom: float) -> Iterator[str]:
    for value in (0, 0.2, 0.4, 0.6, 0.8, 1):
        x = left + (right - left) * value
        yield _line(x, 66, x, bottom - 14, "rule")
        yield _text(x, bottom + 4, f"{value:g}", "faint", 'text-anchor="middle"')


def _classes(project: Project) -> dict[str, str]:
    """Return how each of the two coders is drawn: the first solid, the second dashed."""
    return dict(zip(project.state.authors, ("first", "second"), strict=True))


def _text(x: float, y: float, text: str, look: str = "", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{look}" {more}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    places = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {places} class="{look}"/>'


def _svg(title: str, width: float, height: float, shapes: Sequence[str]) -> str:
    """Return the picture on paper of its own, so that it can be read on any page."""
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
    paper = f'<rect class="paper" width="{width:.0f}" height="{height:.0f}" rx="8"/>'
    inside = "\n".join([f"<title>{escape(title)}</title>", STYLE, paper, *shapes])
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{inside}\n</svg>\n'


if __name__ == "__main__":
    write()
