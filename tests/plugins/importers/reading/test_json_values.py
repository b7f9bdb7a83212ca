"""JSON that is not trusted, and values that are asked for by what they should be."""

import json

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.reading.json_values import (
    integer_at,
    list_at,
    name_of,
    parse_json,
    parse_json_unchecked,
    read_json,
    read_lines,
    text_at,
    value_at,
)

VALUE = {"a": {"b": " x ", "n": 3, "yes": True, "list": [1], "float": 1.5}, "null": None}


def test_values_are_found_under_keys_by_what_they_are():
    assert value_at(VALUE, "a", "n") == 3
    assert text_at(VALUE, "a", "b") == "x"
    assert integer_at(VALUE, "a", "n") == 3
    assert list_at(VALUE, "a", "list") == [1]
    assert value_at(VALUE) is VALUE


@pytest.mark.parametrize("keys", [("none",), ("a", "none"), ("a", "b", "c"), ("null",)])
def test_where_nothing_is_there_is_nothing(keys):
    assert value_at(VALUE, *keys) is None
    assert text_at(VALUE, *keys) == ""
    assert integer_at(VALUE, *keys) is None
    assert list_at(VALUE, *keys) == []


def test_what_is_something_else_does_not_count():
    assert text_at(VALUE, "a", "n") == ""
    assert integer_at(VALUE, "a", "yes") is None
    assert integer_at(VALUE, "a", "float") is None
    assert list_at(VALUE, "a", "n") == [3]
    assert value_at([1], "a") is None


@pytest.mark.parametrize(
    ("value", "name"),
    [(" a  b ", "a b"), (12, "label 12"), (True, ""), (1.5, ""), (None, ""), (10**30, None)],
)
def test_a_number_goes_by_what_it_is(value, name):
    found = name_of(value, "label")
    assert found == name if name is not None else len(found) == len("label ") + 20


def test_a_byte_order_mark_is_no_json(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(VALUE).encode())
    assert read_json(path) == VALUE


def test_lines_are_numbered_from_1_and_blank_ones_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n\n  \n[2]\n')
    assert list(read_lines(path)) == [(1, {"a": 1}), (4, [2])]
    path.write_bytes(b"1\n{\n")
    with pytest.raises(BadInput, match=r"a\.jsonl, line 2 is damaged or cut off: it is not JSON"):
        list(read_lines(path))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff", b"[" * 100_000, b'["\\ud83d"]', b'{"a\\u0000": 1}', b'["\\uDC00"]']
)
def test_what_is_not_json_or_not_text_is_refused(data):
    with pytest.raises(BadInput, match=r"^a\.json is damaged or cut off: it is not JSON that can"):
        parse_json(data, "a.json")


def test_pairs_of_halves_are_text():
    assert parse_json(b'["\\ud83d\\ude00"]', "a.json") == ["😀"]


def test_unchecked_json_may_hold_halves_and_may_be_in_utf_16():
    assert parse_json_unchecked(b'["\\ud83d"]', "a.json") == (["\ud83d"], "utf-8-sig")
    assert parse_json_unchecked('["å"]'.encode("utf-16"), "a.json") == (["å"], "utf-16")
    with pytest.raises(BadInput, match="not JSON"):
        parse_json_unchecked(b"[", "a.json")
