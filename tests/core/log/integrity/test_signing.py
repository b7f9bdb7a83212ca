"""Signed checkpoints and proofs: what they bind, what contradicts them, who can check them."""

import json
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve
from tests.core.log.logs import A, B, decide, forked, key_of, log_of

from qualog.decisions.codes import CodeCreated
from qualog.errors import LogError, NotAllowed
from qualog.ids import new_id
from qualog.log.entry import Sealed, entry_hash, sealed_commitment
from qualog.log.integrity.chain_key import first_line
from qualog.log.integrity.checkpoint import (
    Checkpoint,
    note,
    notes,
    origin,
    read_notes,
    signed_text,
)
from qualog.log.integrity.fingerprint import fingerprint
from qualog.log.integrity.keys import Key
from qualog.log.integrity.proof import prove
from qualog.log.integrity.signing import Signatures, check, fitted, sign
from qualog.log.integrity.tree import Frontier
from qualog.log.log import Draft, Log
from qualog.log.replication.bundle import Bundle
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project
from qualog.testing.memory_store import MemoryStore


@pytest.fixture
def copy(project, tmp_path):
    """Samir's copy of the study, that has merged what Ingrid's has signed."""
    project.sign()
    target = tmp_path / "samir" / "s.qualog"
    target.parent.mkdir()
    project.log.store.copy_to(target)
    with Project.open(target, author=["Samir"]) as made:
        made.copies.merge(project.path)
        yield made


def closed(project):
    project.close()
    return project.path


def tampered(path, *statements):
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER line_is_not_changed")
    database.execute("DROP TRIGGER line_is_not_deleted")
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


def test_what_is_closed_is_signed_up_to_its_end(project):
    with Project.open(closed(project)) as again:
        found = check(again.log.store)
        head = again.log.store.heads()[project.log.replica].seq
        assert found.disproof is None
        assert found.covered == {project.log.replica: head}
        assert found.entries == head


def test_a_key_is_made_once_and_for_its_user_alone(project, tmp_path, monkeypatch):
    project.sign()
    project.codes.add("more")
    project.sign()
    [checkpoint] = project.log.store.checkpoints()
    assert checkpoint.size == project.log.store.heads()[project.log.replica].seq
    import os

    [key] = Path(os.environ["QUALOG_CONFIG"]).glob("keys/*/*.json")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    for file in project.path.parent.iterdir():
        if file.is_file():
            assert bytes.fromhex(json.loads(key.read_text())["private"]) not in file.read_bytes()


def test_a_frontier_that_was_changed_is_not_trusted(project):
    import os

    project.sign()
    [tree] = Path(os.environ["QUALOG_CONFIG"]).glob("keys/*/*.tree")
    kept = json.loads(tree.read_text())
    tree.write_text(json.dumps(kept | {"peaks": ["00" * 32] * len(kept["peaks"])}))
    project.codes.add("more")
    project.sign()
    assert check(project.log.store).disproof is None


def test_a_log_that_is_shorter_than_what_was_signed(project):
    project.sign()
    seq = project.log.store.heads()[project.log.replica].seq
    path = closed(project)
    tampered(
        path,
        f"DELETE FROM line WHERE seq={seq}",
        f"DELETE FROM sealed WHERE seq={seq}",
        "UPDATE replica SET (seq, hash, at) = "
        "(SELECT seq, hash, at FROM line ORDER BY seq DESC LIMIT 1)",
    )
    with Project.open(path) as opened:
        assert "cut off" in str(opened.verify().fault.problem)
        disproof = check(opened.log.store).disproof
        assert disproof is not None
        assert (disproof.size, "cut off" in str(disproof.problem)) == (seq, True)


def test_checkpoints_that_left_the_machine_contradict_a_rewritten_log(project, tmp_path):
    project.sign()
    store = project.log.store
    given = notes((signed, origin(store.project, signed.replica)) for signed in store.checkpoints())
    kept = read_notes(given, store.project)
    assert kept == store.checkpoints()
    backup = tmp_path / "backup.qualog"
    shutil.copy(closed(project), backup)
    tampered(
        backup,
        "DELETE FROM checkpoint",
        "DELETE FROM line WHERE seq > 3",
        "DELETE FROM sealed WHERE seq > 3",
        "DELETE FROM content",
        "UPDATE replica SET (seq, hash, at) = (SELECT seq, hash, at FROM line WHERE seq=3)",
    )
    with Project.open(backup, author=["Ingrid"]) as rewritten:
        found = rewritten.verify()
        assert (found.fault, len(found.unproven)) == (None, 1)
        assert check(rewritten.log.store).disproof is None
        assert check(rewritten.log.store, kept).disproof is not None


