"""What a project leaves out, whatever its documents and codebook are like."""

import pytest

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project
from qualog_plugins.exporters.refi import qdpx


@pytest.mark.parametrize(
    ("text", "start", "lost"),
    [
        ("So we wait.", 0, True),
        ("Eva: So we wait.\nBo: Yes.\nEva: Good.\nBo: Well.", 5, False),
        ("eva_2024 So we wait.", 9, True),  # a label that only who imported it knew to be one
    ],
)
def test_it_is_said_where_no_text_says_who_speaks(tmp_path, text, start, lost):
    turn = ImportedTurn(start, text.index("wait.") + 5, "eva_2024" if lost else "Eva")
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        talk = ImportedDocument("talk", text, (turn,))
        study.imports.import_(Material(documents=(talk,)), importer="test")
        left_out = qdpx.Qdpx().write(study.at(None), tmp_path / "o.qdpx", qdpx.Qdpx.options())
        loss = "The project leaves out who speaks in one document without labels that say it."
        assert (loss in map(str, left_out)) == lost


def test_several_are_counted_in_one_sentence(project, export):
    project.moments.name("second pass")
    for turn in (1, 2):
        project.discussions.open("talk <1>", turn=turn)
    project.rounds.open("pilot", ["letter"], coders=["Samir", "Ingrid <b>Falk</b>"])
    project.documents.held("letter", ["Samir"])
    left_out = export(qdpx.Qdpx())[1]
    assert {
        "The project leaves out 2 named points in time.",
        "The project leaves out 2 discussions, and how they were settled.",
        "The project leaves out one coding round.",
        "The project leaves out who conducted and who transcribed 2 interviews, and when.",
    } <= set(left_out)


def test_what_there_is_none_of_is_not_mentioned(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        left_out = qdpx.Qdpx().write(study.at(None), tmp_path / "o.qdpx", qdpx.Qdpx.options())
    (history,) = map(str, left_out)
    assert history.startswith("The project leaves out the history")
