"""REFI-QDA files that were made or mangled to do harm: a message, or only what can come in."""

import pytest
from tests.plugins.importers.seen import left_behind
from tests.plugins.refi import guid, qdpx, read

from qualog.errors import BadInput


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
