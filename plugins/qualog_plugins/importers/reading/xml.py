"""Reading XML that is not trusted: no entity is resolved and nothing is fetched."""

from typing import Any

from qualog.errors import BadInput
from qualog.language import Sayable, message


def read_xml(data: bytes, file: str, *, part: str | None = None, advice: Sayable) -> Any:
    """Return the root element of an XML document.

    Args:
        data: its bytes.
        file: the file's name, for messages.
        part: which part of the file it is, if it is one of several.
        advice: what a person can do when it is damaged.

    Raises:
        BadInput: it is damaged, or declares entities.
    """
    from lxml import etree

    where = message("{file}, part {part}", file=file, part=part) if part else file
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # lxml adds in brackets what it calls the bytes: `<string>`, which is no file of anybody's.
        said = getattr(error, "msg", None) or str(error)
        reason = said.splitlines()[0][:120] if said else message("it is empty")
        raise BadInput(
            "{where} is damaged: it is not well-formed XML ({reason}). {advice}",
            where=where,
            reason=reason,
            advice=advice,
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        # An entity can stand for a file of the reader's, or for more text than memory holds.
        raise BadInput(
            "{where} declares entities, which no file of its kind does. "
            "It may have been made to do harm; ask whoever sent it.",
            where=where,
        )
    return root


def encoding_of(root: Any) -> str:
    """Return the encoding that an XML document names itself, else UTF-8."""
    return root.getroottree().docinfo.encoding or "UTF-8"


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute_of(element: Any, name: str) -> str:
    """Return an attribute by its name without a namespace; "" where there is none.

    For formats that have another namespace for it with each version of a program.
    """
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
