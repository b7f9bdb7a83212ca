"""Texts as a format can hold them: what has a meaning in it is escaped, what it lacks replaced."""

import re

REPLACEMENT = "\ufffd"
"""What stands for a character that a format does not have: �."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-+$|=+$))")
# What Char leaves out in Bray, T. et al. (eds., 2008). Extensible Markup Language (XML) 1.0, fifth
# edition, 2.2. Python takes ten times as long to compile all that it lets in.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_markdown(text: str) -> str:
    """Return a text that reads in Markdown as it is written, on one line."""
    return _LINE_START.sub(r"\1\\", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def as_xml(text: str) -> str:
    """Return a text of the same length without the characters that XML does not have."""
    return _NOT_IN_XML.sub(REPLACEMENT, text)
