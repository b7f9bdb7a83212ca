"""OpenDocument texts: their words, and their annotations as codings by their authors."""

import io
import zipfile

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.odt_files import HEAD, note, odt
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.texts.open_document.importer import OpenDocument


@pytest.fixture
def read(tmp_path):
    def read(body: str | bytes, **options):
        path = tmp_path / "talk.odt"
        path.write_bytes(odt(body) if isinstance(body, str) else body)
        return read_file(OpenDocument(), path, **options)

    return read


_REPLY = note("3", "Åsa", "No.", 'loext:parent-name="1"')
BODY = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    "<text:h>Interview</text:h>"
    "<text:p>I: How  did\n it<text:s text:c='3'/>begin<text:line-break/>then?</text:p>"
    f"<text:p>R: With {note('1', 'Åsa', 'trust; fear')}<text:span>an 😀 ad</text:span>"
    "<office:annotation-end office:name='1'/><text:tab/>once."
    "<text:note><text:p>foot</text:p></text:note></text:p>"
    f"<text:p>I: {note('2', 'Bo', '#late')}Ah.{_REPLY}</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>R: a</text:p>"
    "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)


def test_words_and_turns(read):
    material = read(BODY)
    assert material.documents[0].text == (
        "Interview\nI: How did it   begin\nthen?\nR: With an 😀 ad\tonce.\nI: Ah.\nR: a\nb\n"
    )
    assert [(who, words) for who, words, _ in heard(material)] == [
        (None, "Interview"),
        ("I", "How did it   begin\nthen?"),
        ("R", "With an 😀 ad\tonce."),
        ("I", "Ah."),
        ("R", "a\nb"),
    ]
    assert left_behind(material) == ("tracked changes: 1", "footnotes or endnotes: 1")


def test_annotations_are_codings_by_their_authors(read):
    material = read(BODY)
    assert coded(material) == [
        ("trust", "an 😀 ad", ""),
        ("fear", "an 😀 ad", ""),
        ("late", "I: Ah.", ""),
    ]
    assert [each.author for each in material.codings] == ["Åsa", "Åsa", "Bo"]
    assert all(each.dated == 1777629600000 for each in material.codings)
    (reply,) = material.memos
    assert (reply.text, reply.author) == ("No.", "Åsa")
    assert material.documents[0].text[reply.start : reply.end] == "an 😀 ad"
    check_material(material)


def test_codes_can_be_tags_alone(read):
    assert [each.code for each in read(BODY, codes="tags").codings] == ["late"]


def packed(*parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(name, data)
    return file.getvalue()


def link():
    info = zipfile.ZipInfo("content.xml")
    info.external_attr = 0o120777 << 16
    return packed((info, "/etc/passwd"))


HOSTILE = {
    "empty": b"",
    "halved": odt("<text:p>I: hi</text:p>")[:120],
    "no content": packed(("mimetype", "x"), ("../../content.xml", "<a/>")),
    "a link": link(),
    "entities": odt("<text:p>&b;</text:p>", '<!DOCTYPE x [<!ENTITY b "bb">]>' + HEAD),
    "external": odt(
        "<text:p>&b;</text:p>", '<!DOCTYPE x [<!ENTITY b SYSTEM "/etc/passwd">]>' + HEAD
    ),
    "not well-formed": odt("<text:p>hi"),
    "spaces": odt("<text:p>I: <text:s text:c='99999999999'/>a<text:s text:c='9999'/>b</text:p>"),
    "deep": odt("<text:span>" * 5_000 + "</text:span>" * 5_000),
    "an annotation of itself": odt(
        "<text:p>I: " + note("1", "", "a", 'loext:parent-name="1"') + "hi</text:p>"
        + "<office:annotation-end office:name='1'/>"
    ),
    "an end before its beginning": odt(
        "<text:p>I: <office:annotation-end office:name='1'/>hi" + note("1", "", "a") + "</text:p>"
    ),
    "a Word file": packed(("word/document.xml", "<x/>")),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(tmp_path, what):
    path = tmp_path / "a.odt"
    path.write_bytes(HOSTILE[what])
    holds_up(OpenDocument(), path)


def test_entities_are_refused(read):
    with pytest.raises(BadInput, match="entities"):
        read(HOSTILE["entities"])
