"""Codes that lie in each other: names of their own, and no circle."""

from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.importers.placing.code_tree import FoundCode, tree_of
from qualog_plugins.importers.placing.names import DocumentNames

keys = st.integers(0, 6)
found = st.builds(
    FoundCode,
    key=keys,
    name=st.sampled_from(["a", "A", "b", " a ", "", "a (2)", "b: a", "a (folder)"]),
    above=st.none() | keys,
    folder=st.booleans(),
)


@given(st.lists(found, max_size=8))
def test_every_code_has_a_name_and_a_way_up(codes):
    tree = tree_of(codes)
    names = [each.name.casefold() for each in tree.codes]
    assert (
        len(names) == len(set(names)) == len({each.key for each in codes if each.key in tree.names})
    )
    above = {each.name: each.parent for each in tree.codes}
    for name in above:
        for _ in above:
            name = above[name] if name is not None else None
        assert name is None


def called(*codes):
    """Return what codes are called, and what was said of those that were renamed."""
    tree = tree_of(codes)
    return [code.name for code in tree.codes], list(map(str, tree.dropped))


def test_a_code_whose_name_is_taken_has_that_of_its_parent_before_it():
    names, dropped = called(
        FoundCode(1, "work"), FoundCode(2, "trust"), FoundCode(3, "Trust", above=1)
    )
    assert names == ["work", "trust", "work: Trust"]
    assert dropped == ["the name of another code “Trust”: it is called “work: Trust” here"]


def test_a_code_keeps_its_name_where_a_folder_has_it_too():
    names, _ = called(FoundCode(1, "trust", folder=True), FoundCode(2, "trust", above=1))
    assert names == ["trust (folder)", "trust"]


def test_codes_that_are_under_each_other_are_under_none():
    tree = tree_of(
        [FoundCode(1, "a", above=2), FoundCode(2, "b", above=1), FoundCode(3, "c", above=1)]
    )
    assert {code.name: code.parent for code in tree.codes} == {"a": None, "b": None, "c": "a"}
    assert list(map(str, tree.dropped)) == [
        "the parents of codes that lie under each other in a circle: “a” and “b”"
    ]


def test_a_code_whose_parent_is_not_there_has_none():
    [code] = tree_of([FoundCode(1, "a", " what it means ", above=9)]).codes
    assert (code.parent, code.definition) == (None, "what it means")


def test_many_of_one_name():
    tree = tree_of([FoundCode(key, "a") for key in range(20_000)])
    assert tree.codes[-1].name == "a (20000)"
    names = DocumentNames()
    assert [names.free("a.txt", "x") for _ in range(20_000)][-1] == "a (19999)"
