"""Exports from Python, by the same door as the command's."""

import pytest

from qualog.errors import BadInput, NotFound


def test_a_study_is_written_as_of_a_moment(project, tmp_path):
    project.codings.apply("trust", "talk", span=(0, 3))
    project.moments.name("one")
    project.codings.apply("power", "talk", span=(0, 3))
    now = project.export("codings-csv", str(tmp_path / "now"))
    [file] = now.files
    assert (now.format, file) == ("codings-csv", tmp_path / "now.csv")
    then = project.export("codings-csv", tmp_path / "then.csv", at="one")
    assert file.read_text("utf-8").count("\n") == 3
    assert then.files[0].read_text("utf-8").count("\n") == 2


def test_what_is_left_out_is_said(project, tmp_path):
    project.attributes.define("role")
    project.attributes.give("Anna", "role", "client")
    written = project.export("codings-csv", tmp_path / "x.csv", where="role = client")
    assert "not where role = client" in " ".join(map(str, written.left_out))


def test_options_are_those_of_the_format(project, tmp_path):
    project.codings.apply("trust", "talk", span=(0, 3))
    written = project.export("codings-csv", tmp_path / "x.csv", options={"excel": "yes"})
    assert written.files[0].read_bytes().startswith(b"\xef\xbb\xbf")


def test_nothing_is_written_over_unless_it_is_meant(project, tmp_path):
    target = tmp_path / "x.csv"
    target.write_text("mine")
    with pytest.raises(BadInput, match="already exists"):
        project.export("codings-csv", target)
    assert target.read_text() == "mine"
    project.export("codings-csv", target, overwrite=True)
    assert target.read_text() != "mine"


def test_a_format_that_is_not_there_is_told_with_what_is_close(project):
    with pytest.raises(NotFound, match="codings-csv"):
        project.export("codings-cvs")


def test_a_name_that_is_too_long_is_refused(project, tmp_path):
    with pytest.raises(BadInput, match="cannot be written: File name too long"):
        project.export("codings-csv", tmp_path / ("x" * 300))
