"""Lists of codes in plain text, as QualCoder takes them in."""

import pytest
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog_plugins.importers.tables.code_list import CodeList


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "codes.txt").write_text(text, "utf-8")
        return CodeList().read(tmp_path / "codes.txt", CodeList.options())

    return read


def test_codes_stand_under_what_their_line_names(read):
    codes = read(
        "trust\tthat one relies on\nwork>>staff >>  nights\tafter  ten\nwork\tall of it\n"
    ).codes
    assert {each.name: (each.parent, each.definition) for each in codes} == {
        "trust": (None, "that one relies on"),
        "work": (None, "all of it"),
        "staff": ("work", ""),
        "nights": ("staff", "after  ten"),
    }


def test_two_of_one_name_are_told_apart(read):
    material = read("work>>trust\nhome>>trust\n")
    assert [each.name for each in material.codes] == ["work", "trust", "home", "home: trust"]
    assert left_behind(material) == (
        "the name of another code “trust”: it is called “home: trust” here",
    )


@pytest.mark.parametrize("line", ["work>>", ">>trust", "x" * 201, ">>".join("a" * 51)])
def test_a_line_that_is_no_code(read, line):
    with pytest.raises(BadInput, match="line 2 is not a code"):
        read(f"trust\n{line}\n")


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("a\nb>>c\tmemo\n", True),
        ("a\nb\n", False),
        ("a >> b", True),
        ("a\n>> quoted mail\n", False),
    ],
)
def test_how_sure_it_is(tmp_path, text, sure):
    assert (CodeList().sniff(tmp_path / "codes.txt", text.encode()) > 0.8) == sure
