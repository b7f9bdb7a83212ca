"""The key of a copy: what is shown of it, how it leaves locked, and how a copy goes on from it."""

import base64
import re

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import carry

from qualog.decisions.copies import CopyEnded, ReplicaBegun
from qualog.errors import BadInput, NotAllowed
from qualog.log.integrity import key_exports
from qualog.log.integrity.beginning import passed_on
from qualog.log.integrity.key_exports import locked_key
from qualog.log.integrity.keys import Key, find_key, key_file
from qualog.log.integrity.verification import verify
from qualog.project.project import Project

PHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _soon_opened(request, monkeypatch):
    """Let passphrases be tried quickly, except where it is tested that they are not."""
    if request.node.name != "test_it_leaves_locked_and_readable_for_its_user_alone":
        monkeypatch.setattr(key_exports, "_COST", 4)


@pytest.fixture
def exported(project, tmp_path):
    file = tmp_path / "ingrid.qualog-key"
    project.keys.export(file, PHRASE)
    return file


@pytest.fixture
def elsewhere(project, monkeypatch, tmp_path):
    """Ingrid's study on another machine, where she has decided nothing yet."""
    copy = copy_of(project, "Ingrid")
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "another machine"))
    yield copy
    copy.close()


def first_line(project):
    log = project.log
    return log.decision(log.store.entry(log.replica, 1))


def test_letters_and_place_are_shown_and_no_secret(project):
    shown = project.keys.show()
    assert shown.letters == project.copies.all()[0].letters
    key = find_key(project.log.store.project, project.log.replica)
    assert shown.file == key_file(key.project, key.replica)
    assert key.private.hex() not in repr(shown)


def test_it_leaves_locked_and_readable_for_its_user_alone(project, exported):
    key = find_key(project.log.store.project, project.log.replica)
    text = exported.read_text()
    assert " scrypt 17 " in text  # 128 megabytes for each try
    assert exported.stat().st_mode & 0o077 == 0
    assert key.private.hex() not in text
    assert base64.b64encode(key.private).decode()[:40] not in text
    with pytest.raises(BadInput, match="already exists"):
        project.keys.export(exported, PHRASE)


def test_a_short_passphrase_is_refused_and_nothing_is_written(project, tmp_path):
    with pytest.raises(BadInput, match="at least 12 characters"):
        project.keys.export(tmp_path / "key", "short")
    assert not (tmp_path / "key").exists()


def test_with_an_imported_key_the_old_copy_says_that_it_goes_on_as_this_one(
    project, exported, elsewhere
):
    old = project.log.replica
    elsewhere.keys.import_(exported, PHRASE)
    begun = first_line(elsewhere)
    assert isinstance(begun, ReplicaBegun)
    assert (begun.cause, begun.follows) == (
        "rotated",
        f"{old}.{project.log.store.heads()[old].seq}",
    )
    store = elsewhere.log.store
    key = find_key(store.project, old).public
    assert passed_on(store.project, elsewhere.log.replica, begun, key)
    [ended] = [word for copy in elsewhere.copies.all() if copy.id == old for word in copy.ended]
    assert ended.reason == "replaced"
    assert verify(store).fault is None


def test_another_passphrase_or_a_changed_file_opens_nothing(project, exported, elsewhere):
    with pytest.raises(BadInput, match="The passphrase is not that of this key"):
        elsewhere.keys.import_(exported, "another horse battery")
    changed = exported.read_text().replace(project.log.replica, "0" * 16)
    exported.write_text(changed)
    with pytest.raises(BadInput, match="or the file was changed"):
        elsewhere.keys.import_(exported, PHRASE)
    assert elsewhere.log.replica == ""


@pytest.mark.parametrize(
    "text", ["", "nothing", "-----BEGIN QUALOG KEY-----\nx\ny\n-----END QUALOG KEY-----\n", "ä"]
)
def test_a_file_that_is_no_key_is_refused(project, tmp_path, text):
    (tmp_path / "key").write_text(text)
    with pytest.raises(BadInput, match="not a key that was exported"):
        project.keys.import_(tmp_path / "key", PHRASE)


def test_one_that_asks_for_much_memory_is_not_opened(exported, elsewhere):
    exported.write_text(re.sub(r"scrypt \d+", "scrypt 26", exported.read_text()))
    with pytest.raises(BadInput, match="64 gigabytes"):
        elsewhere.keys.import_(exported, PHRASE)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (r"scrypt \d+", "scrypt 0"),
        (r"scrypt \d+", "scrypt 00"),
        (r"(scrypt \d+ \S+) \S+", r"\1 AAAAAAAAAAAAAA=="),
        (r"(scrypt \d+ \S+) \S+", r"\1 AAAA____AAAA++++"),
        (r"(?<=\n)[\w+/]+=*(?=\n-)", "AAAA"),
        (r"(?<=\n)[\w+/]+=*(?=\n-)", "AAA"),
        (r"(?<=\n)[\w+/]+=*(?=\n-)", ""),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(exported, elsewhere, part, other):
    damaged, count = re.subn(part, other, exported.read_text())
    assert count == 1
    exported.write_text(damaged)
    with pytest.raises(BadInput, match=r"damaged|changed|not a key"):
        elsewhere.keys.import_(exported, PHRASE)


def test_what_a_passphrase_opens_and_is_no_key_is_refused(project, exported, elsewhere):
    key = Key(project.log.store.project, project.log.replica, bytes(31))
    exported.write_text(locked_key(key, PHRASE))
    with pytest.raises(BadInput, match="damaged"):
        elsewhere.keys.import_(exported, PHRASE)


def test_keys_of_other_studies_authors_and_of_this_copy_are_refused(
    project, exported, tmp_path, clock
):
    with pytest.raises(NotAllowed, match="that of this copy already"):
        project.keys.import_(exported, PHRASE)
    samir = copy_of(project, "Samir")
    with pytest.raises(NotAllowed, match="another author"):
        samir.keys.import_(exported, PHRASE)
    other = Project.create(tmp_path / "other.qualog", "Other", ["Ingrid"], clock=clock)
    with pytest.raises(NotAllowed, match="another study"):
        other.keys.import_(exported, PHRASE)
    samir.close()
    other.close()


def test_a_copy_that_is_not_here_is_met_before_its_key(project, elsewhere, tmp_path):
    elsewhere.codes.add("of the other machine")
    elsewhere.keys.export(tmp_path / "its.key", PHRASE)
    with pytest.raises(NotAllowed, match="No decision of the copy"):
        project.keys.import_(tmp_path / "its.key", PHRASE)
    carry(elsewhere, project)
    project.keys.import_(tmp_path / "its.key", PHRASE)


def test_a_copy_goes_on_with_a_new_key(project):
    old, before = project.log.replica, project.keys.show()
    after = project.keys.exchange()
    assert after.letters != before.letters
    assert project.log.replica != old
    project.codes.add("of the new key")
    entries = project.log.store.entries(kinds=(CopyEnded.kind,))
    assert [entry.replica for entry in entries] == [project.log.replica]
    assert re.fullmatch(r"[0-9A-Z]{5}( [0-9A-Z]{5}){3}", after.letters)
    assert verify(project.log.store).fault is None


def test_a_copy_that_decided_nothing_has_no_key_yet(project):
    samir = copy_of(project, "Samir")
    with pytest.raises(NotAllowed, match="made before the first decision"):
        samir.keys.show()
    samir.close()
