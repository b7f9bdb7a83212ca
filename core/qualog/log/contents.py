"""Which long contents an entry names: found in its body, whatever its kind."""

from collections.abc import Iterator

from qualog.decisions.documents import Content
from qualog.log.codec import fields_in


def contents_named(body: bytes) -> Iterator[Content]:
    """Yield the contents that a body names, in order; its kind may be that of a missing plugin."""
    if b'"commitment"' not in body:  # few bodies have it, and decoding all of them takes long
        return
    waiting: list[object] = [fields_in(body)]
    while waiting:
        match waiting.pop():
            case {"content": str(id_), "length": int(length), "commitment": str(commitment)}:
                yield Content(id_, length, commitment)
            case dict() as inner:
                waiting += reversed(inner.values())
            case list() as inner:
                waiting += reversed(inner)
