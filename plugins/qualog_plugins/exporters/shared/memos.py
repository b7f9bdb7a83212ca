"""Memos in programs where a memo is on a thing, and answers none."""

from collections.abc import Iterator

from qualog.language import Sayable, plural
from qualog.state import Memo, State
from qualog_plugins.exporters.shared.left_out import nonzero


def first_answered(state: State, memo: Memo) -> Memo:
    """Return the first of the memos that a memo answers; itself where it answers none."""
    seen = {memo.id}
    while memo.about in state.memos and memo.about not in seen:
        memo = state.memos[memo.about]
        seen.add(memo.id)
    return memo


def without_place(homeless: int, replies: int) -> Iterator[Sayable]:
    """Yield what a project leaves out: memos on what it does not have, and which answer others."""
    yield from nonzero(
        plural(
            "The project leaves out one memo on a decision, on a link to theory or on "
            "something that is not there any more.",
            "The project leaves out {n} memos on decisions, on links to theory or on what is "
            "not there any more.",
            homeless,
        ),
        plural(
            "The project leaves out that one memo answers another; both are on the same thing.",
            "The project leaves out that {n} memos answer others; each is on what the first "
            "one is on.",
            replies,
        ),
    )
