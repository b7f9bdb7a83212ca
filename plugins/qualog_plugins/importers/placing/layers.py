"""Layers, as programs for annotating text have them, and which of them are codings."""

from collections.abc import Iterator, Mapping

from qualog.material import ImportedCode

# What programs annotate by themselves to know the text, and nobody coded.
TECHNICAL = {
    "TeiType", "Token", "Sentence", "Lemma", "Stem", "Paragraph", "Div", "Compound",
    "OpenNLPSentence", "DocumentAnnotation", "DocumentMetaData", "TagsetDescription",
}  # fmt: skip


def codes_under(layers: Mapping[str, str]) -> Iterator[ImportedCode]:
    """Yield layers as codes, and their codes under them; a code called as a layer is that layer.

    Args:
        layers: the name of the layer in which a code was first met, by the code's name.
    """
    above = dict.fromkeys(layers.values())
    names_of_layers = {layer.casefold() for layer in above}
    yield from map(ImportedCode, above)
    for code, layer in layers.items():
        if code.casefold() not in names_of_layers:
            yield ImportedCode(code, parent=layer)
