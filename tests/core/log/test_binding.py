"""Which replica writes at a place: the one that wrote there, unless the file is another."""

import json
from types import SimpleNamespace

import pytest
from tests.core.log.logs import A, B

from qualog.errors import BadInput
from qualog.log.binding import Binding, configuration, find_binding, keep_binding
from qualog.log.entry import Head

PROJECT = "0f" * 8


def at(path, *, inode=7, project=PROJECT, **heads):
    """Return a store as far as bindings look at it: its project, its place, its heads."""
    place = {"machine": "m", "path": str(path), "inode": inode}
    known = {replica: Head(seq=seq) for replica, seq in heads.items()}
    return SimpleNamespace(project=project, place=place, heads=lambda: known)


def test_a_place_that_nobody_wrote_at_has_no_replica_yet(tmp_path):
    assert find_binding(at(tmp_path)) == Binding()


def test_what_was_kept_is_found_again(tmp_path):
    kept = Binding(A, "ada", 5)
    keep_binding(at(tmp_path), kept)
    for seq in (5, 6):
        assert find_binding(at(tmp_path, **{A: seq})) == kept


def test_a_file_that_is_older_than_what_was_written_goes_on_as_another(tmp_path):
    keep_binding(at(tmp_path), Binding(A, "ada", 5))
    for heads in ({A: 4}, {}, {B: 9}):
        found = find_binding(at(tmp_path, **heads))
        assert found == Binding(author="ada", put_back=True, before=A)


def test_a_copy_is_another_place_and_a_moved_file_is_the_same(tmp_path):
    file = tmp_path / "s.qualog"
    file.touch()
    keep_binding(at(file), Binding(A))
    assert find_binding(at(tmp_path / "copy", inode=8)).replica != A
    # The same inode, but the old path is still there: a link, or a coincidence.
    assert find_binding(at(tmp_path / "moved")).replica != A
    file.unlink()
    assert find_binding(at(tmp_path / "moved")).replica == A


def test_a_database_is_never_a_moved_file():
    place = {"machine": "m", "server": "s", "database": "d"}
    store = SimpleNamespace(project=PROJECT, place=place, heads=dict)
    keep_binding(store, Binding(A))
    assert find_binding(store).replica == A
    other = SimpleNamespace(project=PROJECT, place=place | {"database": "e"}, heads=dict)
    assert find_binding(other).replica != A


def test_what_an_earlier_version_did_not_write_down_tells_no_places_apart(tmp_path):
    place = {"machine": "m", "server": "s", "database": "d"}
    store = SimpleNamespace(project=PROJECT, place=place, heads=dict)
    keep_binding(store, Binding(A))
    for user, replica in (("ingrid", A), ("samir", A)):
        asked = SimpleNamespace(project=PROJECT, place=place | {"user": user}, heads=dict)
        assert find_binding(asked).replica == replica
    keep_binding(asked, Binding(B))
    asked.place = place | {"user": "ingrid"}
    assert find_binding(asked).replica == ""


def test_places_and_projects_are_kept_apart_and_each_once(tmp_path):
    (tmp_path / "one").touch(), (tmp_path / "two").touch()
    keep_binding(at(tmp_path / "one"), Binding(B))
    keep_binding(at(tmp_path / "one"), Binding(A))
    keep_binding(at(tmp_path / "two", inode=8), Binding(B))
    keep_binding(at(tmp_path / "one", project="1f" * 8), Binding("c2" * 8))
    assert find_binding(at(tmp_path / "one")).replica == A
    assert find_binding(at(tmp_path / "two", inode=8)).replica == B
    kept = json.loads((configuration() / "replicas" / f"{PROJECT}.json").read_text())
    assert sorted(known["replica"] for known in kept) == [A, B]


@pytest.mark.parametrize("broken", ["", "{", "\ud800"])
def test_a_configuration_that_cannot_be_read_is_as_none(tmp_path, broken):
    keep_binding(at(tmp_path), Binding(A))
    file = configuration() / "replicas" / f"{PROJECT}.json"
    file.write_bytes(broken.encode("utf-8", "surrogatepass"))
    assert find_binding(at(tmp_path)).replica != A
    keep_binding(at(tmp_path), Binding(B))
    assert find_binding(at(tmp_path)).replica == B


def test_the_configuration_is_where_the_user_says(tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path))
    assert configuration() == tmp_path
    monkeypatch.delenv("QUALOG_CONFIG")
    assert configuration().name == "qualog"


def test_a_configuration_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "file"))
    with pytest.raises(BadInput, match="cannot be written"):
        keep_binding(at(tmp_path), Binding(A))
