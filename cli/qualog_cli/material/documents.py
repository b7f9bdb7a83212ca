"""The command that lists the documents."""

from qualog.language import Sayable, listing, message, number
from qualog.state import Document, State
from qualog.views.study import Study
from qualog_cli.material.document_data import document_data, pseudonyms
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import NOTHING, short_id
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table

_HEADINGS = (
    "id",
    "document",
    "characters",
    "turns",
    "codings",
    "read as",
    "participants",
    "transcribed by",
)


@command("documents")
@reading
@narrowing
def documents_command(study: Study, as_json: bool) -> None:
    """List the documents.

    To change one: qualog document

    Examples:
        qualog documents
        qualog documents --where "role = manager"

    See also: read, import, document
    """
    documents = list(study.state.documents.values())
    data = [document_data(study, document) for document in documents]
    rows = [_row(study.state, document) for document in documents]
    none = message("There are no documents. To import one: qualog import FILE")
    show(study, as_json, "documents", data, lambda: table(rows, _HEADINGS) if rows else [none])


def _row(state: State, document: Document) -> tuple[object, ...]:
    participants: Sayable = listing(pseudonyms(state, document))
    return (
        short_id(document.id),
        document.name,
        number(document.length),
        len(document.turns),
        len(state.codings_in(document.id)),
        document.encoding or NOTHING,
        str(participants) or NOTHING,
        state.author_names(document.transcribers) or NOTHING,
    )
