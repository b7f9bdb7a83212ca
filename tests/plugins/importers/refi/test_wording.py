"""A code's definition as one description, and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.importers.refi.wording import describe, read_description

words = st.text("ab :\n", min_size=1).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    "definition",
    [
        ("what it means", "when", "when not", ("one", "two")),
        ("", "when", "", ()),
        ("a\n\nb", "", "", ("one",)),
        ("", "", "", ()),
    ],
)
def test_a_definition_is_read_as_it_was_written(definition):
    assert read_description(describe(definition)) == definition


@given(words, words, st.lists(words, max_size=3).map(tuple))
def test_any_definition_is_read_as_it_was_written(meaning, exclude, examples):
    definition = (meaning, "", exclude, examples)
    assert read_description(describe(definition)) == definition


def test_another_programs_description_is_the_definition_alone():
    text = "Relies on somebody.\nExample: none"
    assert read_description(text) == (text, "", "", ())
