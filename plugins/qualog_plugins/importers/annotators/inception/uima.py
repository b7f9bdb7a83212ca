"""What a UIMA analysis holds, whether it was written as XMI or as JSON: feature structures."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from qualog_plugins.importers.reading.json_values import list_at, parse_json, value_at
from qualog_plugins.importers.reading.xml import encoding_of, read_xml

_ADVICE = "Export it again."
_ID = "{http://www.omg.org/XMI}id"
_JSON = "%FEATURE_STRUCTURES"


@frozen
class Structure:
    """A feature structure: the short name of its type, and the features that say something.

    `sofa` is the id of the text that it stands on, for an annotation.
    """

    type: str
    id: str
    features: Mapping[str, str]

    def get(self, feature: str) -> str | None:
        """Give what a feature says; None if it has none."""
        return self.features.get(feature)


def is_json(head: bytes) -> bool:
    """Say whether a file that begins so is UIMA's JSON."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and (
        _JSON.encode() in head or b'"%TYPES"' in head
    )


def structures(data: bytes, file: str) -> tuple[list[Structure], str]:
    """Give the feature structures of an analysis, and the encoding that it is written in.

    Raises:
        BadInput: it is damaged.
    """
    if is_json(data[:4096]):
        return _of_json(parse_json(data, file)), "utf-8"
    root = read_xml(data, file, advice=_ADVICE)
    found = [
        Structure(
            str(each.tag).rpartition("}")[2],
            str(each.get(_ID)),
            {str(name): str(told) for name, told in each.attrib.items() if "}" not in name},
        )
        for each in root
        if isinstance(each.tag, str)
    ]
    return found, encoding_of(root)


def _of_json(told: Any) -> list[Structure]:
    found = value_at(told, _JSON)
    if isinstance(found, dict):
        found = [{"%ID": id_, **each} for id_, each in found.items() if isinstance(each, dict)]
    return [
        Structure(
            str(value_at(each, "%TYPE")).rpartition(".")[2], str(value_at(each, "%ID")), _said(each)
        )
        for each in list_at(found)
        if isinstance(each, dict)
    ]


def _said(told: dict[str, Any]) -> dict[str, str]:
    return {
        "sofa" if name == "@sofa" else name: str(value)
        for name, value in told.items()
        if isinstance(value, str | int | float) and (name == "@sofa" or name[:1] not in "@%^")
    }
