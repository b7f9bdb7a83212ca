"""Memos, as a replay yields them."""

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from qualog.decisions import MemoRemoved, MemoRevised, MemoWritten
from qualog.state.effects import Made, effect_of, present

if TYPE_CHECKING:
    from qualog.state.state import State


@frozen
class Memo:
    """A thought about something (an id; None for the study), or about a passage of a document."""

    id: str
    text: str
    about: str | None
    start: int | None
    end: int | None
    dated: int | None
    made: Made


@effect_of(MemoWritten)
def _memo_written(state: "State", decision: MemoWritten, made: Made) -> None:
    state.memos[decision.memo] = Memo(
        id=decision.memo,
        text=decision.text,
        about=decision.about,
        start=decision.start,
        end=decision.end,
        dated=decision.dated,
        made=made,
    )


@effect_of(MemoRevised)
def _memo_revised(state: "State", decision: MemoRevised, made: Made) -> None:
    memo = present(state.memos, decision.memo, "memo")
    state.memos[memo.id] = evolve(memo, text=decision.text)


@effect_of(MemoRemoved)
def _memo_removed(state: "State", decision: MemoRemoved, made: Made) -> None:
    present(state.memos, decision.memo, "memo")
    del state.memos[decision.memo]
