"""Parts of a continuum: one code, one document or one pair of coders, as if there were no more."""

from attrs import evolve

from qualog.reliability.continuum import CodedDocument, Continuum


def of_code(continuum: Continuum, code: int) -> Continuum:
    """Return the continuum of one code (an index), as if nobody had given any other."""
    documents = (
        evolve(
            document,
            codings={
                coder: tuple((start, end, 0) for start, end, other in codings if other == code)
                for coder, codings in document.codings.items()
            },
        )
        for document in continuum.documents
    )
    return evolve(continuum, documents=tuple(documents), codes=(continuum.codes[code],))


def of_document(continuum: Continuum, index: int) -> Continuum:
    """Return the continuum of one document (an index), with those who judged it."""
    document = continuum.documents[index]
    alone = evolve(continuum, documents=(document,), clusters=continuum.clusters[index : index + 1])
    return of_coders(alone, *sorted(document.codings))


def of_coders(continuum: Continuum, *coders: int) -> Continuum:
    """Return the continuum of some coders, with the documents that at least two of them judged."""
    column = {coder: index for index, coder in enumerate(coders)}
    shared = [
        index
        for index, document in enumerate(continuum.documents)
        if len(column.keys() & document.codings.keys()) >= 2
    ]
    return evolve(
        continuum,
        documents=tuple(_of_columns(continuum.documents[index], column) for index in shared),
        coders=tuple(continuum.coders[coder] for coder in coders),
        clusters=tuple(continuum.clusters[index] for index in shared),
    )


def _of_columns(document: CodedDocument, column: dict[int, int]) -> CodedDocument:
    codings = {
        column[coder]: codings for coder, codings in document.codings.items() if coder in column
    }
    unjudged = {
        column[coder]: passages for coder, passages in document.unjudged.items() if coder in column
    }
    return evolve(document, codings=codings, unjudged=unjudged)
