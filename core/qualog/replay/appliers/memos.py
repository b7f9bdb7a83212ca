"""What decisions do to memos."""

from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.replay.appliers.applier import applies, present
from qualog.replay.appliers.registers import write
from qualog.replay.appliers.revisions import placed
from qualog.state.memos import Memo
from qualog.state.provenance import Provenance
from qualog.state.registers import MEMO_TEXT
from qualog.state.state import State


@applies(MemoWritten)
def _memo_written(state: State, decision: MemoWritten, made: Provenance) -> None:
    start, end, origin = decision.start, decision.end, None
    document = state.documents.get(decision.about or "")
    if document is not None and start is not None and end is not None:
        start, end, origin = placed(document, decision.revision, start, end)
    state.memos[decision.memo] = Memo(
        id=decision.memo,
        text=decision.text,
        about=decision.about,
        start=start,
        end=end,
        dated=decision.dated,
        made=made,
        origin=origin,
    )


@applies(MemoRevised)
def _memo_revised(state: State, decision: MemoRevised, made: Provenance) -> None:
    memo = present(state.memos, decision.memo, "memo")
    write(state, made, MEMO_TEXT, memo.id, text=decision.text)


@applies(MemoRemoved)
def _memo_removed(state: State, decision: MemoRemoved, made: Provenance) -> None:
    present(state.memos, decision.memo, "memo")
    del state.memos[decision.memo]
