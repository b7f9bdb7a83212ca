"""Layers of annotations as codes above the codes in them."""

from qualog.material import ImportedCode
from qualog_plugins.importers.placing.layers import codes_under


def test_a_code_is_under_the_code_of_its_layer():
    codes = list(codes_under({"trust": "Theme", "deed": "Act", "doubt": "Theme"}))
    assert codes == [
        ImportedCode("Theme"),
        ImportedCode("Act"),
        ImportedCode("trust", parent="Theme"),
        ImportedCode("deed", parent="Act"),
        ImportedCode("doubt", parent="Theme"),
    ]


def test_a_code_that_is_called_as_a_layer_is_that_layer():
    assert list(codes_under({"theme": "Theme"})) == [ImportedCode("Theme")]
