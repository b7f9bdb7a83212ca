"""Keys: made once, kept for their user alone, never overwritten, never another's."""

import json
import os
import stat

import pytest
from tests.core.log.logs import A, B, key_of

from qualog.errors import LogError
from qualog.log.integrity.fingerprint import fingerprint, read_fingerprint, replica_id
from qualog.log.integrity.keys import (
    Key,
    close_to_others,
    find_frontier,
    find_key,
    has_key,
    is_signed,
    keep_frontier,
    keep_key,
    key_file,
    keys_locked,
    make_key,
)
from qualog.log.integrity.tree import Frontier

PROJECT = "0f" * 8


def test_a_key_is_made_once_and_its_id_is_made_from_it():
    made = make_key(PROJECT, cause="copied", follows=f"{A}.7")
    assert len(made.private) == len(made.public) == 32
    assert made.replica == replica_id(PROJECT, made.public)
    found = find_key(PROJECT, made.replica)
    assert (found.private, found.cause, found.follows) == (made.private, "copied", f"{A}.7")
    assert make_key(PROJECT, cause="new").replica != made.replica
    assert has_key(PROJECT, made.replica)
    assert not has_key("1f" * 8, made.replica)


def test_a_key_that_is_not_there_is_not_made():
    assert find_key(PROJECT, A) is None
    assert find_key(PROJECT, A) is None
    assert not has_key(PROJECT, A)


def test_one_that_is_there_is_never_overwritten():
    kept = key_of(PROJECT, A)
    with pytest.raises(LogError, match="no place to keep"):
        keep_key(Key(PROJECT, A, bytes(32)))
    assert find_key(PROJECT, A).private == kept.private


def test_that_of_an_earlier_version_is_read():
    key_of(PROJECT, B)  # makes the folder
    file = key_file(PROJECT, A)
    file.write_text(json.dumps({"private": "17" * 32, "size": 2, "peaks": ["00" * 32]}))
    assert find_key(PROJECT, A).private == bytes.fromhex("17" * 32)


def test_it_is_readable_for_its_user_alone():
    file = key_file(PROJECT, A)
    key_of(PROJECT, A)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert not close_to_others(PROJECT)


@pytest.mark.parametrize(
    ("of_file", "of_folder", "lay_open"),
    [(0o640, 0o700, True), (0o604, 0o755, True), (0o600, 0o777, True), (0o600, 0o755, False)],
)
def test_what_others_had_access_to_is_closed_and_told(of_file, of_folder, lay_open):
    file = key_file(PROJECT, A)
    key_of(PROJECT, A)
    file.chmod(of_file)
    file.parent.chmod(of_folder)
    assert close_to_others(PROJECT) == lay_open
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert not close_to_others(PROJECT)


def test_it_is_on_the_disk_before_anything_is_signed_with_it(monkeypatch):
    synced, sync = set(), os.fsync

    def watched(handle):
        synced.add(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    made = make_key(PROJECT, cause="new")
    file = key_file(PROJECT, made.replica)
    assert {file.stat().st_ino, file.parent.stat().st_ino} <= synced


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"private":"xy"}', '{"private":"17"}', "half of a key"]
)
def test_a_file_that_cannot_be_read_is_kept_aside(broken):
    kept = key_of(PROJECT, A)
    file = key_file(PROJECT, A)
    file.write_text(broken)
    assert find_key(PROJECT, A) is None
    assert not has_key(PROJECT, A)
    [aside] = file.parent.glob("*.damaged")
    assert aside.read_text() == broken
    keep_key(kept)  # who has it elsewhere can put it back
    assert find_key(PROJECT, A).private == kept.private


def test_halves_that_do_not_belong_together_are_no_key():
    key_of(PROJECT, A)
    file = key_file(PROJECT, A)
    kept = json.loads(file.read_text())
    file.write_text(json.dumps(kept | {"public": "00" * 32}))
    assert find_key(PROJECT, A) is None


def test_how_far_the_tree_has_grown_is_kept_beside_it():
    key_of(PROJECT, A)
    assert find_frontier(PROJECT, A) == Frontier()
    grown = Frontier().grown([bytes(32)] * 5)
    keep_frontier(PROJECT, A, grown)
    assert find_frontier(PROJECT, A) == grown


def test_a_signature_is_one_keys_over_one_message():
    key, other = key_of(PROJECT, A), key_of(PROJECT, B)
    signature = key.sign(b"what is signed")
    assert len(signature) == 64
    assert is_signed(key.public, signature, b"what is signed")
    assert not is_signed(key.public, signature, b"what is not")
    assert not is_signed(other.public, signature, b"what is signed")
    assert not is_signed(b"no key", signature, b"what is signed")
    assert not is_signed(key.public, b"no signature", b"what is signed")


def test_where_there_is_no_place_for_keys_it_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "file"))
    with pytest.raises(LogError, match=r"no place to keep this copy's key.*QUALOG_CONFIG"):
        make_key(PROJECT, cause="new")
    with pytest.raises(LogError, match="no place to keep"), keys_locked(PROJECT):
        pytest.fail("nobody holds a lock that cannot be made")


def test_a_fingerprint_is_read_as_people_type_it():
    letters = fingerprint(PROJECT, A, B, bytes(32))
    assert [len(group) for group in letters.split(" ")] == [5, 5, 5, 5]
    for typed in (letters, letters.lower(), letters.replace(" ", "-"), letters.replace(" ", "")):
        assert read_fingerprint(typed) == letters
    assert read_fingerprint(letters.replace("0", "O").replace("1", "l")) == letters
    for typed in (letters[:11], f"{letters}A", letters[:-1] + "U", ""):
        assert read_fingerprint(typed) is None


def test_a_fingerprint_is_of_project_copy_author_and_key():
    parts = (PROJECT, A, B, bytes(32))
    others = [("1f" * 8, A, B, bytes(32)), (PROJECT, B, B, bytes(32)), (PROJECT, A, A, bytes(32)),
              (PROJECT, A, B, b"1" * 32)]  # fmt: skip
    assert len({fingerprint(*parts), *(fingerprint(*other) for other in others)}) == 5
