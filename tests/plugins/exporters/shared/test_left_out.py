"""What several formats leave out: counted, and not mentioned where there is none."""

from qualog.decisions.codings import Region
from qualog.language import plural
from qualog.material import ImportedCoding, Material
from qualog_plugins.exporters.shared.left_out import (
    codings_without_words,
    memos_on_texts,
    nonzero,
)


def test_what_there_is_none_of_is_not_mentioned():
    kept = nonzero(plural("one", "{n}", 0), plural("one", "{n}", 1), plural("one", "{n}", 2))
    assert list(map(str, kept)) == ["one", "2"]


def test_memos_on_texts_are_those_on_the_given_documents(project):
    project.memos.write("again", about="letter")
    letter, talk = (project.find.document(name).id for name in ("letter", "talk <1>"))
    assert list(map(str, memos_on_texts(project.state, {letter, talk}))) == [
        "The file leaves out 2 memos on texts and passages. To export them: qualog export sqlite"
    ]
    assert memos_on_texts(project.state, {talk}) == []


def test_codings_of_regions_have_no_words(project):
    regions = (Region(page=2), Region(begin=0, end=4))
    codings = tuple(ImportedCoding("letter", 0, 0, "voice", region=region) for region in regions)
    project.imports.import_(Material(codings=codings), importer="test")
    assert list(map(str, codings_without_words(project.state.codings.values()))) == [
        "The file leaves out 2 codings of pictures, pages or recordings. "
        "To export them: qualog export codings-csv"
    ]
