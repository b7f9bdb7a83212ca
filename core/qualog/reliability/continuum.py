"""Texts as their coders coded them, with free boundaries: what unitizing measures compare.

Positions are spans `[start, end)` in code points. Overlapping spans of one coder and one code
are a union; what reaches out of the text is cut off.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@frozen
class CodedDocument:
    """One text as its coders coded it.

    Attributes:
        length: in code points.
        codings: a coder's index to their `(start, end, code index)`; empty for a coder who
            judged the document and applied nothing. A coder without an entry did not judge it.
        units: given units, such as turns, as `(start, end)`, in the order of the text, none
            overlapping the next; empty ones do not count.
        unjudged: a coder's index to the passages `(start, end)` that they did not judge, of
            those who judged only a part.
    """

    length: int
    codings: Mapping[int, Sequence[tuple[int, int, int]]]
    units: Sequence[tuple[int, int]] = ()
    unjudged: Mapping[int, Sequence[tuple[int, int]]] = field(factory=dict)


@frozen(eq=False)
class Continuum:
    """Coded texts, side by side; in a bootstrap, each is a cluster of its own.

    Attributes:
        documents: the texts.
        coders: names, in the order of the indices in `documents`.
        codes: names, in the order of the indices in `documents`.
        clusters: the documents' names.
    """

    documents: tuple[CodedDocument, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    clusters: tuple[str, ...] = ()

    @property
    def weights(self) -> "npt.NDArray[np.int64]":
        """How often each document counts: once. Shape (documents,)."""
        import numpy as np

        return np.ones(len(self.documents), dtype=np.int64)

    def weights_of(self, clusters: "npt.NDArray[np.int64]") -> "npt.NDArray[np.int64]":
        """Return how often each document counts if each were there so often: just that.

        Args:
            clusters: how often each document is there, of shape (…, documents).
        """
        return clusters

    def judged_whole(self) -> "Continuum":
        """Return it without the judgements of those who judged only a part of a document.

        What a segment is, and where the gaps between segments lie, is not known of a part.
        """
        documents = (
            evolve(
                document,
                codings={
                    coder: codings
                    for coder, codings in document.codings.items()
                    if not document.unjudged.get(coder)
                },
                unjudged={},
            )
            if document.unjudged
            else document
            for document in self.documents
        )
        return evolve(self, documents=tuple(documents))
