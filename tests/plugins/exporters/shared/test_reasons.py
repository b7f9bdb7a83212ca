"""Reasons, where one was given for several decisions at once."""

from qualog.decisions.codes import CodeDefined
from qualog.history.narration import narrate
from qualog_plugins.exporters.shared.reasons import reasons


def test_a_decision_has_its_own_reason_or_none(project):
    decisions = list(narrate(project.at()))
    given = dict(zip((d.entry.kind for d in decisions), reasons(decisions), strict=True))
    assert given["codes-merged"] == "one & the same"
    assert given["project-created"] == ""


def test_what_was_decided_together_has_the_reason_of_one(project):
    opened = project.discussions.open("talk <1>", turn=2)
    project.discussions.settle(
        opened.id, "changed-definition", why="too wide", codes=["voice"], exclude="whispers"
    )
    decisions = list(narrate(project.at()))
    *_, (redefined, why) = (
        (narrated, reason)
        for narrated, reason in zip(decisions, reasons(decisions), strict=True)
        if isinstance(narrated.decision, CodeDefined)
    )
    assert redefined.why is None
    assert why == "too wide"
