"""Word documents as python-docx makes them, without what its template says of itself."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from qualog.state import State
from qualog_plugins.exporters.common.texts import write_archive
from qualog_plugins.exporters.tables.escaped import as_xml

_PICTURE = "/relationships/metadata/thumbnail"


def new_document(state: State, title: str) -> Any:
    """Begin a document with a title, dated as the last decision that it can tell of."""
    import docx

    document = docx.Document()
    said = document.core_properties
    said.title, said.author, said.comments = as_xml(title)[:255], "", ""
    said.created = said.modified = datetime.fromtimestamp((state.at >> 16) // 1000, UTC)
    relations = document.part.package.rels
    for each in [id_ for id_, found in relations.items() if found.reltype.endswith(_PICTURE)]:
        del relations[each]
    return document


def as_bytes(document: Any) -> bytes:
    """Give the file, which is the same whenever it is written."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as package:
        write_archive(again, ((each, package.read(each)) for each in package.namelist()))
    return again.getvalue()