@pytest.mark.parametrize("field", ["size", "root", "key", "signature"])
def test_a_checkpoint_with_anything_changed(project, field):
    project.sign()
    [true] = project.log.store.checkpoints()
    value = true.size - 1 if field == "size" else bytes([getattr(true, field)[0] ^ 1])
    if isinstance(value, bytes):
        value += getattr(true, field)[1:]
    assert check(project.log.store, [evolve(true, **{field: value})]).disproof is not None


def test_a_file_of_checkpoints_that_is_none(project):
    project.sign()
    store = project.log.store
    text = notes((signed, origin(store.project, signed.replica)) for signed in store.checkpoints())
    for broken in ("", "hello", text[: len(text) // 2], text.replace("\n\n", "\n")):
        with pytest.raises(LogError, match="incomplete or was changed"):
            read_notes(broken, store.project)
    with pytest.raises(LogError, match="another project"):
        read_notes(text, "0" * 16)


def test_merging_carries_checkpoints_and_the_key_is_remembered(project, copy):
    assert check(copy.log.store).covered[project.log.replica] > 0
    assert {signed.key for signed in project.log.store.checkpoints()} <= {
        signed.key for signed in copy.log.store.checkpoints()
    }


def forge(path, replica, project_id, name):
    """Write a line into somebody's chain, as whoever has the file but not the key can."""
    database = sqlite3.connect(path)
    seq, previous, at = database.execute(
        "SELECT seq, hash, at FROM replica WHERE replica=?", (replica,)
    ).fetchone()
    (authors,) = database.execute("SELECT authors FROM line WHERE seq=?", (seq,)).fetchone()
    words = json.dumps({"why": None, "name": name, "definition": "", "include": "", "exclude": "",
                        "examples": []}).encode()  # fmt: skip
    sealed = Sealed(bytes(32), words)
    body = json.dumps({"code": new_id(), "parent": None}).encode()
    commitment = sealed_commitment(sealed)
    texts = (project_id, replica, authors, "code-created", "", "", "")
    columns = (*(text.encode() for text in texts), body, commitment)
    hash_ = entry_hash(previous, seq + 1, at + 1, 1, columns)
    database.execute(
        "INSERT INTO line VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (replica, seq + 1, at + 1, authors, "code-created", 1, "", "", "", body, commitment, hash_),
    )
    database.execute("INSERT INTO sealed VALUES (?,?,?,?)", (replica, seq + 1, *sealed))
    database.execute(
        "UPDATE replica SET seq=?, hash=?, at=? WHERE replica=?",
        (seq + 1, hash_, at + 1, replica),
    )
    database.commit()
    database.close()


def test_a_bundle_with_a_decision_that_its_author_never_made_is_refused(project, copy, tmp_path):
    forged = tmp_path / "forged.qualog"
    shutil.copy(closed(project), forged)
    forge(forged, project.log.replica, project.log.store.project, "forged")
    with Project.open(forged, author=["Samir"]) as other:
        assert other.verify().fault is None
        bundle = tmp_path / "forged.qualog-bundle"
        other.copies.bundle(bundle)
    before = copy.log.store.heads()
    with pytest.raises(LogError, match="not signed with its key"):
        copy.copies.apply(bundle)
    assert copy.log.store.heads() == before


def test_a_bundle_of_what_its_author_decided_is_taken_in(project, copy, tmp_path):
    project.codes.add("more")
    bundle = tmp_path / "sent.qualog-bundle"
    project.copies.bundle(bundle)
    assert Bundle.open(bundle).checkpoints()
    assert copy.copies.apply(bundle).count == 1


def test_a_replica_that_signs_with_another_key_is_refused(project, copy, tmp_path, monkeypatch):
    path = closed(project)
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "thief"))
    with closing(SqliteStore.open(path)) as store:
        log = Log(store, project.log.replica)
        log.append([Draft(CodeCreated(code=new_id(), name="theirs"), project.author)])
        key_of(store.project, log.replica)
        assert sign(store, log.replica) is None  # a chain is signed with its own key alone
        hashes = [hash_ for _, hash_ in store.hashes(log.replica)]
        forged = signed_by_hand(store, hashes, log.replica)
        store.write(lambda transaction: transaction.put_checkpoints([forged]))
    with pytest.raises(LogError, match="another key"):
        copy.copies.merge(path)


