"""The independent codings of a study, by document and coder, as they are compared."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from attrs import evolve, field, frozen

from qualog.language import Sayable
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.text.units import Unit


class Labelled(NamedTuple):
    """A document, a coder, a code or a theme: its id, and its name as a person reads it."""

    id: str
    name: str


@frozen
class LeftOut:
    """What is not compared, and why not.

    Attributes:
        together: how many codings, in the documents that were asked for, several authors made
            jointly: they are nobody's independent judgement.
        documents: ids of documents that fewer than two of the coders judged, or of which
            nothing is left.
        without_units: ids of documents that have no such unit, each with a sentence that says
            why.
        coders: ids of the authors asked for who judged none of the compared documents.
        in_part: how many judgements are of only a part of a document, which measures of spans
            leave out.
        without_theme: how many compared codings have a code under no theme, where themes are
            compared.
    """

    together: int = 0
    documents: tuple[str, ...] = ()
    without_units: tuple[tuple[str, Sayable], ...] = ()
    coders: tuple[str, ...] = ()
    without_theme: int = 0
    in_part: int = 0


@frozen
class CodedStudy:
    """The independent codings of a study.

    Attributes:
        documents: those that at least two coders judged.
        document_ids: their ids, in the same order.
        document_names: their names, likewise.
        coders: the columns, in the order of the indices in `documents`.
        codes: those that occur among the compared codings, in the order of their indices; where
            themes are compared, those themes.
        unit: what the documents' units are.
        left_out: what is not compared.
        above: for each theme the indices of the themes above it, which it counts as where each
            theme is taken alone; empty for codes.
    """

    documents: tuple[CodedDocument, ...]
    document_ids: tuple[str, ...]
    document_names: tuple[str, ...]
    coders: tuple[Labelled, ...]
    codes: tuple[Labelled, ...]
    unit: Unit = "turn"
    left_out: LeftOut = field(factory=LeftOut)
    above: tuple[tuple[int, ...], ...] = ()

    @property
    def continuum(self) -> Continuum:
        """What measures of spans compare, and units are made of."""
        return Continuum(
            documents=self.documents,
            coders=tuple(coder.name for coder in self.coders),
            codes=_distinct_names(self.codes),
            clusters=self.document_names,
        )

    @property
    def rolled_up(self) -> Continuum:
        """The continuum in which a coding of a subtheme is one of the themes above it, too."""
        if not any(self.above):
            return self.continuum
        with_above = [(index, *above) for index, above in enumerate(self.above)]
        documents = tuple(recoded(document, with_above) for document in self.documents)
        return evolve(self.continuum, documents=documents)


def recoded(document: CodedDocument, into: Sequence[Sequence[int]]) -> CodedDocument:
    """Return a document in which each coding of a code (an index) is one of other codes."""
    codings = {
        coder: tuple((start, end, other) for start, end, code in spans for other in into[code])
        for coder, spans in document.codings.items()
    }
    return evolve(document, codings=codings)


def _distinct_names(codes: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the names; those that several share, with the beginning of their ids."""
    times = Counter(code.name for code in codes)
    return tuple(
        code.name if times[code.name] == 1 else f"{code.name} ({code.id[:8]})" for code in codes
    )
