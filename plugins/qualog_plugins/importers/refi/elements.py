"""Reading REFI-QDA's XML: by local names, as namespaces differ between versions."""

from collections.abc import Iterator
from typing import Any, Final

from qualog_plugins.importers.transcripts.dates import milliseconds_of

_WHOLE_DIGITS: Final = 18


def children(element: Any, name: str) -> Iterator[Any]:
    """Give the elements of a name that lie right under an element; none under None."""
    for each in element if element is not None else ():
        if local_name(each) == name:
            yield each


def child(element: Any, name: str) -> Any | None:
    """Give the first such element."""
    return next(children(element, name), None)


def local_name(element: Any) -> str:
    """Give an element's name without its namespace; nothing for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def guid(value: str | None) -> str:
    """Give a GUID as it is compared: without braces, in lower case."""
    return (value or "").strip().strip("{}").lower()


def guid_of(element: Any) -> str:
    """Give an element's own GUID."""
    return guid(element.get("guid"))


def target(element: Any) -> str:
    """Give the GUID that a reference names; codebooks have another word for it than projects."""
    return guid(element.get("targetGUID") or element.get("guid")) if element is not None else ""


def notes_of(element: Any) -> tuple[str, ...]:
    """Give the GUIDs of the notes on an element."""
    return tuple(map(target, children(element, "NoteRef")))


def name_of(element: Any) -> str:
    """Give an element's name, in one line."""
    return " ".join(str(element.get("name") or "").splitlines()).strip()


def described(element: Any) -> str:
    """Give an element's description; nothing where it has none or an empty one."""
    return said(child(element, "Description"))


def said(element: Any) -> str:
    """Give an element's text."""
    return (element.text or "").strip() if element is not None else ""


def whole(element: Any, attribute: str) -> int | None:
    """Give an attribute as a whole number; None where it is none."""
    value = str(element.get(attribute) or "").strip()
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _WHOLE_DIGITS):
        return None
    return int(value)


def made_at(element: Any) -> int | None:
    """Give when an element was made, in UTC milliseconds since 1970."""
    return milliseconds_of(element.get("creationDateTime"))
