"""What does not verify, and how it is said."""

from attrs import frozen

from qualog.language import Message, Sayable
from qualog.log.entry import short_id


@frozen
class Fault:
    """Something that does not verify.

    Attributes:
        decision: which decision it is about (an id); or which copy, text or file.
        problem: what is wrong: a clause that names it, to stand in a sentence.
    """

    decision: str
    problem: Sayable


def fault(replica: str, seq: int, problem: Message) -> Fault:
    """Return the fault of a decision, which stands in its message as `{decision}`."""
    values = {"decision": short_id(replica, seq), **problem.values}
    return Fault(f"{replica}.{seq}", problem._replace(values=values))
