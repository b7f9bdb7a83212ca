"""Harm to files reaches into archives, and into archives in them."""

import pytest

from qualog.testing.damage import Damage, contents, packed, unpacked

WHOLE = packed({"a.txt": "aaaa", "b.zip": packed({"c.txt": b"cccc"}), "d.txt": "dddd"})


@pytest.mark.parametrize(("inside", "harmed"), [(0.0, "a.txt"), (0.5, "c.txt"), (1.0, "d.txt")])
def test_one_file_of_an_archive_comes_to_harm(inside, harmed):
    before = {each.name: each.data for each in contents(WHOLE)}
    after = {each.name: each.data for each in contents(Damage("cut", 0.5, inside=inside)(WHOLE))}
    assert after == {**before, harmed: before[harmed][:2]}


def test_what_is_no_whole_archive_is_harmed_itself():
    half = Damage("cut", 0.5)(WHOLE)
    assert unpacked(half) == {}
    assert Damage("cut", 0.5, inside=0.7)(half) == half[: len(half) // 2]


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("insert", b"ab1!2cd"),
        ("repeat", b"ab1ab12cd"),
        ("out", b"ab1d"),
        ("swap", b"ab1d2cd"),
        ("digit", b"ab92cd"),
        ("bit", b"ab16cd"),
    ],
)
def test_each_kind_of_harm(kind, after):
    assert Damage(kind, 0.5, odd=b"!", size=2)(b"ab12cd") == after
