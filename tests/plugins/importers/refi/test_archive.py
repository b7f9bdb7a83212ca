"""REFI-QDA files as what they are: XML, or a zip of it and its sources."""

import zipfile

import pytest
from tests.plugins.refi import SPACE, qdpx

from qualog.errors import BadInput
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.elements import local_name


def test_a_project_is_the_qde_in_a_zip_and_sources_go_by_the_last_part_of_their_path(tmp_path):
    archive = Archive(qdpx(tmp_path / "x.qdpx", "", talk="hi"))
    assert local_name(archive.root) == "Project"
    assert archive.source("internal://Talk.TXT") == b"hi"
    assert archive.source("C:\\sources\\talk.txt") == b"hi"
    assert archive.source("internal://other.txt") is None


def test_a_source_that_is_larger_than_it_may_be_is_not_read(tmp_path):
    archive = Archive(qdpx(tmp_path / "x.qdpx", "", talk="hello"))
    assert archive.source("talk.txt", most=4) is None
    assert archive.source("talk.txt", most=5) == b"hello"


def test_bare_xml_has_no_sources(tmp_path):
    path = tmp_path / "x.qde"
    path.write_text(f"<Project {SPACE}/>", "utf-8")
    assert Archive(path).source("talk.txt") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"x\.qdpx is empty"),
        (b"%PDF-1.4", r"x\.qdpx is a PDF, not a REFI-QDA project\. Export it again"),
        (b"PK\x03\x04half", "damaged or cut off"),
        (b"<Project", "not well-formed"),
    ],
)
def test_what_is_not_such_a_file_is_refused(tmp_path, content, message):
    path = tmp_path / "x.qdpx"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message):
        Archive(path)


def test_a_zip_without_a_project_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("talk.txt", "hi")
    with pytest.raises(BadInput, match=r"it has no \.qde file\. Unpack it"):
        Archive(tmp_path / "x.qdpx")


def test_of_two_projects_in_a_zip_the_first_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("project.qde", f'<Project {SPACE} name="one"/>')
        archive.writestr("copy.qde", f'<Project {SPACE} name="two"/>')
    assert Archive(tmp_path / "x.qdpx").root.get("name") == "one"
