"""History: how the codebook came to be, a step for each decision on it."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from qualog.decisions import Work
from qualog.decisions.codes import CodeCreated
from qualog.history.narration import Narrated
from qualog.language import Message, Sayable, message
from qualog.state.times import utc
from qualog_plugins.exporters.shared.reasons import reasons


@frozen
class Step:
    """A decision on the codebook.

    Attributes:
        decision: its id, as long as people type it.
        day: the day when it was made, in UTC.
        sentence: what was decided, and by whom.
        why: the reason; empty if none was given.
    """

    decision: str
    day: str
    sentence: Sayable
    why: str


def steps(decisions: Sequence[Narrated]) -> Iterator[Step]:
    """Yield the decisions that changed a code, without those that created one."""
    for narrated, why in zip(decisions, reasons(decisions), strict=True):
        entry, decision = narrated.entry, narrated.decision
        if decision and decision.work is Work.CODEBOOK and not isinstance(decision, CodeCreated):
            yield Step(
                decision=f"{entry.replica[:4]}.{entry.seq}",
                day=utc(entry.milliseconds).date().isoformat(),
                sentence=_sentence(narrated),
                why=why,
            )


def _sentence(narrated: Narrated) -> Message:
    values = {"authors": narrated.authors, "decision": narrated.sentence}
    if narrated.put_aside:
        return message("{authors} {decision} (put aside: it does not count).", **values)
    if narrated.reverted:
        return message("{authors} {decision} (taken back later).", **values)
    return message("{authors} {decision}.", **values)
