"""As of when: what a person means by a point in time, and which entries of the log that is."""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final

from attrs import frozen

from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound
from qualog.language import listing, message, paragraph
from qualog.log.log import Log
from qualog.log.store import EVERYTHING, LogRange, Store
from qualog.state.project import Moment
from qualog.state.provenance import Provenance
from qualog.state.state import State
from qualog.views import nouns
from qualog.views.find import find
from qualog.views.masked_store import is_masked

_DECISION = re.compile(r"(?P<replica>[0-9a-f]{1,16})\.(?P<seq>[1-9][0-9]*)")
_AGO = re.compile(r"(?P<count>\d+)\s*(?P<unit>minute|hour|day|week)s?\s+ago", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{8,64}")

_LAST_TICK: Final = 2**63 - 1
"""A log has nothing later: databases take no greater number."""


PointInTime = str | date | datetime | Moment | Provenance
"""What a point in the life of a study is named by: see `find_point`."""


@frozen
class Point:
    """A point in the life of a study, and whether it can change its meaning later.

    A decision or a named point in time is exact: it may be cited. A time is not: a copy that is
    merged later may bring decisions that are older.
    """

    label: str
    span: LogRange
    exact: bool


NOW = Point("now", EVERYTHING, exact=False)


def find_point(wanted: PointInTime, *, log: Log, state: State, now: datetime) -> Point:
    """Return the point that a person means.

    As a text, it may be a decision (`k.41` by a prefix of its replica), a named point in time, the
    first eight or more digits of an entry's hash, a day or time (`2025-03-01`, `2025-03-01 14:00`,
    the whole of a day if it has no time), `yesterday` or `3 days ago`. As a value, it may be a day
    or a time (of this place where it has no time zone), a named point in time, or what says when
    something was made: it is after that decision.

    Raises:
        NotFound: it is none of these.
        Ambiguous: it could be several decisions.
        BadInput: it is a value of another kind.
    """
    match wanted:
        case Moment():
            return Point(wanted.name, LogRange(heads=wanted.heads), exact=True)
        case Provenance():
            return _after_decision(log, wanted.decision)
        case datetime():
            return _at_time(wanted)
        case date():
            return _at_time(datetime.combine(wanted, time.max))
        case str():
            return _written_point(wanted.strip(), log, state, now)
        case _:
            raise BadInput(
                "{value} is not a point in time. Take a text, a date, a datetime, a named point in "
                "time, or what something was made by.",
                value=repr(wanted),
            )


def says_when(text: str) -> bool:
    """Return whether a text says a point in time by itself, so that no other is found by it."""
    is_time = text == "now" or _read_time(text, datetime.max) is not None
    return is_time or _DECISION.fullmatch(text) is not None


def _written_point(wanted: str, log: Log, state: State, now: datetime) -> Point:
    if wanted == "now":
        return NOW
    if decision := _DECISION.fullmatch(wanted):
        return _after_decision(log, f"{decision['replica']}.{decision['seq']}")
    if (time_ := _read_time(wanted, now)) is not None:
        return _at_time(time_)
    if _HASH.fullmatch(wanted) and (entries := log.store.find_hash(wanted)):
        if len(entries) > 1:
            raise Ambiguous(
                "The checksums of several decisions begin with {digits}. Give more of it.",
                digits=wanted,
            )
        return _after_decision(log, entries[0].id)
    try:
        moment = find(
            state.moments.values(), wanted, nouns.NAMED_TIME, name=lambda moment: moment.name
        )
    except NotFound as error:
        forms = message(
            "A point in time is a decision (such as {example}), a named point in time, a day "
            "(2025-03-01), a time (2025-03-01 14:00), or “3 days ago”.",
            example=_example(log.store),
        )
        raise NotFound(paragraph(error.message, forms)) from None
    return Point(moment.name, LogRange(heads=moment.heads), exact=True)


def _at_time(wanted: datetime) -> Point:
    try:
        here = wanted.astimezone()
    except (OverflowError, ValueError):  # the first or the last day that there is
        raise NotFound("No time here is as far away as {time}.", time=wanted) from None
    last_tick = min((int(here.timestamp() * 1000) << 16) | 0xFFFF, _LAST_TICK)
    return Point(f"{here:%Y-%m-%d %H:%M}", LogRange(at=last_tick), exact=False)


def find_decision(store: Store, wanted: str) -> str:
    """Return the whole id of a decision from a prefix of its replica and its number.

    Raises:
        NotFound, Ambiguous: no decision, or several.
        NotAllowed: it is not shown while a blind round is open.
    """
    match = _DECISION.fullmatch(wanted.strip())
    if match is None:
        raise NotFound(
            "“{name}” is not a decision (example: {example}).",
            name=wanted,
            example=_example(store),
        )
    prefix, seq = match["replica"], int(match["seq"])
    heads = store.heads()
    replicas = [replica for replica in heads if replica.startswith(prefix)]
    if len(replicas) > 1:
        raise Ambiguous(
            "The names of several copies begin with “{prefix}”: {copies}. Give more of it.",
            prefix=prefix,
            copies=listing(replicas),
        )
    if not replicas or heads[replicas[0]].seq < seq:
        raise NotFound("There is no decision “{name}”. To see them: qualog log", name=wanted)
    id_ = f"{replicas[0]}.{seq}"
    if is_masked(store, id_):
        raise NotAllowed(
            "The decision {decision} is about another coder's codings, which are hidden while a "
            "blind round is open. To see the rounds: qualog round list",
            decision=wanted,
        )
    return id_


def _after_decision(log: Log, wanted: str) -> Point:
    id_ = find_decision(log.store, wanted)
    return Point(id_, LogRange(heads=log.known_at(id_)), exact=True)


def _read_time(wanted: str, now: datetime) -> datetime | None:
    if wanted.casefold() == "yesterday":
        return datetime.combine(now.date() - timedelta(days=1), time.max)
    if ago := _AGO.fullmatch(wanted):
        with suppress(OverflowError):  # longer ago than there are dates
            return now - timedelta(**{f"{ago['unit'].lower()}s": int(ago["count"])})
    try:
        found = datetime.fromisoformat(wanted)
    except ValueError:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", wanted):
        found = datetime.combine(found.date(), time.max)
    return found


def _example(store: Store) -> str:
    heads = store.heads()
    return next((f"{replica[:4]}.{head.seq}" for replica, head in heads.items()), "k7f2.41")
