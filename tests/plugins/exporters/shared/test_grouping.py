"""Codings and memos by what they belong to."""

from qualog_plugins.exporters.shared.grouping import (
    codings_by_code,
    codings_by_document,
    memos_by_subject,
)


def test_each_document_has_its_codings_in_the_order_of_the_text(project):
    project.codings.apply("voice", "talk <1>", quote="How was it?")
    found = codings_by_document(project.state)
    assert list(found) == list(project.state.documents)
    places = [(coding.start, coding.end) for coding in found[project.find.document("talk <1>").id]]
    assert places == sorted(places)
    assert len(places) == 5
    assert project.state.text(project.find.document("talk <1>").id)[slice(*places[0])] == (
        "How was it?"
    )


def test_codings_of_a_merged_code_are_those_of_what_it_counts_as(project):
    found = codings_by_code(project.state)
    assert len(found[project.find.code("trust <script>x</script>").id]) == 2
    names = {project.state.codebook.codes[code].name for code in found}
    assert names == {"trust <script>x</script>", "voice", "sums", "Power over"}


def test_memos_are_found_by_what_they_are_about(project):
    project.memos.write("on nothing in particular")
    found = memos_by_subject(project.state)
    assert [memo.text for memo in found[""]] == ["on nothing in particular"]
    letter = project.find.document("letter").id
    assert [memo.text for memo in found[letter]] == ["on the whole letter"]
