"""Word and OpenDocument files as zips of XML parts."""

import pytest

from qualog.errors import BadInput
from qualog.testing.damage import packed
from qualog_plugins.importers.reading.xml_package import XmlPackage


def opened(parts):
    return XmlPackage(packed(parts), "a.docx", advice="Save it again.")


def test_parts_are_found_without_regard_to_case():
    package = opened({"/Word/Document.xml": "<a/>", "b.xml": "<b/>"})
    assert package.names == ["b.xml", "word/document.xml"]
    assert package.part("word/document.xml").tag == "a"
    assert package.part("none.xml") is None


def test_a_damaged_part_is_named_with_the_advice():
    with pytest.raises(BadInput, match=r"a\.docx, part b\.xml is damaged.*Save it again\."):
        opened({"b.xml": "<a>"}).part("b.xml")


def test_a_part_of_too_many_tags_is_refused():
    with pytest.raises(BadInput, match="unpacks to far more than a file of its kind holds"):
        opened({"b.xml": b"<a>" + b"<b/>" * 10_000_001 + b"</a>"}).part("b.xml")
