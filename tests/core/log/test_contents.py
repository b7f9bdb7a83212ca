"""Contents are found in a body, however deep, and nothing else is taken for one."""

import msgspec
import pytest

from qualog.decisions.documents import Content
from qualog.log.contents import contents_named

ONE = {"content": "c1", "length": 3, "commitment": "00"}
TWO = {"content": "c2", "length": 0, "commitment": "01"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (ONE, ["c1"]),
        ({"parts": [ONE, TWO], "original": None}, ["c1", "c2"]),
        ({"a": {"b": [[TWO], {"c": ONE}]}}, ["c2", "c1"]),
        ([], []),
        ({"commitment": "00"}, []),
        ({"content": "c1", "length": "3", "commitment": "00"}, []),
        ({"content": 1, "length": 3, "commitment": "00"}, []),
        ({"name": '"commitment"'}, []),
    ],
)
def test_what_a_body_names(body, wanted):
    found = list(contents_named(msgspec.json.encode(body)))
    assert [content.content for content in found] == wanted


def test_a_content_comes_whole():
    assert list(contents_named(msgspec.json.encode(ONE))) == [Content("c1", 3, "00")]


def test_a_body_that_names_none_is_not_even_decoded():
    assert list(contents_named(b"not JSON")) == []
