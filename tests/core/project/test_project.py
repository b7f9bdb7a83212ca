"""The project: begun, opened, closed; and its families of operations."""

import pytest

from qualog.errors import BadInput, LogError, NotAllowed, NotFound
from qualog.operations.codes import Codes
from qualog.project.families import Family
from qualog.project.project import Project


def test_a_study_begins_with_its_name_and_its_authors(tmp_path):
    with Project.create(tmp_path / "s.qualog", " Study ", ["Ann ", "Bo"]) as project:
        assert project.state.name == "Study"
        authors = list(project.state.authors.values())
        assert [each.name for each in authors] == ["Ann", "Bo"]
        assert project.author == (authors[0].id,)
        kinds = [entry.kind for entry in project.log.store.entries()]
        assert kinds == ["replica-begun", "project-created", "author-added", "author-added"]
        assert project.path == tmp_path / "s.qualog"
    with Project.open(tmp_path / "s.qualog") as again:
        assert again.author == project.author


@pytest.mark.parametrize(
    ("name", "authors", "words"),
    [
        (" ", ["Ann"], "A study needs a name"),
        ("S", [], "at least one author"),
        ("S", ["Ann", " "], "An author needs a name"),
        ("S", ["Ann", "ANN"], "The same author is named twice"),
        ("S", "Bo", "Write names as a list"),
        (None, ["Ann"], "None stands where a text is wanted"),
    ],
)
def test_what_is_no_beginning_makes_no_file(tmp_path, name, authors, words):
    with pytest.raises(BadInput, match=words):
        Project.create(tmp_path / "s.qualog", name, authors)
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_opened_for_authors_of_it(project):
    with Project.open(project.path, author=["samir", "Ingrid"]) as both:
        assert [both.state.authors[id_].name for id_ in both.author] == ["Samir", "Ingrid"]
    with pytest.raises(NotFound, match="no author “Nobody”"):
        Project.open(project.path, author=["Nobody"])
    with pytest.raises(LogError):
        Project.open(project.path.with_name("nothing.qualog"))


def test_only_a_bundle_of_everything_makes_a_copy(project, tmp_path):
    from tests.core.copies import copy_of, exchange

    samir = copy_of(project, "Samir")
    samir.codes.add("voice")
    exchange(project, samir)
    project.codes.add("exit")
    samir.close()
    project.copies.bundle(tmp_path / "part.bundle", reader="Samir")
    with pytest.raises(LogError, match="has only what a copy lacked"):
        Project.from_bundle(tmp_path / "part.bundle", tmp_path / "copy.qualog")
    assert not (tmp_path / "copy.qualog").exists()
    project.copies.bundle(tmp_path / "whole.bundle")
    with pytest.raises(LogError):
        Project.from_bundle(tmp_path / "whole.bundle", project.path)
    with Project.from_bundle(tmp_path / "whole.bundle", tmp_path / "copy.qualog") as copy:
        assert copy.state == project.state


def test_a_bundle_that_is_damaged_leaves_no_file(project, tmp_path):
    project.copies.bundle(tmp_path / "whole.bundle")
    data = bytearray((tmp_path / "whole.bundle").read_bytes())
    data[-40:-30] = bytes(10)
    (tmp_path / "whole.bundle").write_bytes(bytes(data))
    with pytest.raises(LogError):
        Project.from_bundle(tmp_path / "whole.bundle", tmp_path / "copy.qualog")
    assert not (tmp_path / "copy.qualog").exists()


def test_a_family_is_made_when_it_is_asked_for_and_kept(project):
    assert isinstance(project.codes, Codes)
    assert project.codes is project.codes
    assert project.codes.project is project
    assert isinstance(Project.codes, Family)


def test_every_family_can_be_asked_for(project):
    families = [name for name, value in vars(Project).items() if isinstance(value, Family)]
    assert len(families) > 12
    for name in families:
        assert getattr(project, name).project is project, name


def test_nothing_that_only_reads_imports_a_family():
    import subprocess
    import sys

    program = "import sys, qualog.project.project; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(ran.stdout.split())
    assert not {"qualog.operations.codes", "qualog.importing.imports", "pluggy"} & loaded


def test_the_heart_of_it_is_at_the_top():
    import qualog

    assert qualog.Project is Project
    for name in qualog.__all__:
        assert getattr(qualog, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        qualog.nothing  # noqa: B018


def test_an_unknown_kind_asks_the_plugins_once(monkeypatch):
    from qualog.decisions import kind_of
    from qualog.plugins import registry
    from qualog.project import project

    asked = []

    class Plugins:
        def decisions(self):
            asked.append(1)

    monkeypatch.setattr(registry, "installed_plugins", Plugins)
    project._ask_plugins()
    assert asked == [1]
    assert kind_of("no-such-kind") is None
    assert kind_of("no-such-kind") is None


def test_a_project_in_a_database_has_no_file(project, monkeypatch):
    class Elsewhere:
        name = "postgresql://somewhere"

        def __getattr__(self, name):
            return getattr(project.log.store, name)

    other = Project(project.log, project.author)
    other.log = type(project.log)(Elsewhere(), "r")
    with pytest.raises(NotAllowed, match="postgresql://somewhere is not a file"):
        other.path  # noqa: B018


def test_a_closed_project_verifies_nothing(project):
    project.close()
    with pytest.raises(LogError, match="was closed"):
        project.verify()
