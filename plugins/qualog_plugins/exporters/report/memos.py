"""Memos: those on codes, themes and the study, as texts; those on anything else stay behind."""

from collections.abc import Sequence

from qualog.language import Sayable, plural
from qualog.state import State
from qualog_plugins.exporters.shared.left_out import memos_on_texts, nonzero

MemoTexts = dict[str, tuple[str, ...]]
"""The texts of the memos on each thing (an id); those on the study itself under an empty id."""


def memo_texts(state: State) -> MemoTexts:
    """Return the texts of the memos; one on a merged code is on what that counts as."""
    found: dict[str, list[str]] = {}
    for memo in state.memos.values():
        found.setdefault(state.codebook.resolve(memo.about or ""), []).append(memo.text)
    return {about: tuple(texts) for about, texts in found.items()}


def memos_left_out(state: State) -> Sequence[Sayable]:
    """Return how many memos are on codings, and on texts and passages."""
    on_codings = plural(
        "The report leaves out one memo on a coding. To export it: qualog export codings-csv",
        "The report leaves out {n} memos on codings. To export them: qualog export codings-csv",
        sum(memo.about in state.codings for memo in state.memos.values()),
    )
    return [*nonzero(on_codings), *memos_on_texts(state, state.documents)]
