"""The feature structures of a UIMA analysis, whether it was written as XMI or as JSON."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from qualog.language import message
from qualog_plugins.importers.reading.json_values import list_at, parse_json, value_at
from qualog_plugins.importers.reading.xml import encoding_of, read_xml

_ID = "{http://www.omg.org/XMI}id"
_JSON = "%FEATURE_STRUCTURES"


@frozen
class Structure:
    """A feature structure: an annotation, or the text itself.

    Attributes:
        type: the short name of its type.
        id: its id.
        features: the features that say something; `sofa` is the id of the text that an annotation
            is on.
    """

    type: str
    id: str
    features: Mapping[str, str]

    def get(self, feature: str) -> str | None:
        """Return what a feature says; None if it has none."""
        return self.features.get(feature)


def is_json(head: bytes) -> bool:
    """Return whether a file that begins so is UIMA's JSON."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and (
        _JSON.encode() in head or b'"%TYPES"' in head
    )


def structures(data: bytes, file: str) -> tuple[list[Structure], str]:
    """Return the feature structures of an analysis, and the encoding that it is written in.

    Raises:
        BadInput: it is damaged.
    """
    if is_json(data[:4096]):
        return _of_json(parse_json(data, file)), "utf-8"
    root = read_xml(data, file, advice=message("Export it again."))
    found = [
        Structure(
            str(element.tag).rpartition("}")[2],
            str(element.get(_ID)),
            {str(name): str(value) for name, value in element.attrib.items() if "}" not in name},
        )
        for element in root
        if isinstance(element.tag, str)  # a comment has none
    ]
    return found, encoding_of(root)


def _of_json(analysis: Any) -> list[Structure]:
    found = value_at(analysis, _JSON)
    if isinstance(found, dict):  # an older form has the ids as keys
        found = [{"%ID": id_, **item} for id_, item in found.items() if isinstance(item, dict)]
    return [
        Structure(
            str(value_at(item, "%TYPE")).rpartition(".")[2],
            str(value_at(item, "%ID")),
            _features(item),
        )
        for item in list_at(found)
        if isinstance(item, dict)
    ]


def _features(item: dict[str, Any]) -> dict[str, str]:
    return {
        "sofa" if name == "@sofa" else name: str(value)
        for name, value in item.items()
        if isinstance(value, str | int | float) and (name == "@sofa" or name[:1] not in "@%^")
    }
