"""A Word file: what it is if it is not a Word document (.docx), and its parts."""

import posixpath
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.language import message
from qualog_plugins.importers.reading.files import kind_of
from qualog_plugins.importers.reading.xml_package import XmlPackage

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_ADVICE = message("Copy or download it again, or open it in Word and save it again.")


class WordPackage:
    """The parts of one Word file.

    Raises:
        BadInput: it is not a Word document, or a damaged, locked or harmful one.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._file = path.name
        _check_kind(data, path.name)
        self._package = XmlPackage(data, path.name, advice=_ADVICE)
        self.main = self._find_main()

    def part(self, name: str) -> Any | None:
        """Return the root element of a part; None if the file has no such part.

        Raises:
            BadInput: it is damaged, too large, or declares entities.
        """
        return self._package.part(name)

    def beside(self, name: str) -> str:
        """Return the name of a part that lies beside the main one."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def names(self, prefix: str) -> list[str]:
        """Return the names of the parts beside the main one that begin with a prefix."""
        wanted = self.beside(prefix).lower()
        return [name for name in self._package.names if name.startswith(wanted)]

    def _find_main(self) -> str:
        """Return the name of the part with the text: the usual one, or that which the file names.

        Raises:
            BadInput: it has none.
        """
        if _MAIN in self._package.names:
            return _MAIN
        relations = self.part(_RELATIONS)
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
                if name.lower() in self._package.names and name.lower().startswith("word/"):
                    return name
        raise BadInput(
            "{file} is a zip archive but not a Word document: it has no {part}. "
            "Unpack an archive and import its files; save other office files as .docx.",
            file=self._file,
            part=_MAIN,
        )


def _check_kind(data: bytes, file: str) -> None:
    """Raise a BadInput that says what a file is, if it is not a zip archive."""
    if not data:
        raise BadInput("{file} is empty. Check that it was saved or copied in full.", file=file)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise BadInput("{file} is locked with a password. Save it in Word without one.", file=file)
    if data.startswith(_OLE):
        raise BadInput(
            "{file} is an old Word document (.doc). Open it in Word and save it as .docx.",
            file=file,
        )
    if not data.startswith(b"PK"):
        kind = kind_of(data[:16])
        if kind is None:
            raise BadInput(
                "{file} is not a Word document (.docx). Open it in Word and save it as .docx.",
                file=file,
            )
        raise BadInput(
            "{file} is {kind}, not a Word document (.docx). {advice}",
            file=file,
            kind=kind.name,
            advice=kind.advice,
        )
