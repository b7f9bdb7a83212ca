"""Word documents as python-docx makes them, without what its template says of itself."""

import zipfile
from io import BytesIO
from typing import Any

from qualog.state import State
from qualog.state.times import last_decided
from qualog_plugins.exporters.shared.archive import write_archive
from qualog_plugins.exporters.shared.escaping import REPLACEMENT, as_xml

_LONGEST_TITLE = 255  # characters in a property of python-docx
_PICTURE = "/relationships/metadata/thumbnail"


def as_word(text: str) -> str:
    """Return a text of the same length without the characters that Word does not have."""
    # XML has a carriage return, but Word takes it for the end of a line.
    return as_xml(text).replace("\r", REPLACEMENT)


def not_in_word(text: str) -> int:
    """Return how many characters of a text Word does not have."""
    return sum(before != after for before, after in zip(text, as_word(text), strict=True))


def new_document(state: State, title: str) -> Any:
    """Return an empty document of python-docx with a title, dated as the last decision."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = as_word(title)[:_LONGEST_TITLE], ""
    properties.comments = ""
    properties.created = properties.modified = last_decided(state)
    relations = document.part.package.rels
    for id_ in [id_ for id_, found in relations.items() if found.reltype.endswith(_PICTURE)]:
        del relations[id_]
    return document


def as_bytes(document: Any) -> bytes:
    """Return the file, which is the same whenever it is written."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as package:
        write_archive(again, ((name, package.read(name)) for name in package.namelist()))
    return again.getvalue()
