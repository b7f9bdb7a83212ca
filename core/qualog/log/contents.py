"""Which long contents an entry names: found in its body, whatever its kind."""

from collections.abc import Iterator

import msgspec

from qualog.decisions.documents import Content


def contents_named(body: bytes) -> Iterator[Content]:
    """Yield the contents that a body names; its kind may be that of a missing plugin."""
    if b'"commitment"' in body:  # few bodies have it, and decoding all of them takes long
        yield from _contents_in(msgspec.json.decode(body))


def _contents_in(value: object) -> Iterator[Content]:
    match value:
        case {"content": str(id_), "length": int(length), "commitment": str(commitment)}:
            yield Content(id_, length, commitment)
        case dict():
            for inner in value.values():
                yield from _contents_in(inner)
        case list():
            for inner in value:
                yield from _contents_in(inner)
