"""What of a recording is seen: who says what, from when to when, in seconds."""

from qualog.errors import QualogError
from qualog.testing.samples import check_material


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


def holds_up(importer, path, **options):
    """Read a file that may be anything: its material is sound, or the error is one for people."""
    try:
        check_material(read_file(importer, path, **options))
    except QualogError as error:
        assert str(error)
