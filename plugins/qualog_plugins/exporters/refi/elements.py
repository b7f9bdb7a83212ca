"""Making REFI-QDA's XML: elements, GUIDs, dates, and words that XML can hold."""

from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from qualog.errors import PluginError
from qualog.state.times import utc
from qualog_plugins.exporters.shared.escaping import as_xml
from qualog_plugins.importers.refi.project import OURS

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_NAMESPACE_OF_GUIDS = UUID("8d0ad2c5-5a0e-4f33-9a55-0f2a5e6f1c7b")
_SCHEMAS = Path(__file__).with_name("schemas")
_LONGEST_NAME = 60  # characters of a text that something is named by


def guid(kind: str, *ids: str) -> str:
    """Return the GUID of a thing: the same in every export."""
    return str(uuid5(_NAMESPACE_OF_GUIDS, f"{kind} {' '.join(ids)}"))


def root(namespace: str, name: str) -> Any:
    """Return the outermost element of a document, with which program wrote it."""
    from lxml import etree

    element = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})
    element.set("origin", f"{OURS} {version('qualog')}")
    return element


def put(parent: Any, kind: str, text: str | None = None, /, **attributes: str | None) -> Any:
    """Put an element under another, with its text and those attributes that are not None."""
    from lxml import etree

    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{kind}")
    element.text = None if text is None else as_xml(text)
    for key, value in attributes.items():
        if value is not None:
            element.set(key, as_xml(value))
    return element


def refer(parent: Any, name: str, target: str) -> None:
    """Put a reference to what has a GUID."""
    put(parent, name, targetGUID=target)


def describe(parent: Any, text: str) -> None:
    """Put a description, where there is one."""
    if text:
        put(parent, "Description", text)


def when(milliseconds: int) -> str:
    """Return a time, which is UTC milliseconds since 1970, as XML has it."""
    return utc(milliseconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def beginning(text: str) -> str:
    """Return the first words of a text, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1].rstrip()}…"


def checked(element: Any, schema: str) -> bytes:
    """Return the document as bytes, if the standard's schema finds nothing wrong with it.

    Raises:
        PluginError: it is not valid.
    """
    from lxml import etree

    rules = etree.XMLSchema(etree.parse(_SCHEMAS / schema))
    if not rules.validate(element):
        raise PluginError(
            "The export would not be valid by {schema}: {reason}. Nothing was written.",
            schema=schema,
            reason=rules.error_log[0].message.rstrip("."),
        )
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True))
