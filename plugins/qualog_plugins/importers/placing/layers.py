"""What programs for annotating text have in common: layers, and what of them are codings."""

from collections.abc import Iterator, Mapping

from qualog.material import ImportedCode

# What programs keep as annotations to know the text, and nobody coded.
TECHNICAL = {
    "TeiType", "Token", "Sentence", "Lemma", "Stem", "Paragraph", "Div", "Compound",
    "OpenNLPSentence", "DocumentAnnotation", "DocumentMetaData", "TagsetDescription",
}  # fmt: skip


def codes_under(layers: Mapping[str, str]) -> Iterator[ImportedCode]:
    """Give codes, each under the code of its layer; a code that is a layer's is under none.

    Args:
        layers: the name of the layer in which a code was first met, by the code's name.
    """
    above = dict.fromkeys(layers.values())
    named = {each.casefold() for each in above}
    yield from map(ImportedCode, above)
    for code, layer in layers.items():
        if code.casefold() not in named:
            yield ImportedCode(code, parent=layer)
