"""The decisions of the log, and named points in time."""

from qualog.history.narration import narrate


def test_the_decisions_are_those_of_the_log(ask, project):
    entries = [entry.id for entry in project.at().entries()]
    assert [row[0] for row in ask("SELECT id FROM decisions ORDER BY rowid")] == entries
    assert ask("SELECT authors, why FROM decisions WHERE kind = 'codes-merged'") == [
        ("Ingrid <b>Falk</b> and Samir", "one & the same")
    ]


def test_a_decision_is_put_as_in_the_narration_with_its_time(ask, project):
    assert ask("SELECT at, sentence FROM decisions WHERE kind = 'codes-merged'") == [
        ("2025-03-03T12:00:00+00:00", narrated.sentence)
        for narrated in narrate(project.at())
        if narrated.entry.kind == "codes-merged"
    ]


def test_a_decision_that_was_taken_back_is_marked_so(ask, project):
    written = project.memos.write("a slip")
    project.undo(written.made.decision, why="not so")
    assert ask("SELECT id FROM decisions WHERE reverted") == [(written.made.decision,)]
    assert ask("SELECT * FROM memos WHERE text = 'a slip'") == []


def test_a_named_point_in_time_has_the_decision_that_named_it(ask):
    assert ask(
        "SELECT moments.name, kind FROM moments JOIN decisions ON decisions.id = decision"
    ) == [("first pass", "moment-named")]
