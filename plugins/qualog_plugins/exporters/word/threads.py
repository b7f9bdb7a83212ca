"""Comments that answer others, which python-docx does not write: threads in Word's margin.

Which comment answers which is in a part of its own, by the last paragraph of each: [MS-DOCX],
Word Extensions to the Office Open XML (.docx) File Format, 2.5.1.1, commentsEx.
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
    """Gathers the comments of a document with their answers.

    `_comments` are the ids of comments, each with the id of the comment that it answers; empty
    for the first of a thread.
    """

    _comments: list[tuple[str, str]] = field(factory=list)

    def add(self, comment: Any, answers: Sequence[Any]) -> None:
        """Join the answers to a comment; all are python-docx's."""
        if answers:
            first = _paragraph_id(comment)
            self._comments += [(first, ""), *((_paragraph_id(reply), first) for reply in answers)]

    def write(self, document: Any) -> None:
        """Add the part that holds the threads to a document."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        if not self._comments:
            return
        root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
        for comment, answered in self._comments:
            element = etree.SubElement(root, f"{{{_W15}}}commentEx")
            element.set(f"{{{_W15}}}paraId", comment)
            if answered:
                element.set(f"{{{_W15}}}paraIdParent", answered)
            element.set(f"{{{_W15}}}done", "0")
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        document.part.relate_to(Part(PackURI(_PART), _TYPE, data, package), _RELATION)


def _paragraph_id(comment: Any) -> str:
    """Return the id of the last paragraph of a comment, by which Word knows it; set it before."""
    id_ = f"{comment.comment_id + 1:08X}"  # 0 is not allowed
    comment.paragraphs[-1]._p.set(f"{{{_W14}}}paraId", id_)
    return id_
