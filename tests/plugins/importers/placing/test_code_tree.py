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


def test_many_of_one_name():
    tree = tree_of([FoundCode(key, "a") for key in range(20_000)])
    assert tree.codes[-1].name == "a (20000)"
    names = DocumentNames()
    assert [names.free("a.txt", "x") for _ in range(20_000)][-1] == "a (19999)"
