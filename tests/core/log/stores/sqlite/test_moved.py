"""A project file that goes away while it is open: nothing is written where nobody finds it."""

import shutil
import sys

import pytest

from qualog.errors import LogError
from qualog.project.project import Project

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows moves no file that is open"
)


def moved(path):
    path.rename(path.with_name("moved.qualog"))


def deleted(path):
    path.unlink()


def replaced(path):
    copy = path.with_name("copy.qualog")
    shutil.copy(path, copy)
    copy.replace(path)


@pytest.fixture
def project(tmp_path):
    made = Project.create(tmp_path / "s.qualog", "Study", ["Ingrid"])
    made.codes.add("before")
    return made


REFUSED = "moved, replaced or deleted while it was open"


@pytest.mark.parametrize("change", [moved, deleted, replaced])
def test_a_file_that_goes_away_while_it_is_open_ends_in_a_sentence(project, change):
    change(project.path)
    with pytest.raises(LogError, match=REFUSED):
        project.codes.add("after")
    with pytest.raises(LogError, match=REFUSED):  # what was decided cannot be signed
        project.close()


def test_where_it_was_moved_to_it_has_all_that_was_decided(project):
    path, decided = project.path, project.log.store.heads()
    moved(path)
    with pytest.raises(LogError, match=REFUSED):
        project.codes.add("after")
    with Project.open(path.with_name("moved.qualog")) as there:  # the first is still open
        assert there.log.store.heads() == decided
    with pytest.raises(LogError, match=REFUSED):
        project.close()


def test_a_file_that_is_put_back_has_all_that_was_decided(project):
    path, decided = project.path, project.log.store.heads()
    moved(path)
    with pytest.raises(LogError, match=REFUSED):
        project.close()
    path.with_name("moved.qualog").rename(path)
    with Project.open(path) as again:
        assert again.log.store.heads() == decided
