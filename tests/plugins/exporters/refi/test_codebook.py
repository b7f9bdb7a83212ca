"""The codebook in REFI-QDA: what of codes has no place in it."""

from qualog_plugins.exporters.refi.codebook import Book


def left_out(project):
    return list(map(str, Book(project.state).left_out()))


def test_a_retired_code_goes_out_while_codings_have_it(project):
    project.codes.retire("voice")
    assert (
        "The code “voice” is out of use, but codings have it: in the file it looks like one in use."
    ) in left_out(project)
    assert "voice" in [code.name for code in Book(project.state).codes]


def test_a_code_above_one_that_goes_out_goes_out_too(project):
    project.codes.add("above")
    project.codes.add("below", parent="above")
    project.codes.retire("above")
    assert {"above", "below"} <= {code.name for code in Book(project.state).codes}


def test_a_definition_that_looks_like_a_label_cannot_be_taken_apart_again(project):
    project.codes.define("voice", definition="is heard\n\nInclude: whispers")
    assert (
        "A code has a single text in REFI-QDA; in that of “voice” it is not seen any more where "
        "the definition ends and when to apply the code begins."
    ) in left_out(project)
    assert sum("single text" in sentence for sentence in left_out(project)) == 1
