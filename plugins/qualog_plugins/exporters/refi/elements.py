"""Making REFI-QDA's XML: elements, GUIDs, dates, and words that XML can hold."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from qualog.errors import PluginError

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_OURS = UUID("8d0ad2c5-5a0e-4f33-9a55-0f2a5e6f1c7b")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN = 60


def guid(kind: str, *ids: str) -> str:
    """Give the GUID of a thing: the same in every export."""
    return str(uuid5(_OURS, f"{kind} {' '.join(ids)}"))


def root(namespace: str, name: str) -> Any:
    """Give the outermost element."""
    from lxml import etree

    return etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})


def put(parent: Any, kind: str, text: str | None = None, /, **attributes: str | None) -> Any:
    """Put an element under another, with its text and those attributes that are not None."""
    from lxml import etree

    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{kind}")
    element.text = None if text is None else allowed(text)
    for key, value in attributes.items():
        if value is not None:
            element.set(key, allowed(value))
    return element


def refer(parent: Any, name: str, target: str) -> None:
    """Put a reference to what has a GUID."""
    put(parent, name, targetGUID=target)


def describe(parent: Any, text: str) -> None:
    """Put a description, where there is one."""
    if text:
        put(parent, "Description", text)


def allowed(text: str) -> str:
    """Give a text in which `�` stands for each character that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def when(milliseconds: int) -> str:
    """Give a time, which is milliseconds of UTC since 1970, as XML has it."""
    told = _EPOCH + timedelta(milliseconds=milliseconds)
    return told.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def beginning(text: str) -> str:
    """Give the first words of a text, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"


def checked(element: Any, schema: str) -> bytes:
    """Give the document as bytes, if the standard's schema finds nothing wrong with it.

    Raises:
        PluginError: it is not valid.
    """
    from pathlib import Path

    from lxml import etree

    rules = etree.XMLSchema(etree.parse(Path(__file__).with_name("schemas") / schema))
    if not rules.validate(element):
        raise PluginError(
            f"The export would not be valid by {schema}: {rules.error_log[0].message}"
        )
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True))
