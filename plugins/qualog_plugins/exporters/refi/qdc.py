"""The codebook as a REFI-QDA codebook (.qdc)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.language import Sayable, plural
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.refi.codebook import Book
from qualog_plugins.exporters.refi.elements import CODEBOOK, checked, root
from qualog_plugins.exporters.shared.left_out import nonzero


class Qdc:
    """Codes with their definitions, and themes as sets of codes."""

    name = "qdc"
    summary = "The codebook for NVivo, ATLAS.ti, MAXQDA, QualCoder (REFI-QDA)"
    suffix = ".qdc"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the codebook, if the standard's schema finds it valid; return what is left out.

        Raises:
            BadInput: there are no codes.
        """
        book = Book(study.state)
        if not book.codes:
            raise BadInput(
                "The codebook has no codes yet; there is nothing to export. "
                "To add one: qualog code add"
            )
        element = root(CODEBOOK, "CodeBook")
        book.put_codes(element, {})
        book.put_sets(element, {}, key="guid")
        data = checked(element, "Codebook.xsd")
        with atomic_write(target) as draft:
            draft.write_bytes(data)
        subthemes = sum(book.above(theme) is not None for theme in book.themes)
        return [
            *book.left_out(),
            *nonzero(
                plural(
                    "The file leaves out which theme one subtheme belongs to.",
                    "The file leaves out which themes {n} subthemes belong to.",
                    subthemes,
                )
            ),
        ]


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [Qdc()]
