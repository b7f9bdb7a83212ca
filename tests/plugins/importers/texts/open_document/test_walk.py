"""What of an OpenDocument text counts as text, and where its comments are."""

import pytest
from tests.plugins.importers.odt_files import note, odt

from qualog_plugins.importers.reading.xml_package import XmlPackage
from qualog_plugins.importers.texts.open_document.walk import OpenDocumentText


def walk(body):
    root = XmlPackage(odt(body), "a.odt", advice="").part("content.xml")
    return OpenDocumentText().read(next(root.iter("{*}text")))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p> a  b\n c </text:p>", "a b c\n"),
        ("<text:p>a<text:s/>b<text:s text:c='2'/>c</text:p>", "a b  c\n"),
        ("<text:p>a<text:s text:c='x'/>b</text:p>", "a b\n"),
        ("<text:p>a<text:tab/>b<text:line-break/> c</text:p>", "a\tb\nc\n"),
        ("<text:p>a <text:span> b</text:span></text:p>", "a b\n"),
        ("<text:p>a</text:p> between <text:p>b</text:p>", "a\nb\n"),
        ("<text:p>a<text:ruby-text>no</text:ruby-text><!-- no -->b</text:p>", "ab\n"),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", "a\n"),
    ],
)
def test_what_counts_as_text(body, text):
    assert walk(body).text == text


def test_paragraphs_and_headings_are_known():
    found = walk("<text:h>Head</text:h><text:p>a</text:p>")
    assert [(each.start, each.end, each.heading) for each in found.paragraphs] == [
        (0, 4, True),
        (5, 6, False),
    ]


def test_what_is_beside_the_text_is_counted():
    found = walk(
        "<text:p>a<text:note/><draw:frame/><draw:custom-shape/></text:p><text:table-of-content/>"
        "<text:tracked-changes/>".replace("draw:", "drawing:")
    )
    assert list(map(str, found.left_behind.messages())) == [
        "footnotes or endnotes: 1",
        "pictures, objects or text boxes: 2",
        "tables of contents: 1",
        "tracked changes: 1",
    ]


def spans(body):
    found = walk(body)
    return [
        (comment.text, comment.span and found.text[slice(*comment.span)], comment.reply)
        for comment in found.comments()
    ]


def test_a_comment_is_on_its_words_or_on_its_paragraph():
    end = "<office:annotation-end office:name='1'/>"
    assert spans(f"<text:p>so {note('1', 'Bo', 'x')}it was{end} then</text:p>") == [
        ("x", "it was", False)
    ]
    assert spans(f"<text:p> so {note('1', 'Bo', 'x')}it</text:p>") == [("x", "so it", False)]
    assert spans(f"<text:p>so {note('1', 'Bo', 'x')}{end} it</text:p>") == [("x", "so it", False)]
    assert spans(f"<text:p>{note('1', 'Bo', 'x')}</text:p>") == [("x", None, False)]


def test_a_reply_is_on_the_passage_that_it_answers():
    reply = note("2", "Bo", "no", 'loext:parent-name="1"')
    assert spans(f"<text:p>a {note('1', 'Bo', 'x')}</text:p><text:p>b {reply}</text:p>") == [
        ("x", "a", False),
        ("no", "a", True),
    ]
    alone = note("1", "Bo", "no", 'loext:parent-name="9"')
    assert spans(f"<text:p>b {alone}</text:p>") == [("no", "b", False)]
