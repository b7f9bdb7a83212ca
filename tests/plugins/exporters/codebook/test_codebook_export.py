"""The codebook, as Markdown and as Word: what a reader finds under each code."""

from itertools import pairwise

import docx
import markdown_it
import pytest

from qualog_plugins.exporters.codebook.exporter import CodebookMarkdown, CodebookWord

TRUST = "trust <script>x</script>"


def markdown(target):
    """Read Markdown as a stranger's program does: pairs of heading and what is under it."""
    parser = markdown_it.MarkdownIt("commonmark", {"html": False})
    blocks = parser.parse(target.read_text("utf-8"))
    return sections(
        (before.tag if before.type == "heading_open" else "", text(each))
        for before, each in pairwise(blocks)
        if each.type == "inline"
    )


def text(inline):
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if each.type in breaks else each.content for each in inline.children)


def word(target):
    return sections(
        (each.style.name if each.style.name.startswith("Heading") else "", each.text)
        for each in docx.Document(str(target)).paragraphs
        if each.style.name != "Title"
    )


def sections(blocks):
    found = {}
    for heading, told in blocks:
        if heading:
            under = found[told] = [heading[-1]]
        elif found:
            under += told.split("\n")
    return found


FORMS = [(CodebookMarkdown(), markdown, 1), (CodebookWord(), word, 0)]


@pytest.fixture(params=FORMS, ids=["md", "docx"])
def codebook(request, export):
    """Read the codebook in one of its forms, and say at what level its codes begin."""
    exporter, read, level = request.param
    return lambda moment=None: (read(export(exporter, moment)[0]), level)


def test_a_code_has_what_is_known_of_it(project, codebook):
    project.codes.define("voice", definition="is heard", examples=["1. We *listen*", "- you too"])
    found, level = codebook()
    assert found[TRUST] == [
        str(level + 1),
        "relies on & leans on",
        "Include: says so",
        "Exclude: mere hope",
        "“confidence” was merged into it: one & the same",
        "2 codings in 1 document",
    ]
    assert found["voice"][1:5] == ["is heard", "Examples:", "1. We *listen*", "- you too"]
    assert found["sums"][1:] == ["It was split off “=cmd”: two things", "1 coding in 1 document"]
    assert found["old one"][1:] == ["Retired: never used", "0 codings in 0 documents"]
    assert "Split into “sums” and “orders”: two things" in found["=cmd"]
    assert "confidence" not in found


def test_the_tree_is_in_the_headings(project, codebook):
    project.codes.create("below", parent="voice")
    found, level = codebook()
    assert found["below"][0] == str(level + 2)
    assert list(found).index("below") == list(found).index("voice") + 1


def test_an_earlier_moment_has_the_codes_of_then(codebook):
    found, _ = codebook("first pass")
    assert "confidence" in found
    assert "sums" not in found
    assert "merged" not in "".join(found[TRUST])


def test_a_long_reason_is_left_to_the_log(project, codebook):
    project.codes.merge(["voice"], TRUST, why="because " * 40)
    found, _ = codebook()
    assert "“voice” was merged into it." in found[TRUST]


def test_a_reason_that_was_taken_back_is_not_told(project, codebook):
    merged = project.codes.merge(["voice"], TRUST, why="by mistake")
    project.undo(merged)
    found, _ = codebook()
    assert "voice" in found
    assert "mistake" not in "".join(found[TRUST])


def test_a_character_that_xml_lacks_spoils_nothing(project, codebook):
    project.codes.define("voice", definition="a\x08b")
    found, _ = codebook()
    assert found["voice"][1] in ("a\x08b", "a�b")
