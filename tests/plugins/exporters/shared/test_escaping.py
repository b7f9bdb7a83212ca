"""Escaping: words stay words, whatever they look like in a format."""

import pytest

from qualog_plugins.exporters.shared.escaping import as_markdown, as_xml


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, only.", "plain words, only."),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("two\n lines", "two lines"),
        ("a - b, 1.5", "a - b, 1.5"),
    ],
)
def test_what_markdown_gives_a_meaning_is_escaped(text, escaped):
    assert as_markdown(text) == escaped


def test_what_xml_lacks_is_replaced_one_by_one():
    assert as_xml("a\x00b\x0cc\ud800d\uffff") == "a�b�c�d�"
    assert as_xml("åäö 🐈\t\n\r") == "åäö 🐈\t\n\r"
