"""Codings by document or by code, and memos by what they are about, found in one pass each."""

from qualog.state import Coding, Memo, State


def codings_by_document(state: State) -> dict[str, list[Coding]]:
    """Return the codings of each document (an id), in the order of its text."""
    found: dict[str, list[Coding]] = {id_: [] for id_ in state.documents}
    for coding in state.codings.values():
        found[coding.document].append(coding)
    for codings in found.values():
        codings.sort(key=lambda coding: (coding.start, coding.end))
    return found


def codings_by_code(state: State) -> dict[str, list[Coding]]:
    """Return the codings of each code (an id) that has any, merged codes counted as one."""
    found: dict[str, list[Coding]] = {}
    for coding in state.codings.values():
        found.setdefault(state.codebook.resolve(coding.code), []).append(coding)
    return found


def memos_by_subject(state: State) -> dict[str, list[Memo]]:
    """Return the memos on each thing (an id); those on the study itself under an empty id."""
    found: dict[str, list[Memo]] = {}
    for memo in state.memos.values():
        found.setdefault(memo.about or "", []).append(memo)
    return found