def proof_of(project, name, **how):
    [entry] = [
        entry
        for entry in project.log.store.entries(kinds=("code-created",))
        if (project.log.words(entry) or {}).get("name") == name
    ]
    return prove(project.log.store, entry, **how).as_json()


def test_a_proof_is_checked_without_the_project(project, copy, verify_log):
    for number in range(20):
        project.codes.add(f"code {number}")
    project.sign()
    for name in ("trust", "code 0", "code 19"):
        assert verify_log.fault_of_proof(proof_of(project, name)) is None
    proof = proof_of(project, "trust", with_words=True)
    assert "relies on somebody" in proof["words"]
    assert verify_log.fault_of_proof(proof) is None
    assert "relies" not in json.dumps(proof_of(project, "trust"))


def test_a_proof_with_anything_changed_is_refused(project, verify_log):
    project.sign()
    proof = proof_of(project, "trust", with_words=True)
    for changed, field in one_changed(proof):
        assert verify_log.fault_of_proof(changed), field
    for changed, field in one_changed(proof["beginning"]):
        assert verify_log.fault_of_proof(proof | {"beginning": changed}), field


def one_changed(values):
    """Yield values with each of their fields changed, and its name."""
    for field, value in values.items():
        if field in ("format", "hash", "beginning"):
            continue
        if isinstance(value, int):
            changed = value + 1
        elif isinstance(value, list):
            changed = ["00" * 32, *value[1:]]
        elif field == "checkpoint":
            changed = value.replace(value.split("\n")[4][-20:-10], "AAAAAAAAAA")
        else:
            first = "1" if value[:1] != "1" else "2"
            changed = first + value[1:] if value else first + "0"
        yield values | {field: changed}, field


def test_a_proof_needs_the_key_that_its_reader_knows(project, verify_log, capsys, tmp_path):
    """Anybody can make a key and sign what they like: the reader says which key they mean."""
    project.sign()
    begun = first_line(project.log.store, project.log.replica)
    letters = fingerprint(
        project.log.store.project, project.log.replica, begun.author, bytes.fromhex(begun.key)
    )
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof_of(project, "trust")), "utf-8")

    def answer(*options):
        return verify_log.main(str(file), *options), capsys.readouterr().out

    code, shown = answer()
    assert code == 2
    assert begun.key in shown
    assert letters in shown
    assert "proved" not in shown
    for known in (begun.key, begun.key.upper(), letters, letters.replace(" ", "-").lower()):
        code, shown = answer("--key", known)
        assert (code, shown.startswith("proved: ")) == (0, True)
        assert f"whose author is {begun.author}" in shown
    for other in ("00" * 32, letters[:11], letters[::-1]):
        code, shown = answer("--key", other)
        assert code == 1
        assert "is not the one that you named" in shown


def test_a_proof_that_was_forged_with_another_key(project, verify_log, capsys, tmp_path):
    """As whoever has a proof, and knows how proofs are made, would forge one."""
    project.sign()
    proof = proof_of(project, "trust")
    known = first_line(project.log.store, project.log.replica).key
    store = MemoryStore(project.log.store.project)
    key = Key(store.project, project.log.replica, os.urandom(32))
    forged = proof | {"seq": 1, "previous": "00" * 32, "path": [], "subjects": "ab" * 8}
    hash_ = verify_log.line_hash(
        store.project, proof["replica"], bytes(32), verify_log.columns_of(forged)
    )
    tree = Frontier().grown([hash_])
    named = origin(store.project, proof["replica"])
    signed = key.sign(signed_text(named, 1, tree.root))
    mark = Checkpoint(proof["replica"], 1, tree.root, key.public, signed)
    forged |= {"hash": hash_.hex(), "checkpoint": note(mark, named)}
    file = tmp_path / "forged.json"
    for beginning in ({"beginning": proof["beginning"]}, {}):
        file.write_text(
            json.dumps({k: v for k, v in forged.items() if k != "beginning"} | beginning), "utf-8"
        )
        assert verify_log.main(str(file), "--key", known) == 1
        assert "proved" not in capsys.readouterr().out
    assert verify_log.main(str(file)) == 2


