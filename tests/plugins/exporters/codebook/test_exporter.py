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
        (before.tag if before.type == "heading_open" else "", text(block))
        for before, block in pairwise(blocks)
        if block.type == "inline"
    )


def text(inline):
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if part.type in breaks else part.content for part in inline.children)


def word(target):
    return sections(
        (paragraph.style.name if paragraph.style.name.startswith("Heading") else "", paragraph.text)
        for paragraph in docx.Document(str(target)).paragraphs
        if paragraph.style.name != "Title"
    )


def sections(blocks):
    found = {}
    for heading, words in blocks:
        if heading:
            under = found[words] = [heading[-1]]
        elif found:
            under += words.split("\n")
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
        "Apply when: says so",
        "Do not apply when: mere hope",
        "The code “confidence” was merged into this one. Reason: one & the same",
        "It has 2 codings in one document.",
    ]
    assert found["voice"][1:5] == ["is heard", "Typical examples:", "1. We *listen*", "- you too"]
    assert found["sums"][1:] == [
        "It was split off from the code “=cmd”. Reason: two things",
        "It has one coding in one document.",
    ]
    assert found["old one"][1:] == ["It was retired. Reason: never used", "It has no codings."]
    assert "It was split into “sums” and “orders”. Reason: two things" in found["=cmd"]
    assert "confidence" not in found


def test_the_tree_is_in_the_headings(project, codebook):
    project.codes.add("below", parent="voice")
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
    assert "The code “voice” was merged into this one." in found[TRUST]


def test_a_reason_that_was_taken_back_is_not_shown(project, codebook):
    merged = project.codes.merge(["voice"], TRUST, why="by mistake")
    project.undo(merged)
    found, _ = codebook()
    assert "voice" in found
    assert "mistake" not in "".join(found[TRUST])


def test_a_character_that_xml_lacks_spoils_nothing(project, codebook):
    project.codes.define("voice", definition="a\x08b")
    found, _ = codebook()
    assert found["voice"][1] in ("a\x08b", "a�b")
