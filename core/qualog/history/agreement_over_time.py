"""Agreement over the life of a study: measured anew at each stop, with what lies between.

The log replays to any moment, so agreement at that moment is what it would have been then; the
decisions between two stops that changed what codes mean stand beside the difference.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from attrs import evolve, frozen

from qualog.decisions.codes import CodeDefined, CodeRestored, CodeRetired, CodesMerged, CodeSplit
from qualog.decisions.codings import CodingApplied
from qualog.decisions.discussions import DiscussionSettled
from qualog.errors import BadInput
from qualog.history.narration import Narrated, narrate
from qualog.log.store import LogRange
from qualog.reliability.agreement import AgreementReport, Request, measured
from qualog.replay.fold import replay
from qualog.state import Round, State
from qualog.views.as_of import Point
from qualog.views.study import Study

Stops = Literal["moments", "rounds", "weeks"]

_TURNS = frozenset(
    each.kind
    for each in (
        CodeDefined,
        CodesMerged,
        CodeSplit,
        CodeRetired,
        CodeRestored,
        DiscussionSettled,
    )
)
"""The decisions after which the same passage may be coded otherwise."""


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

    name: str
    point: Point
    report: AgreementReport
    between: tuple[Narrated, ...]
    codings: int


def agreement_over_time(study: Study, request: Request, along: Stops) -> tuple[Stage, ...]:
    """Measure agreement at each named moment, each closed round, or the end of each week.

    By rounds, a round's agreement is that of its coders on its documents when it was closed.
    Weeks begin on Monday, in local time, from the first coding to the study's moment; a week
    without a coding or a change of a code has no stop.

    Raises:
        BadInput: there is no such stop yet; the message says how to make one.
    """
    stops = list(_STOPS[along](study))
    if not stops:
        raise BadInput(_NONE_YET[along])
    told = {each.entry.id: each for each in narrate(study)}
    stages, before = [], LogRange(heads={})
    for stop in stops:
        since = _since(study, before, stop.point.span)
        state = replay(study.log.store, stop.point.span)
        stages.append(
            Stage(
                name=stop.name,
                point=stop.point,
                report=measured(state, _as_of(state, request, stop.of)),
                between=tuple(told[id_] for id_, kind in since if kind in _TURNS),
                codings=sum(kind == CodingApplied.kind for _, kind in since),
            )
        )
        before = stop.point.span
    return tuple(stages)


@frozen
class _Stop:
    name: str
    point: Point
    of: Round | None = None


def _moments(study: Study) -> Iterator[_Stop]:
    moments = sorted(study.state.moments.values(), key=lambda each: each.made)
    for each in moments:
        yield _Stop(each.name, Point(each.name, LogRange(heads=each.heads), exact=True))


def _rounds(study: Study) -> Iterator[_Stop]:
    closed = [(each.closed, each) for each in study.state.rounds.values() if each.closed]
    for made, each in sorted(closed, key=lambda pair: pair[0]):
        heads = study.log.known_at(made.decision)
        yield _Stop(each.name, Point(made.decision, LogRange(heads=heads), exact=True), each)


def _weeks(study: Study) -> Iterator[_Stop]:
    ticks = [entry.at >> 16 for entry in study.entries({CodingApplied.kind, *_TURNS})]
    for monday in sorted({_monday(each) for each in ticks}):
        end = monday + timedelta(days=7)
        last_tick = (int(end.timestamp() * 1000) << 16) - 1
        until = evolve(study.moment.span, at=min(last_tick, study.moment.span.at or last_tick))
        point = Point(f"{end - timedelta(minutes=1):%Y-%m-%d %H:%M}", until, exact=False)
        yield _Stop(f"week of {monday:%Y-%m-%d}", point)


_STOPS = {"moments": _moments, "rounds": _rounds, "weeks": _weeks}
_NONE_YET = {
    "moments": "No moment has a name yet. Give one with 'qualog moment NAME'.",
    "rounds": "No round is closed yet. 'qualog round list' shows the rounds.",
    "weeks": "Nothing was coded yet, so there is no week to measure.",
}


def _monday(milliseconds: int) -> datetime:
    day = datetime.fromtimestamp(milliseconds / 1000).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return (day - timedelta(days=day.weekday())).astimezone()


def _since(study: Study, before: LogRange, after: LogRange) -> list[tuple[str, str]]:
    """Give id and kind of the lines that the later stop knows and the earlier does not."""
    kinds = (CodingApplied.kind, *_TURNS)
    known = {entry.id for entry in study.log.store.entries(before, kinds)}
    lines = study.log.store.entries(after, kinds)
    return [(entry.id, entry.kind) for entry in lines if entry.id not in known]


def _as_of(state: State, request: Request, round_: Round | None) -> Request:
    """Ask for what there was: an earlier moment may lack a document, a coder or a code."""

    def there(ids: Sequence[str] | None, things: object) -> tuple[str, ...] | None:
        return None if ids is None else tuple(id_ for id_ in ids if id_ in things)  # type: ignore[operator]

    documents = request.documents if round_ is None else round_.documents
    coders = request.coders if round_ is None else round_.coders
    return evolve(
        request,
        documents=there(documents, state.documents),
        coders=there(coders, state.authors),
        codes=there(request.codes, state.codebook.codes),
    )
