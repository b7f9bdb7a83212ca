"""REFI-QDA files that were made or mangled to do harm: a message, or only what can come in."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.refi import guid, qdpx, read

from qualog.errors import BadInput, QualogError
from qualog.state import State
from qualog.verbs.taking_in import Act

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
ODD = [
    b"", b"\x00", b"-1", b"99999999999999999999999", b'"', b"<", b"</Codes>", b"{", b"\xff",
    b"&#x0;", b"1e9", b"../../etc", guid(4).encode(), guid(3).encode(), guid(12).encode(),
]  # fmt: skip


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("project.qde", b"<Project>" + b" " * 105_000_000 + b"</Project>")


def many_tags(path):
    path.write_bytes(b'<Project xmlns="urn:QDA-XML:project:1.0">' + b"<a/>" * 4_100_000)


def deep(path):
    path.write_bytes(b"<Project>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Project>")


@pytest.mark.parametrize("make", [bomb, many_tags, deep])
def test_bombs(tmp_path, make):
    make(tmp_path / "x.qdpx")
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
    assert "the text of “talk”: it is not in the file" in material.dropped


def test_a_link_in_the_archive_is_no_way_out(tmp_path):
    (tmp_path / "secret.txt").write_text("Nobody may read this.", "utf-8")
    path = tmp_path / "x.qdpx"
    inner = f'<Sources><TextSource guid="{guid(4)}" plainTextPath="internal://a.txt"/></Sources>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "project.qde", f'<Project xmlns="urn:QDA-XML:project:1.0">{inner}</Project>'
        )
        link = zipfile.ZipInfo("sources/a.txt")
        link.external_attr = 0o120777 << 16
        package.writestr(link, str(tmp_path / "secret.txt"))
    assert "Nobody" not in str(read(path).documents)


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


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, len(INNER)), st.integers(0, 40), st.sampled_from(ODD), st.booleans(),
    st.sampled_from([TEXT.encode(), TEXT.encode("utf-16"), b"\xff\xfe\xfd", b"\n"]),
)  # fmt: skip
def test_mangled_projects(tmp_path_factory, at, length, odd, ours, text):
    inner = INNER.encode()
    mangled = (inner[:at] + odd + inner[at + length :]).decode("utf-8", "replace")
    origin = "Qualog 0" if ours else "Other"
    path = Path(tmp_path_factory.getbasetemp()) / "mangled.qdpx"
    qdpx(path, mangled, origin=origin, talk=text, map=b"\x89PNG")
    try:
        material = read(path)
    except QualogError as error:
        assert str(error)
        return
    with suppress(QualogError):
        list(Act(State(), "refi-qda", ("someone",), []).drafts(material, None, None))
    texts = {each.name: each.text for each in material.documents}
    for each in (*material.codings, *material.memos, *material.attributions):
        if each.document in texts and each.start is not None:
            assert 0 <= each.start <= each.end <= len(texts[each.document])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_mangled_archives(tmp_path_factory, data):
    path = Path(tmp_path_factory.getbasetemp()) / "archive.qdpx"
    whole = qdpx(path, INNER, talk=TEXT).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(
        data.draw(st.sampled_from([whole[:at], whole[:at] + b"\xff" + whole[at + 1 :], whole[at:]]))
    )
    try:
        read(path)
    except QualogError as error:
        assert str(error)
