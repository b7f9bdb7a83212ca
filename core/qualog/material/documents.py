"""Texts with their turns."""

from attrs import frozen

from qualog.text.layout import PrintedLine


@frozen
class ImportedTurn:
    """One stretch of a transcript that one speaker says.

    The span holds what was said, without the speaker's label and the time mark.
    `speaker` is the label as found ("Anna", "I", "Researcher 1"), or None for text that
    nobody speaks, such as a heading; `time` and `until` are when it begins and ends in the
    recording, in milliseconds, or None.
    """

    start: int
    end: int
    speaker: str | None = None
    time: int | None = None
    until: int | None = None


@frozen
class ImportedDocument:
    r"""One text: line ends are `\n`, there is no byte order mark, nothing is normalised.

    `original` are the bytes of the file as found, `encoding` is how they were read.
    `turns` do not overlap and are in order. `lines` say where a text stands on paper. `media` is
    the type of what is not text ("image/png", "audio/mpeg"): its `text` may be empty, and its
    codings mark regions.
    """

    name: str
    text: str
    turns: tuple[ImportedTurn, ...] = ()
    original: bytes | None = None
    encoding: str | None = None
    lines: tuple[PrintedLine, ...] = ()
    media: str | None = None
