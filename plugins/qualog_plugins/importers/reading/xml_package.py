"""A Word or OpenDocument file as the zip of XML parts that it is, opened without trusting it.

Nothing is unpacked to disk, no part may unpack to more than it should, no entity is resolved and
nothing is fetched.
"""

from typing import Any

from qualog.language import Sayable, message
from qualog_plugins.importers.reading.xml import read_xml
from qualog_plugins.importers.reading.zipped import Zipped, too_large_error

_MOST = 200 * 1024 * 1024
_MOST_MARKUP = 10_000_000  # tags and attributes: each takes a hundred times its size in memory
_TOO_LARGE = message("Split it, or copy its text into a new document.")


class XmlPackage:
    """The parts of one file, found by name without regard to case.

    Args:
        data: the file.
        file: its name, for messages.
        advice: what a person can do when it is damaged.

    Raises:
        BadInput: it is damaged, or holds a link.
    """

    def __init__(self, data: bytes, file: str, *, advice: Sayable) -> None:
        self._file = file
        self._advice = advice
        self._zip = Zipped(data, file, most=_MOST, advice=advice, too_large=_TOO_LARGE)
        self._stored_names = {name.lower().lstrip("/"): name for name in self._zip.names}

    @property
    def names(self) -> list[str]:
        """The names of its parts in lower case, sorted."""
        return sorted(self._stored_names)

    def part(self, name: str) -> Any | None:
        """Return the root element of a part; None if the file has no such part.

        Raises:
            BadInput: it is damaged, too large, or declares entities.
        """
        stored = self._stored_names.get(name.lower())
        if stored is None:
            return None
        data = self._zip.read(stored)
        if data.count(b"<") + data.count(b"=") > _MOST_MARKUP:
            raise too_large_error(self._file, _TOO_LARGE)
        return read_xml(data, self._file, part=name, advice=self._advice)
