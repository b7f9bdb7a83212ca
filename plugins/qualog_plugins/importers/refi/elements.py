"""Elements of REFI-QDA's XML: by local names, as namespaces differ between versions."""

from collections.abc import Iterator
from typing import Any, Final

from qualog_plugins.importers.transcripts.dates import milliseconds_of

_MOST_DIGITS: Final = 18


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield the elements of a name that are right under an element; none under None."""
    for inner in element if element is not None else ():
        if local_name(inner) == name:
            yield inner


def child(element: Any, name: str) -> Any | None:
    """Return the first such element; None if there is none."""
    return next(children(element, name), None)


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def guid(value: str | None) -> str:
    """Return a GUID as it is compared: without braces, in lower case."""
    return (value or "").strip().strip("{}").lower()


def guid_of(element: Any) -> str:
    """Return an element's own GUID."""
    return guid(element.get("guid"))


def target(element: Any) -> str:
    """Return the GUID that a reference names; codebooks have another word for it than projects."""
    return guid(element.get("targetGUID") or element.get("guid")) if element is not None else ""


def notes_of(element: Any) -> tuple[str, ...]:
    """Return the GUIDs of the notes on an element."""
    return tuple(map(target, children(element, "NoteRef")))


def name_of(element: Any) -> str:
    """Return an element's name, in one line."""
    return " ".join(str(element.get("name") or "").splitlines()).strip()


def description_of(element: Any) -> str:
    """Return an element's description; nothing where it has none or an empty one."""
    return text_of(child(element, "Description"))


def text_of(element: Any) -> str:
    """Return an element's text; nothing for None."""
    return (element.text or "").strip() if element is not None else ""


def integer_of(element: Any, attribute: str) -> int | None:
    """Return an attribute as a whole number; None where it is none."""
    value = str(element.get(attribute) or "").strip()
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return None
    return int(value)


def made_at(element: Any) -> int | None:
    """Return when an element was made, in milliseconds of UTC since 1970."""
    return milliseconds_of(element.get("creationDateTime"))
