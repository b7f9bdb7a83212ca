"""What of a material is seen: the words of its codings and turns, and what was left behind."""


def coded(material):
    """Return the code, the words and the memo of each coding, in the first document."""
    text = material.documents[0].text
    return [(each.code, text[each.start : each.end], each.memo) for each in material.codings]


def turns(material):
    """Return the words of each turn of the first document."""
    document = material.documents[0]
    return [document.text[turn.start : turn.end] for turn in document.turns]


def left_behind(material):
    """Return what was left behind, as a person reads it."""
    return tuple(map(str, material.dropped))
