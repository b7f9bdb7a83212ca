"""Texts as a format can hold them: what has a meaning in it is escaped, what it lacks replaced."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-+$|=+$))")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_markdown(text: str) -> str:
    """Give a text that reads in Markdown as it is written, on one line."""
    return _LINE_START.sub(r"\1\\", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def as_xml(text: str) -> str:
    """Give a text of the same length without the characters that XML does not have."""
    return _NOT_IN_XML.sub("\ufffd", text)


def not_in_xml(text: str) -> int:
    """Give how many characters of a text XML does not have."""
    return len(_NOT_IN_XML.findall(text))
