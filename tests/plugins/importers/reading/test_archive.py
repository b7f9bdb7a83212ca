"""One file out of an archive of a project."""

import pytest

from qualog.errors import BadInput
from qualog.testing.damage import packed
from qualog_plugins.importers.reading.archive import archive_holds, read_from_archive

PROJECT = packed({"p.qda/deep/data.qda": "old", "p.qda/DATA.qda": "it", "other.txt": ""})


def test_the_file_with_the_fewest_folders_above_it_is_read():
    assert read_from_archive(PROJECT, "p.zip", "data.qda") == b"it"


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(BadInput, match=r"p\.zip does not hold a file data\.qde"):
        read_from_archive(PROJECT, "p.zip", "data.qde")


def test_an_archive_is_recognised_by_a_name_in_it(tmp_path):
    path = tmp_path / "p.zip"
    path.write_bytes(PROJECT)
    assert archive_holds(path, PROJECT[:100], "data.qda")
    assert not archive_holds(path, PROJECT[:100], "data.qde")
    assert not archive_holds(path, b"SQLite", "data.qda")
