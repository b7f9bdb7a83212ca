"""Keys: made once, kept for their user alone, and never mistaken for another's."""

import json
import os
import stat

import pytest
from attrs import evolve
from tests.core.log.logs import A, B

from qualog.errors import BadInput
from qualog.log.binding import configuration
from qualog.log.integrity.keys import find_key, is_signed, keep_key
from qualog.log.integrity.tree import Frontier

PROJECT = "0f" * 8


def file(replica=A):
    return configuration() / "keys" / PROJECT / f"{replica}.json"


def test_a_key_is_new_until_it_is_kept():
    first = find_key(PROJECT, A)
    assert len(first.private) == len(first.public) == 32
    assert first.signed == Frontier()
    assert find_key(PROJECT, A).private != first.private
    keep_key(PROJECT, A, first)
    assert find_key(PROJECT, A) == first
    assert find_key(PROJECT, B).private != first.private
    assert find_key("1f" * 8, A).private != first.private


def test_how_far_it_signed_is_kept_with_it():
    grown = Frontier().grown([bytes(32)] * 5)
    kept = evolve(find_key(PROJECT, A), signed=grown)
    keep_key(PROJECT, A, kept)
    assert find_key(PROJECT, A).signed == grown


def test_it_is_readable_for_its_user_alone():
    keep_key(PROJECT, A, find_key(PROJECT, A))
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    file().chmod(0o644)
    keep_key(PROJECT, A, find_key(PROJECT, A))
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert [path.name for path in file().parent.iterdir()] == [file().name]


def test_it_is_on_the_disk_before_anything_is_signed_with_it(monkeypatch):
    synced, sync = set(), os.fsync

    def watched(handle):
        synced.add(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    keep_key(PROJECT, A, find_key(PROJECT, A))
    assert {file().stat().st_ino, file().parent.stat().st_ino} <= synced


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"private":"xy","size":0,"peaks":[]}'])
def test_a_file_that_cannot_be_read_is_as_none(broken):
    keep_key(PROJECT, A, find_key(PROJECT, A))
    before = json.loads(file().read_text())["private"]
    file().write_text(broken)
    assert find_key(PROJECT, A).private.hex() != before


def test_a_signature_is_one_keys_over_one_message():
    key, other = find_key(PROJECT, A), find_key(PROJECT, B)
    signature = key.sign(b"what is signed")
    assert len(signature) == 64
    assert is_signed(key.public, signature, b"what is signed")
    assert not is_signed(key.public, signature, b"what is not")
    assert not is_signed(other.public, signature, b"what is signed")
    assert not is_signed(b"no key", signature, b"what is signed")
    assert not is_signed(key.public, b"no signature", b"what is signed")


def test_a_configuration_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "file"))
    with pytest.raises(BadInput, match="cannot be written"):
        keep_key(PROJECT, A, find_key(PROJECT, A))
