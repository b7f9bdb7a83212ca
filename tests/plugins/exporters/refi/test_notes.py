"""Memos as notes: their names, and those that have no place."""

import pytest
from tests.plugins.exporters.refi.standard import find, project_xml

from qualog_plugins.exporters.refi.qdpx import Qdpx


def test_notes_that_begin_alike_have_different_names(project, export):
    for _ in range(3):
        project.memos.write("Where do we go?", about="voice")
    notes = find(project_xml(export(Qdpx())[0]), "Note")
    names = [note.get("name") for note in notes]
    assert {"Where do we go?", "Where do we go? (2)", "Where do we go? (3)"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "The project leaves out that one memo answers another; both are on the same thing."),
        (
            2,
            "The project leaves out that 2 memos answer others; each is on what the first one is "
            "on.",
        ),
    ],
)
def test_memos_on_memos_are_on_what_the_first_is_on(project, export, count, sentence):
    first = project.memos.write("Who is heard?", about="voice")
    for number in range(count):
        project.memos.write(f"Answer {number}", about=first.id)
    target, left_out = export(Qdpx())
    assert sentence in left_out
    (voice,) = (code for code in find(project_xml(target), "Code") if code.get("name") == "voice")
    assert len(voice.findall("{*}NoteRef")) == count + 1


def test_a_memo_on_a_link_to_theory_has_no_place(project, export):
    link = next(iter(project.state.links))
    project.memos.write("Is it so?", about=link)
    assert (
        "The project leaves out one memo on a decision, on a link to theory or on something that "
        "is not there any more."
    ) in export(Qdpx())[1]
