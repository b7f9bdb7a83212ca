"""The methods paragraph: how the study was made, counted from the log."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from qualog.decisions.codes import (
    CodeCreated,
    CodeDefined,
    CodeRenamed,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.decisions.discussions import Outcome
from qualog.history.narration import Narrated
from qualog.state import State
from qualog.views.study import Study

_REWORKED = {
    CodesMerged: "merge",
    CodeSplit: "split",
    CodeRenamed: "renaming",
    CodeDefined: "redefinition",
    CodeRetired: "retirement",
}


_OUTCOMES: dict[Outcome, str] = {
    "one-side": "with one coder's side",
    "both": "with all sides",
    "new-coding": "with a new coding",
    "changed-definition": "with a code redefined",
}


def methods_sentences(study: Study, told: Sequence[Narrated]) -> Iterator[str]:
    """Give the sentences; what the log does not tell is not said."""
    state = study.state
    standing = [each for each in told if not each.reverted]
    yield from _material(state)
    yield from _origin(state)
    yield from _readings(state)
    yield from _coding(state)
    yield from map(str, study.hidden)
    yield from _discussions(state)
    yield from _codebook(state, standing)
    if formed := sum(not theme.retired for theme in state.themes.values()):
        themes = _counted(formed, "theme or subtheme", "themes and subthemes")
        yield f"The codes were gathered under {themes}."
    if state.theories:
        accepted = sum(link.status == "accepted" for link in state.links.values())
        rejected = sum(link.status == "rejected" for link in state.links.values())
        names = _listed(theory.name for theory in state.theories.values())
        yield (
            f"They were read through {names}: {_counted(accepted, 'link')} to concepts accepted, "
            f"{rejected} rejected."
        )
    if standing:
        first, last = _day(standing[0]), _day(standing[-1])
        yield (
            f"The log holds {_counted(len(told), 'decision')}, from {first} to {last}; "
            f"{len(told) - len(standing)} of them were taken back."
        )
    if state.moments:
        yield f"Named moments: {_listed(each.name for each in state.moments.values())}."


def _material(state: State) -> Iterator[str]:
    characters = sum(each.length for each in state.documents.values())
    withdrawn = [each.withdrawn for each in state.participants.values() if each.withdrawn]
    participants = _counted(len(state.participants) - len(withdrawn), "participant")
    yield (
        f"The material is {_counted(len(state.documents), 'document')} "
        f"({characters:,} characters) with {participants}."
    )
    if withdrawn:
        yield (
            f"{_counted(len(withdrawn), 'participant')} more withdrew; what they said was erased, "
            "and is in no figure here."
        )


def _origin(state: State) -> Iterator[str]:
    held = Counter(state.author_names(each.interviewers) for each in state.documents.values())
    written = Counter(state.author_names(each.transcribers) for each in state.documents.values())
    for counts, what in ((held, "held by"), (written, "transcribed by")):
        told = [f"{count} {what} {who}" for who, count in counts.items() if who]
        if told:
            yield f"Of the interviews, {_listed(told)}."


def _readings(state: State) -> Iterator[str]:
    """Tell who read through what; a coding that was made elsewhere has the date of then."""
    coded: dict[str, int] = {}
    for coding in state.codings.values():
        day = coding.made.milliseconds if coding.dated is None else coding.dated
        coded[coding.document] = min(day, coded.get(coding.document, day))
    read = [each for each in state.documents.values() if each.readings]
    before = [
        each
        for each in read
        if each.id not in coded or min(made.milliseconds for made in each.readings) < coded[each.id]
    ]
    if read:
        documents = _counted(len(read), "document was", "documents were")
        when = "" if len(before) == len(read) else f", {len(before)} of them"
        yield f"{documents} read through{when} before coding."


def _coding(state: State) -> Iterator[str]:
    alone = sum(len(each.made.authors) == 1 for each in state.codings.values())
    together = len(state.codings) - alone
    if state.codings:
        yield (
            f"{_counted(len(state.codings), 'coding stands', 'codings stand')}: "
            f"{alone} made by one coder, {together} by several together."
        )


def _discussions(state: State) -> Iterator[str]:
    outcomes = Counter(each.outcome for each in state.discussions.values() if each.outcome)
    if state.discussions:
        passages = _counted(len(state.discussions), "passage was", "passages were")
        told = [f"{outcomes[each]} {words}" for each, words in _OUTCOMES.items() if outcomes[each]]
        how = f": {_listed(told)}" if told else ""
        yield f"{passages} discussed, and {outcomes.total()} settled{how}."


def _codebook(state: State, standing: Iterable[Narrated]) -> Iterator[str]:
    counts = Counter(type(each.decision) for each in standing)
    created = counts[CodeCreated]
    if created:
        reworked = [_counted(counts[cls], word) for cls, word in _REWORKED.items() if counts[cls]]
        yield (
            f"{_counted(created, 'code was', 'codes were')} created"
            + (f", and reworked by {_listed(reworked)}" if reworked else "")
            + f"; {len(state.codebook.live())} are in use."
        )


def _day(told: Narrated) -> str:
    return f"{datetime.fromtimestamp(told.entry.milliseconds / 1000, UTC):%Y-%m-%d}"


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _listed(told: Iterable[str]) -> str:
    *first, last = list(told)
    return f"{', '.join(first)} and {last}" if first else last
