"""Codings by document and memos by subject, found in one pass each."""

from qualog.state import Coding, Memo, State


def codings_by_document(state: State) -> dict[str, list[Coding]]:
    """Give the codings of each document (an id), all in the order of the texts."""
    found: dict[str, list[Coding]] = {id_: [] for id_ in state.documents}
    for coding in state.codings.values():
        found[coding.document].append(coding)
    for codings in found.values():
        codings.sort(key=lambda each: (each.start, each.end))
    return found


def memos_by_subject(state: State) -> dict[str, list[str]]:
    """Give the texts of the memos on each thing (an id); those on none under an empty id."""
    return {about: [each.text for each in memos] for about, memos in memos_on(state).items()}


def memos_on(state: State) -> dict[str, list[Memo]]:
    """Give the memos on each thing (an id); those on none under an empty id."""
    found: dict[str, list[Memo]] = {}
    for memo in state.memos.values():
        found.setdefault(memo.about or "", []).append(memo)
    return found
