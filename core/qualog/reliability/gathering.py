"""From the state of a study to the independent codings in it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from qualog.reliability.coded_study import CodedStudy, Labelled, LeftOut
from qualog.reliability.continuum import CodedDocument
from qualog.reliability.judgements import judges_of, unjudged_passages
from qualog.reliability.remaining_text import RemainingText, units_in
from qualog.state import Coding, State
from qualog.text.units import Span, Unit

Judges = Mapping[str, Sequence[str]]
"""The compared documents (ids), each with the coders (ids of authors) who judged it."""


def coded_study(
    state: State,
    *,
    documents: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    unit: Unit = "character",
) -> CodedStudy:
    """Return the codings that authors made alone, by document and coder.

    A document is compared if two of the coders judged it (`judgements` says what that is), and
    a code counts as what it was merged into. The passages of participants who withdrew are cut
    out, as if nobody had ever read them.

    Args:
        state: the study at its moment.
        documents: ids of the documents to compare; all if None.
        coders: ids of the authors to compare; all who judged a compared document if None.
        codes: ids of the codes to compare; all if None.
        unit: what the units of the documents are to be.
    """
    wanted = list(state.documents if documents is None else dict.fromkeys(documents))
    candidates = list(state.authors if coders is None else dict.fromkeys(coders))
    remaining = {id_: RemainingText.of(state, id_) for id_ in wanted}
    judges = _judges(state, remaining, candidates)
    codings, together = _codings(state, judges, resolved(state, codes))
    columns = [coder for coder in candidates if any(coder in who for who in judges.values())]
    used = {state.codebook.resolve(coding.code) for found in codings.values() for coding in found}
    rows = [code for code in state.codebook.codes if code in used]

    units = {id_: units_in(state, id_, unit, remaining[id_]) for id_ in judges}
    by_coder = _ByCoder(state, codings, _positions(columns), _positions(rows))
    compared = tuple(
        by_coder.document(id_, who, remaining[id_], units[id_].spans) for id_, who in judges.items()
    )
    return CodedStudy(
        documents=compared,
        document_ids=tuple(judges),
        document_names=tuple(state.documents[id_].name for id_ in judges),
        coders=tuple(Labelled(id_, state.authors[id_].name) for id_ in columns),
        codes=tuple(Labelled(id_, state.codebook.codes[id_].name) for id_ in rows),
        unit=unit,
        left_out=LeftOut(
            together=sum(together[id_] for id_ in wanted),
            documents=tuple(id_ for id_ in wanted if id_ not in judges),
            without_units=tuple(
                (id_, found.missing) for id_, found in units.items() if found.missing is not None
            ),
            coders=tuple(id_ for id_ in coders or () if id_ not in columns),
            in_part=sum(len(document.unjudged) for document in compared),
        ),
    )


def resolved(state: State, codes: Sequence[str] | None) -> set[str]:
    """Return the ids of codes, or of all if None, with what they were merged into instead."""
    return {
        state.codebook.resolve(code) for code in (state.codebook.codes if codes is None else codes)
    }


def _judges(
    state: State, remaining: Mapping[str, RemainingText], candidates: Sequence[str]
) -> Judges:
    """Return the documents that at least two of the candidates judged, each with them."""
    judges = judges_of(state)
    found = {
        id_: [coder for coder in candidates if coder in judges[id_]]
        for id_, text in remaining.items()
        if text.length
    }
    return {id_: coders for id_, coders in found.items() if len(coders) >= 2}


def _codings(
    state: State, judges: Judges, codes: Collection[str]
) -> tuple[dict[tuple[str, str], list[Coding]], Counter[str]]:
    """Return the codings by document and coder, and how many were made jointly by document."""
    alone: dict[tuple[str, str], list[Coding]] = {}
    together: Counter[str] = Counter()
    for coding in state.codings.values():
        authors = coding.made.authors
        if state.codebook.resolve(coding.code) not in codes:
            continue
        if len(authors) > 1:
            together[coding.document] += 1
        elif authors and authors[0] in judges.get(coding.document, ()):
            alone.setdefault((coding.document, authors[0]), []).append(coding)
    return alone, together


def _positions(ids: Sequence[str]) -> dict[str, int]:
    return {id_: index for index, id_ in enumerate(ids)}


@frozen
class _ByCoder:
    """The codings by document and coder, and which indices coders and codes have."""

    state: State
    codings: Mapping[tuple[str, str], Sequence[Coding]]
    coders: Mapping[str, int]
    codes: Mapping[str, int]

    def document(
        self,
        document: str,
        judges: Sequence[str],
        remaining: RemainingText,
        units: Sequence[Span],
    ) -> CodedDocument:
        """Return what is left of a document as its judges coded it."""
        unjudged = {
            self.coders[coder]: unjudged_passages(self.state, document, coder, remaining)
            for coder in judges
        }
        return CodedDocument(
            length=remaining.length,
            codings={
                self.coders[coder]: tuple(
                    (*remaining.span(coding.start, coding.end), self._code(coding))
                    for coding in self.codings.get((document, coder), ())
                )
                for coder in judges
            },
            units=units,
            unjudged={coder: passages for coder, passages in unjudged.items() if passages},
        )

    def _code(self, coding: Coding) -> int:
        return self.codes[self.state.codebook.resolve(coding.code)]
