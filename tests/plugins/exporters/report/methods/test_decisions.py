"""Sentences on the log."""

from tests.plugins.exporters.report.methods.conftest import methods


def test_what_was_taken_back_is_counted(project):
    first = project.memos.write("a slip")
    project.undo(first.made.decision)
    count = len(list(project.at().entries()))
    assert f"in a log of {count} decisions" in methods(project)
    assert "2025). One of these was taken back. " in methods(project)
    second = project.memos.write("another")
    project.undo(second.made.decision)
    assert "2025). Of these, 2 were taken back. " in methods(project)


def test_nothing_is_said_of_what_was_not_taken_back(project):
    assert "taken back" not in methods(project)


def test_one_day_is_not_a_span(project):
    study = project.at("2025-03-01")
    from qualog.history.narration import narrate
    from qualog_plugins.exporters.report.methods.paragraph import methods_paragraph

    paragraph = str(methods_paragraph(study, list(narrate(study))))
    assert "decisions (1 March 2025)." in paragraph


def test_named_points_in_time(project):
    project.moments.name("second pass")
    assert methods(project).endswith(
        "These points in time are named: “first pass” and “second pass”."
    )