def test_without_cryptography_nothing_is_proved_or_verified(
    project, verify_log, monkeypatch, capsys, tmp_path
):
    project.sign()
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof_of(project, "trust")), "utf-8")
    known = first_line(project.log.store, project.log.replica).key
    monkeypatch.setattr(verify_log, "Ed25519PublicKey", None)
    for arguments in ((str(file), "--key", known), (str(project.path),)):
        assert verify_log.main(*arguments) == 2
        shown = capsys.readouterr().out
        assert "pip install cryptography" in shown
        assert "verified" not in shown
        assert "proved:" not in shown


def test_what_is_not_signed_yet_cannot_be_proved(project):
    with pytest.raises(NotAllowed, match="not signed yet"):
        proof_of(project, "trust")


def test_erased_words_are_proved_without_them(project, verify_log):
    made = project.codes.add("quote")
    project.redact(made.made.decision)
    project.sign()
    entry = project.log.store.entry(made.made.replica, made.made.seq)
    assert verify_log.fault_of_proof(prove(project.log.store, entry).as_json()) is None
    with pytest.raises(NotAllowed, match="erased"):
        prove(project.log.store, entry, with_words=True)


# What a log in memory shows as well


def test_what_is_signed_already_is_not_signed_again():
    log = log_of(A)
    decide(log)
    other = log_of(B, store=log.store)
    decide(other)  # both have an entry of number 1, and later of number 2
    assert sign(log.store, A).size == 1
    assert sign(log.store, A) is None
    assert sign(log.store, B).size == 2
    decide(log)
    assert sign(log.store, A).size == 3
    assert sign(log.store, B) is None
    assert [mark.size for mark in log.store.checkpoints()] == [3, 2]
    assert check(log.store) == Signatures(covered={A: 3, B: 2}, entries=5)


def test_the_same_number_in_another_replica_is_no_reason_not_to_sign():
    log = log_of(A)
    decide(log)
    decide(log)
    sign(log.store, A)
    other = log_of(B, store=log.store)
    decide(other)
    assert log.store.heads()[B].seq == 2
    assert sign(log.store, B).size == 2


def test_a_tree_goes_on_from_where_it_was_signed(monkeypatch):
    log = log_of(A)
    for _ in range(5):
        decide(log)
    sign(log.store, A)
    decide(log)
    read = []
    hashes = log.store.hashes
    monkeypatch.setattr(
        log.store,
        "hashes",
        lambda replica, after=0: read.append(after) or hashes(replica, after),
        raising=False,
    )
    signed = sign(log.store, A)
    assert read == [5]
    assert check(log.store).disproof is None
    assert signed.size == 6


def test_who_has_nothing_or_forked_signs_nothing():
    log = log_of(A)
    assert sign(log.store, A) is None
    _, branches, store = forked(log.store.project)
    assert sign(store, A) is None
    assert sign(store, branches[0][0].name) is None
    assert store.checkpoints() == []


def test_a_checkpoint_of_a_chain_that_forked_later_binds_the_branch_that_it_was_made_of():
    _, branches, store = forked("0f" * 8)
    (one, chain), _ = branches
    early, late = (
        signed_by_hand(store, [stored.entry.hash for stored in chain.entries[:size]])
        for size in (2, 4)
    )
    assert fitted(store, [early, late]) == ([early, evolve(late, replica=one.name)], None)
    [_, (other, _)] = branches
    bare = {one.name: 1, other.name: 2}
    assert check(store, [late]) == Signatures({A: 2, one.name: 4}, 4, bare)
    assert check(store, [early]) == Signatures({A: 2}, 2, bare | {one.name: 3})


def signed_by_hand(store, hashes, replica=A):
    """Return a checkpoint over hashes, signed with the key of a replica that is kept here."""
    tree = Frontier().grown(hashes)
    key = key_of(store.project, replica)
    text = signed_text(origin(store.project, replica), tree.size, tree.root)
    return Checkpoint(replica, tree.size, tree.root, key.public, key.sign(text))


def test_an_earlier_checkpoint_takes_nothing_from_what_a_later_one_binds():
    log = log_of(A)
    decide(log)
    early = sign(log.store, A)
    decide(log)
    late = sign(log.store, A)
    assert (early.size, late.size) == (1, 2)
    assert check(log.store, [early]).covered == {A: 2}
