"""Leaks: where else in a log somebody's words are repeated, in a memo or a code's name."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from qualog.log.codec import fields_in
from qualog.log.entry import LogEntry
from qualog.log.store import Store
from qualog.state import State

_RUN = 4
"""So many words in a row that nobody else said are taken for a quotation."""


@frozen
class Leak:
    """A decision whose words repeat what was said in a passage, and the words that do."""

    entry: LogEntry
    words: str


def leaks(
    store: Store,
    state: State,
    passages: Mapping[str, Iterable[tuple[int, int]]],
    *,
    leave_out: Mapping[str, Iterable[int]],
) -> Iterator[Leak]:
    """Yield the decisions whose words repeat the words of some passages (by document).

    A run of four words counts, and a shorter text of two or more that is repeated as a whole;
    not if the same words stand elsewhere in the material too.

    Args:
        store: the log.
        state: the study, with the texts.
        passages: spans `[start, end)` in code points, by document.
        leave_out: numbers of entries that need not be looked at, by replica.
    """
    said, others = _runs_of(state, passages)
    for entry in store.entries():
        if not entry.commitment or entry.seq in leave_out.get(entry.replica, ()):
            continue
        sealed = store.sealed(entry.replica, entry.seq)
        for text in _texts(fields_in(sealed.words)) if sealed is not None else ():
            if run := _repeated(_words(text), said, others):
                yield Leak(entry, " ".join(run))
                break


_Runs = set[tuple[str, ...]]


def _runs_of(
    state: State, passages: Mapping[str, Iterable[tuple[int, int]]]
) -> tuple[_Runs, _Runs]:
    said: _Runs = set()
    others: _Runs = set()
    for id_ in state.documents:
        text, position = state.text(id_), 0
        for start, end in sorted(passages.get(id_, ())):
            said.update(_runs(_words(text[start:end])))
            others.update(_runs(_words(text[position:start])))
            position = max(position, end)
        others.update(_runs(_words(text[position:])))
    return said, others


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for length in range(2, _RUN + 1):
        for start in range(len(words) - length + 1):
            yield tuple(words[start : start + length])


def _repeated(words: list[str], said: _Runs, others: _Runs) -> tuple[str, ...]:
    length = min(len(words), _RUN)
    for start in range(len(words) - length + 1):
        run = tuple(words[start : start + length])
        if run in said and run not in others:
            return run
    return ()


def _words(text: str) -> list[str]:
    kept = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return kept.split()


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
