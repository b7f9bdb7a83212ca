"""What must hold of all material, whatever file it is of; and what outcomes a bad file may have."""

import attrs

from qualog.errors import PluginError, QualogError
from qualog.plugins import read_material
from qualog.testing.samples import check_material
from qualog.verbs.taking_in import Act


def words_of(material):
    """Give the words that each coding and memo stands on, as far as the file says."""
    texts = {each.name: each.text for each in material.documents}
    return [
        texts[each.document][each.start : each.end] if each.start is not None else each.quote or ""
        for each in (*material.codings, *material.memos)
        if each.start is None or each.document in texts
    ]


def is_sound(material):
    """Check that material can be decided, and that all its words can be written."""
    check_material(material)
    for words in strings(material):
        words.encode("utf-8")
    return True


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)
    elif attrs.has(type(value)):
        for each in attrs.fields(type(value)):
            yield from strings(getattr(value, each.name))


def outcome(offer, path, state):
    """Read a file that may be anything, and make all decisions of it without writing them.

    Gives sound material, or the message for people with which it is refused.
    """
    head = path.read_bytes()[:4096]
    assert not head or 0 <= offer.thing.sniff(path, head) <= 1
    try:
        material = read_material(offer, path, offer.thing.options())
    except PluginError:
        raise
    except QualogError as error:
        assert str(error).strip()
        return str(error)
    assert is_sound(material)
    try:
        list(Act(state, offer.name, ("me",), []).drafts(material))
    except QualogError as error:
        assert str(error).strip()
    return material
