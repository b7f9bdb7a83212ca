"""The public face: what `from qualog import …` gives, and how it is met in Python."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest

import qualog
from qualog import LogError, NotFound, Project, face


def test_what_is_exported_is_what_the_face_lists():
    assert set(qualog.__all__) == {name for name in vars(face) if not name.startswith("_")}
    for name in qualog.__all__:
        assert getattr(qualog, name) is getattr(face, name)
    assert qualog.__version__ == metadata.version("qualog")


def test_what_is_not_exported_is_missing_as_python_says_it():
    with pytest.raises(AttributeError, match="module 'qualog' has no attribute 'nothing'"):
        getattr(qualog, "nothing")  # noqa: B009
    with pytest.raises(ImportError):
        from qualog import nothing  # noqa: F401


def test_to_import_it_loads_nothing_else():
    code = "import qualog, sys; print([name for name in sys.modules if name.startswith('qualog')])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert printed.stdout == "['qualog']\n"


def test_every_name_has_a_docstring():
    for name in qualog.__all__:
        value = getattr(qualog, name)
        assert (value.__doc__ or "").strip(), name


@pytest.mark.parametrize("how", [str, Path], ids=["text", "path"])
def test_a_study_is_opened_by_text_or_path(project, how):
    with Project.open(how(project.path)) as opened:
        assert opened.state == project.state


def test_a_study_is_begun_by_text(tmp_path):
    with Project.create(str(tmp_path / "new.qualog"), "New", ["Ingrid"]) as made:
        made.codes.add("trust")
    with Project.open(str(tmp_path / "new.qualog")) as opened:
        assert [code.name for code in opened.state.codebook.live()] == ["trust"]


def test_a_file_that_is_not_there_is_named_as_it_was_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LogError, match=r"nowhere\.qualog does not exist"):
        Project.open("nowhere.qualog")


def test_a_moment_is_named_in_every_way_that_python_has(project):
    begun = project.moments.name("begun")
    before = set(project.state.codings)
    coding = project.codings.apply("trust", "talk", span=(0, 3))
    project.codings.remove(coding.id)
    for named in ("begun", begun):
        assert set(project.at(named).state.codings) == before
        assert project.at(named).moment.exact
    short = f"{coding.made.replica[:8]}.{coding.made.seq}"
    for made in (coding.made, coding.made.decision, short):
        assert set(project.at(made).state.codings) == {*before, coding.id}
    now = datetime.fromtimestamp(project.log.clock() / 1000)
    for late in (now, now.astimezone(), now.date()):
        assert set(project.at(late).state.codings) == before
        assert not project.at(late).moment.exact
    assert not project.at(now - timedelta(days=400)).state.codings
    assert not project.at(date(1990, 1, 1)).state.authors
    with pytest.raises(NotFound, match="begum"):
        project.at("begum")


def test_nobody_changes_a_state_by_mistake(project):
    project.attributes.define("role")
    for state in (project.state, project.at().state, project.at().narrowed("role = none").state):
        for change in (
            lambda state=state: state.codings.clear(),
            lambda state=state: state.codebook.codes.clear(),
            lambda state=state: state.relations.append(None),
            lambda state=state: state.reverted.add("x"),
            lambda state=state: state.authors.__setitem__("x", None),
        ):
            with pytest.raises((AttributeError, TypeError)):
                change()
        with pytest.raises(AttributeError):
            state.name = "another"
    assert project.state == project.at().state


def test_a_state_shows_what_is_decided_after_it_was_asked_for_first(project):
    number = len(project.state.codebook.live())
    project.codes.add("new")
    assert len(project.state.codebook.live()) == number + 1
    with project.together():
        project.codes.add("newer")
        assert len(project.state.codebook.live()) == number + 2


def test_each_is_told_in_one_line_and_as_a_small_table(project):
    project.about.rename("Trust\nat the office")
    for thing in (project, project.at(), project.state):
        assert "\n" not in repr(thing)
        assert "2 authors" in repr(thing)
        assert "<td>authors</td><td>2</td>" in thing._repr_html_()


def test_what_people_typed_is_no_markup(project):
    project.about.rename("<script>alert(1)</script>")
    assert "<script>" not in project._repr_html_()


def test_a_closed_project_says_so(project):
    project.close()
    assert "closed" in repr(project)
    for use in (lambda: project.state, project.at, lambda: project.codes.add("new")):
        with pytest.raises(LogError, match="was closed"):
            use()


def test_a_theory_is_adopted_by_the_name_of_its_pack(project):
    assert project.theory.adopt("i-and-thou").name == "I and Thou"


def test_a_copy_is_set_up_for_whom_it_is_to_decide(project):
    project.authors.use("samir")
    code = project.codes.add("voice")
    assert project.state.author_names(code.made.authors) == "Samir"
