"""Reading XML that nobody vouches for: no entity is resolved and nothing is fetched."""

from typing import Any

from qualog.errors import BadInput


def read_xml(data: bytes, file: str, *, part: str | None = None, advice: str) -> Any:
    """Give the root element of an XML document.

    Args:
        data: its bytes.
        file: the file's name, for messages.
        part: which part of the file it is, if it is one of several.
        advice: what a person can do when it is damaged.

    Raises:
        BadInput: it is damaged, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        told = str(error).splitlines()[0][:120] if str(error) else "it is empty"
        where = f"its part {part} is" if part else "it is"
        raise BadInput(f"{file} is damaged: {where} not well-formed ({told}). {advice}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        where = f" in {part}" if part else ""
        raise BadInput(
            f"{file} declares entities{where}, which no file of its kind does. "
            "It may be made to do harm; ask whoever sent it."
        )
    return root


def encoding_of(root: Any) -> str:
    """Give what an XML document is in, as it says itself, else UTF-8."""
    return root.getroottree().docinfo.encoding or "UTF-8"
