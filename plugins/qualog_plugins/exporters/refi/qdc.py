"""The codebook as a REFI-QDA codebook (.qdc)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import CODEBOOK, checked, root
from qualog_plugins.exporters.refi.origin import origin


class Qdc:
    """Codes with their definitions, and themes as sets of codes."""

    name = "qdc"
    summary = "The codebook for NVivo, ATLAS.ti, MAXQDA, QualCoder (REFI-QDA)"
    suffix = ".qdc"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the codebook, if the standard's schema finds it valid.

        Raises:
            BadInput: there are no codes.
        """
        book = Book(study.state)
        if not book.codes:
            raise BadInput("The codebook has no codes yet: there is nothing to export.")
        element = root(CODEBOOK, "CodeBook")
        element.set("origin", origin())
        book.put_codes(element, {})
        book.put_sets(element, {}, key="guid")
        data = checked(element, "Codebook.xsd")
        with atomic_write(target) as draft:
            draft.write_bytes(data)
        under = sum(1 for theme in book.themes if book.above(theme))
        return [*book.told(), *([f"which themes are subthemes: {under}"] if under else [])]


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [Qdc()]
