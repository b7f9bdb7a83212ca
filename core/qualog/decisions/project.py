"""The project itself: that it began, what it is called, what it asks; and its moments."""

from qualog.decisions.base import Decision, decision, words


@decision("project-created")
class ProjectCreated(Decision):
    """The study begins, under a working name."""

    name: str = words()


@decision("project-renamed")
class ProjectRenamed(Decision):
    """The study is called something else from now on."""

    name: str = words()


@decision("project-described")
class ProjectDescribed(Decision):
    """The authors say what the study asks and how it goes about it: its aim and method."""

    aim: str = words()


@decision("moment-named")
class MomentNamed(Decision):
    """The authors give this point of the work a name, such as "after open coding".

    `heads` are the last line of each replica at that point, so that the state it stands for
    stays the same for ever, whatever is merged later.
    """

    moment: str
    heads: dict[str, int]
    name: str = words()


@decision("decision-reverted")
class DecisionReverted(Decision):
    """An earlier decision is taken back: a replay leaves it out, and history shows both.

    `target` is the id of the decision's line. A revert can itself be reverted.
    """

    target: str


@decision("replicas-merged")
class ReplicasMerged(Decision):
    """From here on this replica knows what other replicas had decided.

    `heads` are sequence and hash (hexadecimal) of the last line that was taken in from each,
    so each author's log bears witness to the others'.
    """

    heads: dict[str, tuple[int, str]]
