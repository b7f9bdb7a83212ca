"""UIMA's feature structures, however they are written."""

import json

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.annotators.inception.uima import Structure, is_json, structures

XMI = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:c="http:///c.ecore"><!-- nobody --><c:Theme xmi:id="2" sofa="1" begin="3"/></xmi:XMI>'
)
THEME = Structure("Theme", "2", {"sofa": "1", "begin": "3"})


def test_structures_in_xml_have_short_types_and_what_is_not_in_a_namespace():
    assert structures(XMI.encode(), "a.xmi") == ([THEME], "UTF-8")


@pytest.mark.parametrize("by_number", [True, False])
def test_structures_in_json_are_the_same(by_number):
    item = {"%TYPE": "x.c.Theme", "@sofa": 1, "begin": 3, "@other": 5, "^kind": "x", "list": []}
    found = {"2": item} if by_number else [{"%ID": 2, **item}, 7]
    data = json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": found}).encode()
    assert is_json(data)
    assert structures(data, "a.json") == ([THEME], "utf-8")


def test_a_structure_says_none_of_a_feature_that_it_has_not():
    assert (THEME.get("begin"), THEME.get("end")) == ("3", None)


@pytest.mark.parametrize("data", [b"<half", b'{"%TYPES": {}, "x": '])
def test_what_is_damaged_is_refused(data):
    with pytest.raises(BadInput, match="is damaged"):
        structures(data, "a.xmi")
