"""From the state of a study to what coders are compared on: who judged which document, and how."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from qualog.decisions import Turn
from qualog.errors import NotFound
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.state import Coding, Document, State


class Named(NamedTuple):
    """A coder or a code: its id, and its name as a person reads it."""

    id: str
    name: str


@frozen
class CodedStudy:
    """The independent codings of a study, ready to be compared.

    Attributes:
        documents: those that at least two coders judged; units are their turns.
        document_ids: their ids, in the same order.
        document_names: their names, likewise.
        coders: the columns, in the order of the indices in `documents`.
        codes: those that occur among the compared codings, in the order of their indices.
        left_out_together: codings, in the documents that were asked for, which several authors
            made together: nobody's independent judgement.
        left_out_documents: ids of documents that fewer than two of the coders judged, or of
            which nothing is left.
    """

    documents: tuple[CodedDocument, ...]
    document_ids: tuple[str, ...]
    document_names: tuple[str, ...]
    coders: tuple[Named, ...]
    codes: tuple[Named, ...]
    left_out_together: int = 0
    left_out_documents: tuple[str, ...] = ()

    @property
    def continuum(self) -> Continuum:
        """What unitizing measures compare, and units are made of."""
        return Continuum(
            documents=self.documents,
            coders=tuple(each.name for each in self.coders),
            codes=tuple(each.name for each in self.codes),
            clusters=self.document_names,
        )


def coded_documents(
    state: State,
    *,
    documents: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
) -> CodedStudy:
    """Gather the codings that authors made alone, by document and coder.

    An author has judged a document if they coded something in it alone; from then on, where
    they gave no code, they judged that none applies. A reading is no judgement: people read to
    get to know the material before they code it. A code counts as what it was merged into. The
    passages of participants who withdrew are cut out, as if nobody had ever read them.

    Args:
        state: the study at its moment.
        documents: ids of the documents to compare; all if None.
        coders: ids of the authors to compare; all who judged a compared document if None.

    Raises:
        NotFound: no document or author of that id.
    """
    wanted = _present(documents, state.documents, "document")
    alone: dict[str, dict[str, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    together = 0
    judged: dict[str, set[str]] = defaultdict(set)
    for coding in state.every_coding.values():
        if len(coding.made.authors) == 1:
            judged[coding.document].update(coding.made.authors)
    for coding in state.codings.values():
        authors = set(coding.made.authors)
        if len(authors) == 1:
            (author,) = authors
            alone[coding.document][author].append(coding)
        elif coding.document in wanted:
            together += 1

    candidates = _present(coders, state.authors, "author")
    judges = {id_: [author for author in candidates if author in judged[id_]] for id_ in wanted}
    kept = {id_: _Kept(state.documents[id_], state.withdrawn_passages(id_)) for id_ in wanted}
    compared = [id_ for id_ in wanted if len(judges[id_]) >= 2 and kept[id_].length]
    if coders is None:
        candidates = [a for a in candidates if any(a in judges[id_] for id_ in compared)]

    resolve = state.codebook.resolve
    used = {
        resolve(coding.code)
        for id_ in compared
        for author in judges[id_]
        for coding in alone[id_][author]
    }
    codes = [id_ for id_ in state.codebook.codes if id_ in used]
    coder_index = {id_: i for i, id_ in enumerate(candidates)}
    code_index = {id_: i for i, id_ in enumerate(codes)}
    return CodedStudy(
        documents=tuple(
            CodedDocument(
                length=kept[id_].length,
                codings={
                    coder_index[author]: tuple(
                        (*kept[id_].span(coding), code_index[resolve(coding.code)])
                        for coding in alone[id_][author]
                    )
                    for author in judges[id_]
                },
                units=tuple(
                    kept[id_].span(turn)
                    for turn in state.documents[id_].turns
                    if kept[id_].holds(turn)
                ),
            )
            for id_ in compared
        ),
        document_ids=tuple(compared),
        document_names=tuple(state.documents[id_].name for id_ in compared),
        coders=tuple(Named(id_, state.authors[id_].name) for id_ in candidates),
        codes=tuple(Named(id_, state.codebook.codes[id_].name) for id_ in codes),
        left_out_together=together,
        left_out_documents=tuple(id_ for id_ in wanted if id_ not in compared),
    )


@frozen
class _Kept:
    """What is left of a document without some passages, with positions in what is left."""

    document: Document
    gone: list[tuple[int, int]]

    @property
    def length(self) -> int:
        return self._position(self.document.length)

    def span(self, marked: Coding | Turn) -> tuple[int, int]:
        return self._position(marked.start), self._position(marked.end)

    def holds(self, turn: Turn) -> bool:
        return not any(start < turn.end and turn.start < end for start, end in self.gone)

    def _position(self, position: int) -> int:
        before = (min(end, position) - start for start, end in self.gone if start < position)
        return position - sum(before)


def _present(wanted: Sequence[str] | None, there: Mapping[str, object], what: str) -> list[str]:
    if wanted is None:
        return list(there)
    for id_ in wanted:
        if id_ not in there:
            raise NotFound(f"There is no {what} {id_}.")
    return list(dict.fromkeys(wanted))
