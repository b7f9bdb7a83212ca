"""Comments that answer others, which python-docx does not write: threads in Word's margin.

Which paragraph of a comment answers which is in a part of its own, [MS-DOCX] 2.5.1.1.
"""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_PART = "/word/commentsExtended.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


@define
class Threads:
    """Gathers the comments of a document with their answers."""

    _told: list[tuple[str, str]] = field(factory=list)

    def take(self, comment: Any, answers: Sequence[Any]) -> None:
        """Join the answers to a comment; all are python-docx's."""
        if answers:
            first = _named(comment)
            self._told += [(first, ""), *((_named(each), first) for each in answers)]

    def put(self, document: Any) -> None:
        """Put the part that tells them into a document."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        if not self._told:
            return
        root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
        for name, answered in self._told:
            element = etree.SubElement(root, f"{{{_W15}}}commentEx")
            element.set(f"{{{_W15}}}paraId", name)
            if answered:
                element.set(f"{{{_W15}}}paraIdParent", answered)
            element.set(f"{{{_W15}}}done", "0")
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        document.part.relate_to(Part(PackURI(_PART), _TYPE, data, package), _RELATION)


def _named(comment: Any) -> str:
    """Name the last paragraph of a comment, by which Word knows the comment."""
    name = f"{comment.comment_id + 1:08X}"
    comment.paragraphs[-1]._p.set(f"{{{_W14}}}paraId", name)
    return name
