"""XML that is not trusted."""

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.reading.xml import attribute_of, encoding_of, local_name, read_xml


def read(data, part=None):
    return read_xml(data, "a.xml", part=part, advice="Save it again.")


def test_names_and_attributes_are_found_whatever_their_namespace():
    root = read(b'<x:a xmlns:x="urn:1" x:id="3"><!-- no --><b id="4" other="5"/></x:a>')
    assert local_name(root) == "a"
    assert [local_name(child) for child in root] == ["", "b"]
    assert (attribute_of(root, "id"), attribute_of(root[1], "id")) == ("3", "4")
    assert attribute_of(root, "other") == ""


def test_the_encoding_is_the_one_that_the_file_names():
    named = '<?xml version="1.0" encoding="iso-8859-1"?><a>å</a>'.encode("cp1252")
    assert encoding_of(read(named)) == "iso-8859-1"
    assert encoding_of(read(b"<a/>")) == "UTF-8"


def test_where_it_is_not_well_formed_is_said_by_line_of_the_file_that_it_is():
    with pytest.raises(BadInput, match=r"line 2, column \d+\)") as refusal:
        read(b"<a>\n</b>")
    assert "<string>" not in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"\x00\x01", b"<a>&b;</a>"])
def test_what_is_not_well_formed_is_refused_with_advice(data):
    with pytest.raises(BadInput, match=r"a\.xml is damaged: it is not well-formed XML.*Save it ag"):
        read(data)
    with pytest.raises(BadInput, match=r"a\.xml, part b\.xml is damaged"):
        read(data, part="b.xml")


@pytest.mark.parametrize("entity", ['"ha"', 'SYSTEM "file:///etc/passwd"'])
def test_entities_are_refused(entity):
    data = f"<!DOCTYPE x [<!ENTITY a {entity}>]><x>&a;</x>".encode()
    with pytest.raises(BadInput, match=r"a\.xml, part b declares entities.*do harm"):
        read(data, part="b")
