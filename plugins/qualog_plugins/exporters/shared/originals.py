"""The files that documents were imported from, where they may go out."""

from qualog.log.store import Store
from qualog.state import Document, State


def original_of(state: State, store: Store, document: Document) -> bytes | None:
    """Return the file that a document was imported from; None where it may not go out."""
    # It would hold the words of those who withdrew, which are gone from the text only.
    if document.original is None or state.withdrawn_passages(document.id):
        return None
    stored = store.content([document.original.content])
    found = stored.get(document.original.content)
    return found.bytes if found is not None else None
