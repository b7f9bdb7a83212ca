"""Rich text: f4's time marks, characters, and what word processors hide in it."""

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.texts.rich_text.importer import RichText


@pytest.fixture
def read(tmp_path):
    def read(source: str | bytes, **options):
        path = tmp_path / "talk.rtf"
        path.write_bytes(source.encode("cp1252") if isinstance(source, str) else source)
        return read_file(RichText(), path, **options)

    return read


REAL = {
    "Example_text.rtf": ("Text here with hyperlink\n\nAnother font", 4946),
    "french.rtf": ("10‘000\n\na 10'000  b.", 53),
    "hello.rtf": ("Hello", 6),
    "issue_38.rtf": ("cell 1|cell 2|cell 3|", 22),
    "synthetic_f4_timestamps.rtf": ("I: Hur länge har du bott här?", 126),
    "test_line_breaks_google_docs.rtf": ("Asdf\nAsdf\nAsdf\n", 15),
    "unicode.rtf": ("柔道\n", 3),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_files(shared, name):
    path = shared / "interop" / "rtf" / name
    material = read_file(RichText(), path)
    begins, length = REAL[name]
    assert material.documents[0].text.startswith(begins)
    assert len(material.documents[0].text) == length
    check_material(material)
    assert RichText().sniff(path, path.read_bytes()[:100]) > 0.9


@pytest.mark.shared
def test_a_time_mark_of_f4_says_when_a_paragraph_ends(shared):
    material = read_file(RichText(), shared / "interop" / "rtf" / "synthetic_f4_timestamps.rtf")
    assert heard(material) == [
        ("I", "Hur länge har du bott här?", (0.0, 5.1)),
        ("B", "Sedan 1998, tror jag. 😀", (5.1, 9.8)),
        ("B", "Först i Malmö, sen Umeå.", (9.8, 14.0)),
    ]


def test_a_mark_at_the_beginning_says_when_a_turn_begins(read):
    material = read(r"{\rtf1\ansi #00:00:05-1# I: Hi\par #00:00:09-0# B: So\par B: it is}")
    assert [times for _, _, times in heard(material)][:2] == [(5.1, None), (9.0, None)]


def test_what_is_left_behind_is_told(read):
    material = read(
        r'{\rtf1\ansi I: See {\field{\*\fldinst{HYPERLINK "http://x.org"}}{\fldrslt here}}'
        r"{\*\annotation no}{\footnote deep}\par}"
    )
    assert material.documents[0].text == "I: See here\n"
    assert left_behind(material)[:1] == ("footnotes or endnotes: 1",)


HOSTILE = {
    "halved": r"{\rtf1\ansi{\fonttbl{\f0 Ari",
    "half of a character": r"{\rtf1 a\u-10179? b\u0?}",
    "no number": r"{\rtf1\uc\u\pict\bin x}",
    "huge number": r"{\rtf1\u9999999999? \ansicpg99999 \uc99999999 x}",
    "odd bytes": r"{\rtf1\ansicpg1252 \'81\'8d\'zz I: x}",
    "odd charset": r"{\rtf1{\fonttbl{\f0\fcharset79 A;}}\f0 \'81}",
    "unbalanced": r"{\rtf1 a}}}}}} b",
    "deep": r"{\rtf1 " + "{" * 50_000 + "x",
    "fields": r"{\rtf1 " + r"{\field{\*\fldinst{" * 20_000,
    "fonts": r"{\rtf1{\fonttbl" + r"\f1\fcharset1" * 30_000,
    "pictures": r"{\rtf1 I: a{\pict " + "0a" * 2_000_000 + "}}",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(tmp_path, what):
    path = tmp_path / "a.rtf"
    path.write_text(HOSTILE[what], "utf-8")
    holds_up(RichText(), path)


def test_halves_of_characters_are_told(read):
    material = read(r"{\rtf1 a\u-10179? b}")
    assert material.documents[0].text == "a� b\n"
    assert left_behind(material)[0].endswith(": 1")


@pytest.mark.parametrize("source", ["", "I: hi", r"{\rtf1}", r"{\rtf1\par\par }"])
def test_nothing_to_read_is_refused(read, source):
    with pytest.raises(BadInput, match=r"talk\.rtf"):
        read(source)


def noted(id_, author, words, more=""):
    return (
        rf"{{\*\atnid X}}{{\*\atnauthor {author}}}\chatn {{\*\annotation{{\*\atnref {id_}}}"
        rf"{{\*\atndate 130093252}}{more}\pard\plain {words}}}"
    )


def test_comments_are_codings_by_their_authors_on_their_words(read):
    material = read(
        r"{\rtf1\ansi\ansicpg1252\uc0 \par I: Why?\par "
        r"B: I {\*\atrfstart 7}tr\'e5st \u9731 them{\*\atrfend 7}"
        + noted(7, r"\'c5sa", "trust: she says it")
        + r" all"
        + noted(8, "Bo", "#all")
        + r".\par I: {\*\atrfstart 9}So{\*\atrfend 9}"
        + noted(9, "Bo", "He means it.", r"{\*\atnparent -1}")
        + r" what?\par}"
    )
    text = material.documents[0].text
    assert text == "I: Why?\nB: I tråst ☃them all.\nI: So what?\n"
    assert [
        (each.code, text[each.start : each.end], each.author, each.memo)
        for each in material.codings
    ] == [
        ("trust", "tråst ☃them", "Åsa", "she says it"),
        ("all", "B: I tråst ☃them all.", "Bo", ""),
    ]
    assert {each.dated for each in material.codings} == {1704164640000}
    assert [(each.text, text[each.start : each.end]) for each in material.memos] == [
        ("He means it.", "So")
    ]


def test_signs_that_stood_in_the_text_before_leave_comments_without_a_place(read):
    material = read(r"{\rtf1\ansi I: \u57344 ?Hi you" + noted(1, "Bo", "#a") + r"\par}")
    assert material.codings == ()
    assert [(each.text, each.start) for each in material.memos] == [("#a", None)]
    assert "it is on no words of the text" in left_behind(material)[0]


def test_a_byte_that_no_character_is_for_is_told(read):
    material = read(b"{\\rtf1\\ansi\\ansicpg1252 I: v\\'81r, v\x81r, v\\'e5r\\par}")
    assert material.documents[0].text == "I: v\ufffdr, v\ufffdr, vår\n"
    assert "characters that its encoding does not have, read as “\ufffd”: 2" in left_behind(
        material
    )
