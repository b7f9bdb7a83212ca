"""What of an importer's material is seen: the words that its codings and turns stand on."""


def coded(material):
    """Give the code, the words and the memo of each coding, in the first document."""
    text = material.documents[0].text
    return [(each.code, text[each.start : each.end], each.memo) for each in material.codings]


def turns(material):
    """Give the words of each turn of the first document."""
    document = material.documents[0]
    return [document.text[turn.start : turn.end] for turn in document.turns]
