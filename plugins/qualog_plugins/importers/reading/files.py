"""The bytes of a file, what its first bytes say it is, and the name of its document."""

from pathlib import Path
from typing import NamedTuple

from qualog.errors import BadInput
from qualog.language import Sayable, message


class FileKind(NamedTuple):
    """What a file is that is not a text.

    Attributes:
        name: what such a file is called, with its article.
        advice: what a person can do with it, as a whole sentence.
    """

    name: Sayable
    advice: Sayable


_PICTURE = FileKind(message("a picture"), message("Import the transcript, not a picture of it."))
_PROGRAM = FileKind(message("a program"), message("Import the transcript itself."))
_RECORDING = FileKind(
    message("a sound recording"), message("Transcribe it first; Qualog reads text.")
)
_BY_FIRST_BYTES = {
    b"%PDF": FileKind(message("a PDF"), message("Import it --with pdf.")),
    b"{\\rtf": FileKind(message("a rich text file (RTF)"), message("Import it --with rtf.")),
    b"PK\x03\x04": FileKind(
        message("a zip archive or an office document"),
        message("If it is a Word document, import it --with word."),
    ),
    b"PK\x05\x06": FileKind(
        message("an empty zip archive"), message("Import the files that were meant to be in it.")
    ),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileKind(
        message("an old Word document (.doc) or a document with a password"),
        message("Open it in Word and save it as .docx, without a password."),
    ),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"MZ\x90": _PROGRAM,
    b"\x7fELF": _PROGRAM,
    b"SQLite format 3\x00": FileKind(
        message("a database"), message("Import the transcript itself.")
    ),
    b"\x1f\x8b\x08": FileKind(
        message("a compressed file"), message("Unpack it and import what it holds.")
    ),
    b"ID3": _RECORDING,
    b"OggS": _RECORDING,
}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        BadInput: it cannot be read; the message says why.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(
            "The file {path} does not exist. Check its name and folder.", path=path
        ) from None
    except IsADirectoryError:
        raise BadInput("{path} is a folder. Name the files in it instead.", path=path) from None
    except OSError as error:
        raise BadInput(
            "{path} cannot be read ({reason}). Check that you have access to it.",
            path=path,
            reason=error.strerror or error,
        ) from None


def kind_of(head: bytes) -> FileKind | None:
    """Return what a file with these first bytes is; None where it may be a text."""
    return next((kind for magic, kind in _BY_FIRST_BYTES.items() if head.startswith(magic)), None)


def document_name(path: Path) -> str:
    """Return a document's name: the file's, or the folder's where a folder is a document.

    INCEpTION exports `annotation/talk.txt/ann.tsv`: a folder for each document, in it a file for
    each annotator.
    """
    folder = path.resolve().parent
    if folder.parent.name in ("annotation", "curation") and folder.suffix:
        return folder.stem
    return path.stem
