"""Notes and links: on what they become memos, and what of them is left behind."""

import pytest
from tests.plugins.importers.refi.projects import element, shown
from tests.plugins.refi import qdpx

from qualog.material import ImportedMemoOn
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.notes import NoteReader
from qualog_plugins.importers.refi.places import ProjectContents, RefiPlace
from qualog_plugins.importers.refi.source_reader import SourceReader

NOTE = '<Note guid="N" name="Doubt"><PlainTextContent>so</PlainTextContent></Note>'


@pytest.fixture
def read(tmp_path):
    """Return what is read of notes and links, in a project with the codes “a” and “b”."""

    def read(notes, links="", references=(), used=frozenset()):
        contents = ProjectContents()
        for guid in "ab":
            contents.add_place(guid, RefiPlace("code", guid, f"the code “{guid}”"))
        sources = SourceReader(Archive(qdpx(tmp_path / "x.qdpx", "")), {}, None, 1)
        root = element(f"<Project><Notes>{notes}</Notes><Links>{links}</Links></Project>")
        NoteReader(contents, sources).read(root, references, set(used))
        return contents

    return read


def memos(contents):
    return [(memo.on, memo.about, memo.text) for memo in contents.memos_on]


def link(origin, end, **more):
    attributes = " ".join(f'{name}="{value}"' for name, value in more.items())
    return f'<Link guid="L" originGUID="{origin}" targetGUID="{end}" {attributes}/>'


def test_a_note_is_on_what_refers_to_it_else_on_the_study(read):
    assert memos(read(NOTE)) == [("study", "", "Doubt\n\nso")]
    assert read(NOTE, references=[("a", ("n",)), ("b", ("n",))]).memos_on == [
        ImportedMemoOn("code", "a", "Doubt\n\nso", None, None),
        ImportedMemoOn("code", "b", "Doubt\n\nso", None, None),
    ]


@pytest.mark.parametrize("ends", [("N", "A"), ("A", "N")])
def test_a_note_is_on_what_it_is_linked_with(read, ends):
    assert memos(read(NOTE, link(*ends))) == [("code", "a", "Doubt\n\nso")]


@pytest.mark.parametrize(
    ("direction", "arrow"), [("OneWay", "→"), ("Bidirectional", "↔"), ("Associative", "–")]
)
def test_a_link_is_a_memo_in_words(read, direction, arrow):
    contents = read("", link("A", "B", name="causes", direction=direction))
    assert memos(contents) == [("code", "a", f"causes: the code “a” {arrow} the code “b”")]


def test_a_link_that_said_something_else_is_not_told_again(read):
    assert memos(read("", link("A", "B"), used={"l"})) == []


def test_what_leads_nowhere_is_left_behind(read):
    contents = read(
        '<Note guid="E"/><Note guid="N" name="Doubt"><PlainTextContent>so</PlainTextContent>'
        '<PlainTextSelection><Coding guid="C"/></PlainTextSelection></Note>',
        link("A", "X", name="like"),
        [("a", ("gone",)), ("x", ("n",))],
    )
    assert shown(contents.dropped) == [
        "a note that has no text",
        "one coding of the note “Doubt”",
        "a link “like” from or to what is not there",
        "2 references to notes that are not there",
    ]
