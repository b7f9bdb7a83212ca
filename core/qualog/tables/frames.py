"""A study as frames: its views, with times as times and attributes as columns, and agreement."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, Protocol, get_args

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import listing
from qualog.plugins.measures import Measures
from qualog.reliability.selection import Selection
from qualog.reliability.uncertainty.intervals import IntervalSettings, Scheme
from qualog.state.attributes import Attribute, Typed
from qualog.tables.agreement import By, agreement_frame
from qualog.tables.asking import ask
from qualog.tables.frame import Frame, distinct
from qualog.tables.schema import RELATIONS
from qualog.text.units import Unit
from qualog.views.as_of import PointInTime
from qualog.views.study import Study

_OF_ATTRIBUTES: Final[Mapping[str, type]] = {
    "integer": int,
    "number": float,
    "yes-no": bool,
    "date": date,
}
"""What the values of an attribute are in a frame, by its type; all others are texts."""


class Readable(Protocol):
    """What frames need of a project: the study at a moment, as it is shown to who looks."""

    def at(self, moment: PointInTime | None = None, *, where: str | None = None) -> Study:
        """Return the study as of a moment; now, if it is None."""


@frozen
class Frames:
    """The study as frames, for pandas, polars and Arrow: `project.frames`.

    Each method takes a moment, as `qualog … --at` does, and a condition on attributes, as
    `--where` does: `project.frames.codings(at="first pass", where="role = manager")`. Times are in
    UTC. What an open blind round hides is in none of them.

    All of them raise:
        NotFound, Ambiguous: no such moment, or it could be several; no such attribute.
        BadInput: the condition cannot be understood.
    """

    project: Readable

    def codings(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the codings with names, in the order of the documents: the view `passages`."""
        return self._view("passages", at, where)

    def codes(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the codes with how often they are used: the view `codebook`."""
        return self._view("codebook", at, where)

    def documents(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the documents without their texts: the view `document_list`.

        Each attribute that a document has is one more column, with values of its type.
        """
        return self._with_attributes("document", "document_list", at, where)

    def turns(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the turns with their words and who speaks: the view `turn_list`."""
        return self._view("turn_list", at, where)

    def participants(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the participants by their pseudonyms: the view `participant_list`.

        Each attribute that a participant has is one more column, with values of its type.
        """
        return self._with_attributes("participant", "participant_list", at, where)

    def memos(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the memos with the names of what they are about: the view `memo_list`."""
        return self._view("memo_list", at, where)

    def decisions(self, at: PointInTime | None = None, where: str | None = None) -> Frame:
        """Return the decisions, a sentence for each: the table `decisions`, always whole."""
        return self._view("decisions", at, where)

    def agreement(
        self,
        *measures: str,
        unit: Unit = "character",
        by: By | None = None,
        at: PointInTime | None = None,
        where: str | None = None,
        coders: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        round: str | None = None,
        discussed: bool = False,
        options: Mapping[str, object] | None = None,
        interval: Scheme | Literal["none"] | None = None,
        resamples: int = 10_000,
        level: float = 0.95,
        seed: int = 1,
    ) -> Frame:
        """Return agreement, measured as `qualog agree` measures it: a row for each figure.

        Args:
            measures: their names, such as "alpha"; without any, those that `qualog agree` takes.
            unit: what coders are compared on.
            by: what agreement is measured for one by one: "code", "theme", "pair" (of coders),
                "document", or "moment", "round" and "week" for what it was then. None for one
                figure of the whole.
            at: as of which moment; now, if it is None.
            where: a condition on attributes, such as "role = manager".
            coders: the names of those to compare, two or more; everybody if None.
            documents: the names of the documents to compare; all if None.
            codes: the names of the codes to compare; all if None.
            round: a round, whose coders and documents are compared, as of its close.
            discussed: whether what was settled in discussion stands in the place of each
                coder's codes.
            options: options of the measures by name, such as `{"difference": "jaccard"}`.
            interval: how intervals are found, for each row, too; "none" for none, None for the
                usual, which by code, pair or document is none.
            resamples: how many are drawn for an interval.
            level: the interval's level of confidence.
            seed: of the random numbers.

        Returns:
            A frame with the columns of `AgreementRow`. A coefficient that is undefined is None,
            and the row says why.

        Raises:
            NotFound, Ambiguous: something that is named is not there, or could be several.
            NotAllowed: the round is blind and open.
            BadInput: there is nothing to compare, or no moment yet; the message says why. Or
                `unit`, `by` or `interval` is none of those that there are.
            PluginError: an option that none of the measures has.
        """
        _require_choices(measures, unit=unit, by=by, interval=interval)
        asked_for = Measures(
            names=measures,
            assignments=[f"{name}={value}" for name, value in (options or {}).items()],
            scheme=interval,
            intervals=IntervalSettings(
                scheme=interval if interval != "none" else None,
                resamples=resamples,
                level=level,
                seed=seed,
            ),
        )
        selection = Selection(
            coders=coders,
            documents=documents,
            codes=codes,
            round=round,
            where=where,
            unit=unit,
            discussed=discussed,
        )
        return agreement_frame(self.project.at(at), selection, asked_for, by)

    def _view(self, name: str, at: PointInTime | None, where: str | None) -> Frame:
        return _frame(self.project.at(at, where=where), name)

    def _with_attributes(
        self, kind: str, name: str, at: PointInTime | None, where: str | None
    ) -> Frame:
        frame = self._view(name, at, where)
        # Of the whole study, so that every group has the same columns.
        return Frame(frame, {**frame.types, **_attributes(self.project.at(at), kind, frame)})


def _require_choices(
    measures: Sequence[str], *, unit: Unit, by: By | None, interval: str | None
) -> None:
    if not all(isinstance(name, str) for name in measures):
        raise BadInput("Name each measure as a text of its own: “alpha”, “kappa”.")
    for name, chosen, choices in (
        ("unit", unit, get_args(Unit)),
        ("by", by, (None, *get_args(By))),
        ("interval", interval, (None, "none", *get_args(Scheme))),
    ):
        if chosen not in choices:
            raise BadInput(
                "“{chosen}” is not a choice for {name}. There are {choices}.",
                chosen=chosen,
                name=name,
                choices=listing(choice for choice in choices if choice is not None),
            )


def _attributes(study: Study, kind: str, frame: Frame) -> dict[str, type]:
    """Add to the rows of a frame what they have of attributes; return the columns' types."""
    by_attribute: dict[str, dict[str, str]] = {}
    for found in ask(study, f"SELECT * FROM attribute_values WHERE kind = '{kind}'"):
        by_attribute.setdefault(found["attribute"], {})[found["about"]] = found["value"]
    attributes = [study.state.attributes[id_] for id_ in by_attribute]
    names = distinct([*frame.columns, *(attribute.name for attribute in attributes)])
    types = {}
    for name, attribute in zip(names[len(frame.columns) :], attributes, strict=True):
        types[name] = _OF_ATTRIBUTES.get(attribute.type, str)
        values = by_attribute[attribute.id]
        for row in frame:
            value = values.get(row["id"])
            row[name] = value if value is None or types[name] is str else _read(attribute, value)
    return types


def _read(attribute: Attribute, value: str) -> Typed | None:
    try:
        return attribute.read(value)
    except ValueError:  # it was erased
        return None


def _frame(study: Study, name: str) -> Frame:
    """Return a table or a view as a frame, with times for their texts, and yes or no for 1 or 0."""
    columns = RELATIONS[name].columns
    rows = ask(study, f"SELECT * FROM {name}")
    for column in columns:
        if column.held is not column.stored:
            for row in rows:
                row[column.name] = _held(row[column.name], column.held)
    return Frame(rows, {column.name: column.held for column in columns})


def _held(value: Any, type_: type) -> Any:
    if value is None:
        return None
    return datetime.fromisoformat(value) if type_ is datetime else type_(value)
