"""REFI-QDA files that were made or mangled to do harm: a message, or only what can come in."""

import pytest
from tests.plugins.importers.seen import left_behind
from tests.plugins.refi import guid, qdpx, read

from qualog.errors import BadInput

INNER = (
    f'<Users><User guid="{guid(1)}" name="Ann"/></Users>'
    f'<CodeBook><Codes><Code guid="{guid(2)}" name="trust" isCodable="true"/></Codes></CodeBook>'
    f'<Cases><Case guid="{guid(3)}" name="P"><SelectionRef targetGUID="{guid(5)}"/></Case></Cases>'
    f'<Sources><TextSource guid="{guid(4)}" name="talk" plainTextPath="internal://talk.txt">'
    f'<PlainTextSelection guid="{guid(5)}" startPosition="3" endPosition="7">'
    f'<Coding guid="{guid(6)}"><CodeRef targetGUID="{guid(2)}"/></Coding></PlainTextSelection>'
    f'<PlainTextSelection guid="{guid(7)}" startPosition="9" endPosition="14"/></TextSource>'
    f'<PictureSource guid="{guid(8)}" name="map" path="internal://map.txt"><PictureSelection '
    f'guid="{guid(9)}" firstX="1" firstY="2" secondX="3" secondY="4"/></PictureSource></Sources>'
    f'<Notes><Note guid="{guid(10)}" name="n"><PlainTextContent>x</PlainTextContent></Note></Notes>'
    f'<Links><Link guid="{guid(11)}" originGUID="{guid(10)}" targetGUID="{guid(3)}"/></Links>'
    f'<Sets><Set guid="{guid(12)}" name="s"><MemberCode targetGUID="{guid(2)}"/></Set></Sets>'
)
TEXT = "So 🐈 they trust us.\r\nWhy?\r\n"


def test_a_bomb_of_tags(tmp_path):
    tags = b'<Project xmlns="urn:QDA-XML:project:1.0">' + b"<a/>" * 4_100_000
    (tmp_path / "x.qdpx").write_bytes(tags)
    with pytest.raises(BadInput):
        read(tmp_path / "x.qdpx")


@pytest.mark.parametrize(
    "where",
    ["../secret.txt", "internal://../secret.txt", "absolute:///{}/secret.txt", "secret.txt"],
)
def test_nothing_outside_of_the_archive_is_read(tmp_path, where):
    (tmp_path / "secret.txt").write_text("Nobody may read this.", "utf-8")
    inner = (
        f'<Sources><TextSource guid="{guid(4)}" name="talk" '
        f'plainTextPath="{where.format(tmp_path)}"/></Sources>'
    )
    material = read(qdpx(tmp_path / "x.qdpx", inner))
    assert material.documents == ()
    assert "the text of “talk”: it is not in the file" in left_behind(material)


def test_sets_and_codes_that_lie_under_themselves(tmp_path):
    sets = "".join(f'<Set guid="{guid(n)}" name="s{n}"/>' for n in range(3))
    links = "".join(
        f'<Link guid="{guid(10 + n)}" name="subtheme of" originGUID="{guid(n)}" '
        f'targetGUID="{guid((n + 1) % 3)}"/>'
        for n in range(3)
    )
    material = read(
        qdpx(tmp_path / "x.qdpx", f"<Links>{links}</Links><Sets>{sets}</Sets>", origin="Qualog 1")
    )
    assert sorted(each.parent or "" for each in material.themes) == ["", "s1", "s2"]
