"""What is marked in sources, once it is known how positions were counted."""

import pytest
from attrs import evolve
from tests.plugins.importers.refi.projects import shown

from qualog.decisions.codings import Region
from qualog.material import ImportedCode
from qualog_plugins.importers.refi.codebook import CodeReader
from qualog_plugins.importers.refi.counting import Counting, RefiPassage
from qualog_plugins.importers.refi.marks import MarkReader
from qualog_plugins.importers.refi.places import ProjectContents
from qualog_plugins.importers.refi.sources import (
    RefiCoding,
    RefiSelection,
    RefiSource,
    SyncPoint,
)
from qualog_plugins.importers.transcripts.turns import TurnOptions

TEXT = "🐈 So they trust us.\r\nWhy?\r\n"
TALK = RefiSource("s", "talk", found=TEXT, coder="Ann", dated=7)


def selection(marked, *codings, **more):
    return RefiSelection("m", "", "", marked, codings, (), "Ann", 7, **more)


def coding(code="k", guid="c"):
    return RefiCoding(guid, code, "Bo", 9, ())


@pytest.fixture
def read():
    """Return what is read of a source whose positions are counted in UTF-16."""

    def read(source, **whose):
        contents, codes = ProjectContents(), CodeReader()
        codes.codes["k"] = ImportedCode("trust")
        counting = Counting(utf16=True, crlf_twice=True)
        MarkReader(contents, codes, counting, whose, TurnOptions()).read(source)
        return contents

    return read


def test_a_passage_is_coded_where_it_is_in_the_stored_text(read):
    contents = read(evolve(TALK, selections=(selection(RefiPassage(11, 16), coding()),)))
    [document], [made] = contents.documents, contents.codings
    assert document.text[made.start : made.end] == "trust"
    assert (made.code, made.author, made.dated, made.place) == ("trust", "Bo", 9, "“talk” 11:16")
    assert contents.places["m"].words == "“trust” in “talk”"
    assert contents.places["c"].words == "a coding with “trust” in “talk”"


@pytest.mark.parametrize(
    ("codings", "message"),
    [
        ((), "the selection 8:900 in “talk”: its text has no passage 8:900"),
        ((coding(),), "the selection 8:900 in “talk” (trust): its text has no passage 8:900"),
        ((coding("x"),), "the selection 8:900 in “talk” (?): its text has no passage 8:900"),
    ],
)
def test_a_passage_that_is_not_there_is_left_behind(read, codings, message):
    contents = read(evolve(TALK, selections=(selection(RefiPassage(8, 900), *codings),)))
    assert (contents.codings, shown(contents.dropped)) == ([], [message])


def test_a_coding_without_a_code_is_left_behind(read):
    contents = read(evolve(TALK, selections=(selection(RefiPassage(11, 16), coding("x")),)))
    assert shown(contents.dropped) == ["a coding with no code of the project: “talk” 11:16"]


def test_a_selection_without_a_coding_is_a_memo(read):
    contents = read(evolve(TALK, selections=(selection(RefiPassage(11, 16)),)))
    [memo] = contents.memos
    assert (memo.text, memo.author) == ("marked, without a code", "Ann")


def test_a_selection_that_is_somebodys_words_is_none(read):
    assert read(evolve(TALK, selections=(selection(RefiPassage(11, 16)),)), m="P").memos == []


def test_a_coding_of_a_source_is_of_all_its_words(read):
    contents = read(evolve(TALK, codings=(coding(),)))
    [made] = contents.codings
    assert (made.start, made.end, made.place) == (0, 24, "“talk” all of it")


def test_a_region_is_told_with_its_place(read):
    picture = RefiSource("s", "map", media="image/png", coder="Ann")
    box, stretch = Region(page=2, box=(1, 2.5, 3, 4)), Region(begin=100, end=2500)
    contents = read(
        evolve(
            picture,
            selections=(
                selection(box, coding()),
                evolve(selection(stretch), name="Here", description="look"),
            ),
        )
    )
    [made] = contents.codings
    assert (made.region, made.start, made.end) == (box, 0, 0)
    assert made.place == "“map” page 2, 1, 2.5, 3, 4"
    assert [memo.text for memo in contents.memos] == ["Here: look (0.10–2.50 s)"]


def test_words_that_cannot_be_found_are_where_their_area_is(read):
    box = Region(page=1, box=(1, 2, 3, 4))
    lost = selection(RefiPassage(8, 900), coding(), area=box)
    found = selection(RefiPassage(11, 16), area=box)
    contents = read(evolve(TALK, selections=(lost, found)))
    assert [made.region for made in contents.codings] == [box]
    assert shown(contents.dropped) == ["one box around words that are marked in “talk”"]


def test_a_text_that_is_missing_may_be_in_the_study(read):
    gone = RefiSource("s", "talk", description="d", codings=(coding(),))
    marked = evolve(selection(RefiPassage(3, 8), coding()), name="trust")
    contents = read(evolve(gone, selections=(marked,)))
    assert contents.documents == []
    [made] = contents.codings
    assert (made.start, made.end, made.quote) == (3, 8, "trust")
    assert shown(contents.dropped) == [
        "a memo on “talk”, whose text is not there",
        "a coding of all of “talk”, which is not there",
    ]


def test_turns_have_the_times_that_they_begin_at_or_after(read):
    points = (SyncPoint(0, 100), SyncPoint(22, 2000))
    [document] = read(evolve(TALK, points=points)).documents
    assert [turn.time for turn in document.turns] == [100, 2000]
