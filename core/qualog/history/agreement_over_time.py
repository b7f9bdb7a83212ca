"""Agreement over the life of a study: measured at each stop, with what was decided in between.

The log replays to any moment, so agreement at that moment is what it would have been then; the
decisions between two stops that changed what codes mean stand beside the difference.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from attrs import evolve, frozen

from qualog.decisions import known_kinds
from qualog.decisions.codings import CodingApplied
from qualog.errors import BadInput
from qualog.history.narration import Narrated, narrate
from qualog.language import Message, Sayable, message
from qualog.log.replication.trust import standing_in
from qualog.log.store import LogRange
from qualog.reliability.agreement import AgreementReport, Measurement, agreement
from qualog.reliability.selection import Comparison
from qualog.state import Round
from qualog.views.as_of import Point
from qualog.views.study import Study

Stops = Literal["moments", "rounds", "weeks"]


@frozen
class Stage:
    """Agreement at one stop, and what was decided since the stop before.

    Attributes:
        name: what the stop is called.
        point: which moment it is, and whether it is exact.
        report: the agreement then.
        between: the decisions since the stop before that changed what codes mean.
        codings: how many codings were made since the stop before.
    """

    name: Sayable
    point: Point
    report: AgreementReport
    between: tuple[Narrated, ...]
    codings: int


def agreement_over_time(
    comparison: Comparison, measurement: Measurement, along: Stops
) -> tuple[Stage, ...]:
    """Measure agreement at each named moment, each closed round, or the end of each week.

    By rounds, a round's agreement is that of its coders on its documents when it was closed.
    Weeks begin on Monday, in local time, from the first coding to the study's moment; a week
    without a coding or a change of a code has no stop.

    Args:
        comparison: what is compared, as of the last moment to look at.
        measurement: how agreement is measured.
        along: what the stops are.

    Raises:
        BadInput: there is no such stop yet; the message says how to make one.
    """
    study = comparison.study
    stops = list(_STOPS[along](study))
    if not stops:
        raise BadInput(_NONE_YET[along])
    narrated = {decision.entry.id: decision for decision in narrate(study)}
    turning_points = _turning_points()
    stages, before = [], LogRange(heads={})
    for stop in stops:
        decided = _decided(study, before, stop.point.span)
        stages.append(
            Stage(
                name=stop.name,
                point=stop.point,
                report=agreement(comparison.as_of(stop.point, stop.round), measurement),
                between=tuple(narrated[id_] for id_, kind in decided if kind in turning_points),
                codings=sum(kind == CodingApplied.kind for _, kind in decided),
            )
        )
        before = stop.point.span
    return tuple(stages)


@frozen
class _Stop:
    name: Sayable
    point: Point
    round: Round | None = None


def _moments(study: Study) -> Iterator[_Stop]:
    for moment in sorted(study.state.moments.values(), key=lambda moment: moment.made):
        point = Point(moment.name, LogRange(heads=moment.heads), exact=True)
        yield _Stop(moment.name, point)


def _rounds(study: Study) -> Iterator[_Stop]:
    closed = [(round_.closed, round_) for round_ in study.state.rounds.values() if round_.closed]
    for close, round_ in sorted(closed, key=lambda pair: pair[0]):
        heads = study.log.known_at(close.decision)
        yield _Stop(round_.name, Point(close.decision, LogRange(heads=heads), exact=True), round_)


def _weeks(study: Study) -> Iterator[_Stop]:
    entries = study.entries({CodingApplied.kind, *_turning_points()})
    counts = study.state.ended.counts
    worked = {_monday(made.milliseconds) for made in entries if counts(made.replica, made.seq)}
    for monday in sorted(worked):
        end = monday + timedelta(days=7)
        last_tick = (int(end.timestamp() * 1000) << 16) - 1
        until = evolve(study.moment.span, at=min(last_tick, study.moment.span.at or last_tick))
        point = Point(f"{end - timedelta(minutes=1):%Y-%m-%d %H:%M}", until, exact=False)
        yield _Stop(message("week of {day}", day=f"{monday:%Y-%m-%d}"), point)


_STOPS: Final[Mapping[Stops, Callable[[Study], Iterator[_Stop]]]] = {
    "moments": _moments,
    "rounds": _rounds,
    "weeks": _weeks,
}
_NONE_YET: Final[Mapping[Stops, Message]] = {
    "moments": message("No point in time has a name yet. To give one: qualog moment NAME"),
    "rounds": message("No round has been closed yet. To see the rounds: qualog round list"),
    "weeks": message("Nothing has been coded yet, so there is no week to measure."),
}


def _monday(milliseconds: int) -> datetime:
    """Return the midnight, local time, with which the week of a time begins."""
    day = datetime.fromtimestamp(milliseconds / 1000).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return (day - timedelta(days=day.weekday())).astimezone()


def _decided(study: Study, before: LogRange, after: LogRange) -> list[tuple[str, str]]:
    """Return id and kind of the entries that the later stop knows and the earlier does not."""
    kinds = (CodingApplied.kind, *_turning_points())
    known = {entry.id for entry in study.log.store.entries(before, kinds)}
    standing = standing_in(study.log.store, after)
    return [
        (entry.id, entry.kind)
        for entry in study.log.store.entries(after, kinds)
        if entry.id not in known and standing.counts(entry.replica, entry.seq)
    ]


def _turning_points() -> frozenset[str]:
    """Return the kinds of decisions after which the same passage may be coded differently."""
    return frozenset(kind for kind, cls in known_kinds().items() if cls.changes_meaning)
