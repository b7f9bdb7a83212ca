"""What must hold of all material, whatever file it is of; and what outcomes a bad file may have."""


def words_of(material):
    """Give the words that each coding and memo stands on, as far as the file says."""
    texts = {each.name: each.text for each in material.documents}
    return [
        texts[each.document][each.start : each.end] if each.start is not None else each.quote or ""
        for each in (*material.codings, *material.memos)
        if each.start is None or each.document in texts
    ]
