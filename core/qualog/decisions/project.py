"""The study itself: that it began, its name, its aim; and its named points in time."""

from typing import Final

from qualog.decisions.base import Decision, decision, words
from qualog.decisions.names import Names
from qualog.decisions.values import DecisionId, Hash, Id, Seq
from qualog.language import Message, listing, message

_RESTS_ON_IT: Final = "{decision} cannot be undone: the log itself rests on it."


@decision("project-created")
class ProjectCreated(Decision):
    """The study begins, under a working name."""

    cannot_be_undone = _RESTS_ON_IT

    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("began the study “{name}”", name=self.name)


@decision("project-renamed")
class ProjectRenamed(Decision):
    """The study gets another name."""

    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("renamed {study} to “{name}”", study=names.study(), name=self.name)


@decision("project-described")
class ProjectDescribed(Decision):
    """The authors say what the aim of the study is, and its method."""

    aim: str = words()

    def sentence(self, names: Names) -> Message:
        return message("described {study}: “{aim}”", study=names.study(), aim=self.aim)


@decision("moment-named")
class MomentNamed(Decision):
    """The authors give this point of the work a name, such as "after open coding".

    `heads` are the last entry of each replica at that point, so that the state it stands for
    stays the same for ever, whatever is merged later.
    """

    moment: Id
    heads: dict[Id, Seq]
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("named this point in time “{name}”", name=self.name)


@decision("decision-reverted")
class DecisionReverted(Decision):
    """An earlier decision is taken back: a replay leaves it out, and history shows both.

    `target` is the id of that decision. A revert can itself be reverted.
    """

    reaches_back = True

    target: DecisionId

    def sentence(self, names: Names) -> Message:
        return message("took back {decision}", decision=names.decision(self.target))


@decision("replicas-merged")
class ReplicasMerged(Decision):
    """From here on this replica knows what other replicas had decided.

    `heads` are sequence and hash (hexadecimal) of the last entry that came from each,
    so each author's log bears witness to the others'.
    """

    cannot_be_undone = _RESTS_ON_IT

    heads: dict[Id, tuple[Seq, Hash]]

    def sentence(self, names: Names) -> Message:
        copies = listing(
            message("copy {copy} up to decision {seq}", copy=replica[:4], seq=seq)
            for replica, (seq, _) in self.heads.items()
        )
        return message("brought in what had been decided elsewhere ({copies})", copies=copies)
