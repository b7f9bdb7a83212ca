"""Whole texts, with what a narrowed study leaves aside covered."""

from qualog_plugins.exporters.shared.texts import shown_text


def test_the_words_of_others_are_covered_and_keep_their_length_and_lines(project):
    project.attributes.define("role")
    project.attributes.give("Anna <i>", "role", "client")
    talk = project.find.document("talk <1>").id
    whole = project.state.text(talk)
    shown = shown_text(project.at().narrowed("role = client").state, talk)
    assert len(shown) == len(whole)
    assert "I trust them" in shown
    assert "███ ███ ███" in shown
    assert "How was it?" not in shown
    assert [len(line) for line in shown.splitlines()] == [len(line) for line in whole.splitlines()]


def test_a_whole_study_is_shown_as_it_is(project):
    for document in project.state.documents:
        assert shown_text(project.state, document) == project.state.text(document)
