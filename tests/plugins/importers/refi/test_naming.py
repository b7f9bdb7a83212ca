"""Names that differ."""

from qualog_plugins.importers.refi.naming import UniqueNames


def test_a_name_that_is_taken_is_told_apart_by_what_is_above_it_or_by_a_number():
    names = UniqueNames("code")
    given = [names.unique(name, above=above) for name, above in [("a", ""), ("A", "b"), ("a", "B")]]
    assert given == ["a", "A (b)", "a (3)"]
    assert names.changed == ["A (b)", "a (3)"]


def test_what_has_no_name_is_called_otherwise():
    names = UniqueNames("source")
    assert [names.unique("", "talk.txt"), names.unique(""), names.unique("")] == [
        "talk.txt", "unnamed source", "unnamed source (2)",
    ]  # fmt: skip
