"""What of a recording is seen: who says what, from when to when, in seconds."""

from qualog.errors import QualogError


def heard(material):
    """Give speaker, words, and times in seconds of each turn of the first document."""
    document = material.documents[0]
    return [
        (turn.speaker, document.text[turn.start : turn.end], _seconds(turn.time, turn.until))
        for turn in document.turns
    ]


def _seconds(*times):
    return tuple(None if time is None else time / 1000 for time in times)


def read_file(importer, path, **options):
    """Read a file with the options of an importer."""
    return importer.read(path, importer.options(**options))


def is_sound(material):
    """Check that all of a material can be decided: positions lie in texts, texts can be written."""
    lengths = {}
    for document in material.documents:
        document.text.encode("utf-8")
        assert "\x00" not in document.text
        lengths[document.name] = len(document.text)
        end = 0
        for turn in document.turns:
            assert end <= turn.start < turn.end <= len(document.text)
            assert turn.time is None or 0 <= turn.time < 2**53
            assert turn.until is None or turn.time <= turn.until < 2**53
            end = turn.end
        for line in document.lines:
            assert 0 <= line.start <= line.end <= len(document.text)
    for each in (*material.codings, *material.memos):
        if each.start is not None:
            assert 0 <= each.start < each.end <= lengths[each.document]
    return True


def holds_up(importer, path, **options):
    """Read a file that may be anything: its material is sound, or the error is one for people."""
    try:
        return is_sound(read_file(importer, path, **options))
    except QualogError as error:
        assert str(error)
        return None
