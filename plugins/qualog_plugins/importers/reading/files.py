"""Reading a file's bytes, and telling by its first bytes what it is when it is no text."""

from pathlib import Path

from qualog.errors import BadInput

# First bytes, what such a file is called, and what a person can do with it.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Import it --with pdf."),
    (b"{\\rtf", "a rich text file (RTF)", "Import it --with rtf."),
    (b"PK\x03\x04", "a zip archive or an office document", "If it is a .docx, say --with word."),
    (b"PK\x05\x06", "an empty zip archive", "Import the files that it should hold."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word document (.doc) or a document with a password",
        "Open it in Word and save it as .docx, without a password.",
    ),
    (b"\x89PNG", "a picture", "Import the transcript, not its picture."),
    (b"\xff\xd8\xff", "a picture", "Import the transcript, not its picture."),
    (b"GIF8", "a picture", "Import the transcript, not its picture."),
    (b"MZ\x90", "a program", "Import the transcript itself."),
    (b"\x7fELF", "a program", "Import the transcript itself."),
    (b"SQLite format 3\x00", "a database", "Import the transcript itself."),
    (b"\x1f\x8b\x08", "a packed file", "Unpack it and import what it holds."),
    (b"ID3", "a sound recording", "Transcribe it first; Qualog reads text."),
    (b"OggS", "a sound recording", "Transcribe it first; Qualog reads text."),
)


def read_bytes(path: Path) -> bytes:
    """Give the bytes of a file.

    Raises:
        BadInput: it cannot be read; the message says why.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist. Check its name and folder.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder. Name the files in it instead.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Say what a file that is no text is, and what to do with it; None where it may be text."""
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            return kind, advice
    return None


def document_name(path: Path) -> str:
    """Give a document's name: the file's, or the folder's where a folder is a document.

    INCEpTION exports `annotation/talk.txt/ann.tsv`: a folder for each document, in it a file for
    each annotator.
    """
    folder = path.resolve().parent
    if folder.parent.name in ("annotation", "curation") and folder.suffix:
        return folder.stem
    return path.stem
