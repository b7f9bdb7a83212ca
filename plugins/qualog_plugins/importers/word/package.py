"""A Word or OpenDocument file as the zip of XML parts that it is, opened without trusting it.

Nothing is unpacked to disk, no part may unpack to more than it should, no entity is resolved
and nothing is fetched.
"""

import posixpath
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog_plugins.importers.reading.files import kind_of
from qualog_plugins.importers.reading.xml import read_xml
from qualog_plugins.importers.reading.zipped import Zipped

_MOST = 200 * 1024 * 1024
_MOST_MARKUP = 10_000_000  # tags and attributes: each takes a hundred times its size in memory
_LIMIT = "any transcript holds. Split it, or copy its text into a new document."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"


class Package:
    """The parts of one Word file, found by name without regard to case.

    A file of another program has another `find_main`.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        if not data:
            raise BadInput(f"{path.name} is empty. Check that it was saved or copied whole.")
        if data.startswith(_OLE):
            raise BadInput(_told_of_ole(data, path))
        if not data.startswith(b"PK"):
            kind = kind_of(data[:16])
            raise BadInput(
                f"{path.name} is {kind[0] if kind else 'no Word document (.docx)'}. "
                + (kind[1] if kind else "Open it in Word and save it as .docx.")
            )
        self._zip = Zipped(
            data, path.name, most=_MOST,
            advice="Copy or download it again, or open it in Word and save it anew.", limit=_LIMIT,
        )  # fmt: skip
        self._names = {name.lower().lstrip("/"): name for name in self._zip.names}
        self.main = self.find_main()

    def part(self, name: str) -> Any | None:
        """Give the root element of a part, or None if the file has no such part.

        Raises:
            BadInput: it is damaged, too large, or XML that no Word document holds.
        """
        data = self._bytes(name)
        if data is None:
            return None
        return read_xml(
            data, self._path.name, part=name, advice="Open it in Word and save it anew."
        )

    def beside(self, name: str) -> str:
        """Give the name of a part that lies beside the main one."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def names(self, prefix: str) -> list[str]:
        """Give the parts whose names begin so, beside the main part."""
        wanted = self.beside(prefix).lower()
        return sorted(name for name in self._names if name.startswith(wanted))

    def find_main(self) -> str:
        """Find the main part: its usual name, or what the file itself says.

        Raises:
            BadInput: it has none.
        """
        if _MAIN in self._names:
            return _MAIN
        relations = self.part(_RELATIONS)
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
                if name.lower() in self._names and name.lower().startswith("word/"):
                    return name
        raise BadInput(
            f"{self._path.name} is a zip archive but no Word document: it has no {_MAIN}. "
            "Unpack an archive and import its files; save other office files as .docx."
        )

    def _bytes(self, name: str) -> bytes | None:
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        data = self._zip.read(stored)
        if data.count(b"<") + data.count(b"=") > _MOST_MARKUP:
            raise BadInput(f"{self._path.name} unpacks to far more than {_LIMIT}")
        return data


def _told_of_ole(data: bytes, path: Path) -> str:
    if _ENCRYPTED in data:
        return f"{path.name} is locked with a password. Save it in Word without one."
    return f"{path.name} is an old Word document (.doc). Open it in Word and save it as .docx."
