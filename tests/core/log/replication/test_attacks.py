"""Each attack that was once tried on a study: by file, by mail, and in a bundle that is opened."""

import json
import os
import shutil
from pathlib import Path

import pytest
from attrs import frozen
from tests.robustness.hostile import HostileCopy

from qualog.decisions.documents import PassageAttributed
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError, QualogError
from qualog.log.codec import encode_body
from qualog.log.entry import Head, LogEntry, entry_hash
from qualog.log.integrity.checkpoint import Checkpoint, origin, signed_text
from qualog.log.integrity.keys import Key
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.bundle import write_bundle
from qualog.log.replication.introduction import NotMet
from qualog.log.store import StoredEntry
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project
from qualog.text.chunks import seal_text

DAY = 24 * 60 * 60 * 1000
NAMED = b'{"name":"forged","definition":"","include":"","exclude":"","examples":[]}'
FORGED = ("code-created", 1, b'{"code":"00000000000000c0","parent":null}', NAMED)


def author(project, name="Samir"):
    return next(each.id for each in project.state.authors.values() if each.name == name)


def code(project, name="power"):
    return project.find.code(name).id


def signed_by(key, project, replica, hashes):
    """Return the signature of a key over a whole chain."""
    tree = Frontier().grown(hashes)
    text = signed_text(origin(project, replica), tree.size, tree.root)
    return Checkpoint(replica, tree.size, tree.root, key.public, key.sign(text))


def everything_erased(project):
    """Return a receipt that asks to erase all words and texts of a study."""
    store = project.log.store
    lines = {name: [seq for seq, _ in store.sealed_of(name)] for name in sorted(store.heads())}
    [participant] = project.state.participants
    receipt = {"because": participant, "lines": lines, "contents": sorted(store.content_ids())}
    return "words-erased", 1, json.dumps(receipt).encode(), None


@frozen
class Attack:
    """What brings lines that mean harm to a study.

    Attributes:
        project: the study.
        folder: where files can lie.
        way: "file", "mail", or "opened": as a study of its own, from a bundle of everything.
    """

    project: Project
    folder: Path
    way: str

    def bring(self, entries, checkpoints=(), **answers):
        """Let them come, and give what came of it."""
        file, bundle = self.folder / "evil.qualog", self.folder / "evil.bundle"
        for old in self.folder.glob("evil.*"):
            old.unlink()
        shutil.copy(self.project.path, file)
        if (wal := Path(f"{self.project.path}-wal")).exists():
            shutil.copy(wal, f"{file}-wal")
        store = SqliteStore.open(file)
        store.write(lambda transaction: transaction.put(entries))
        store.write(lambda transaction: transaction.put_checkpoints(checkpoints))
        write_bundle(store, bundle, known={})
        store.close()
        if self.way == "file":
            return self.project.copies.merge(file, **answers)
        if self.way == "mail":
            return self.project.copies.apply(bundle, **answers)
        return Project.from_bundle(bundle, self.folder / "opened.qualog")

    def refused(self, entries, checkpoints=(), error=LogError, **answers):
        """Require that nothing of them is kept; give the error."""
        log, path = self.project.log, self.project.path
        before = log.store.heads(), log.store.content_ids(), path.read_bytes()
        with pytest.raises(QualogError) as refusal:
            self.bring(entries, checkpoints, **answers)
        assert refusal.type is error, refusal.value
        assert (log.store.heads(), log.store.content_ids(), path.read_bytes()) == before
        assert not (self.folder / "opened.qualog").exists()
        assert self.project.verify().fault is None
        return refusal.value

    def refused_of(self, copy, key=None, **how):
        """Require that nothing of a copy is kept that signed all it says, though it is accepted."""
        hashes = [stored.entry.hash for stored in copy.entries]
        checkpoint = signed_by(key or copy.key, copy.project, copy.replica, hashes)
        answers = {} if self.way == "opened" else {"accept": [copy.letters]}
        return self.refused(copy.entries, [checkpoint], **({**answers, **how}))


@pytest.fixture(params=["file", "mail", "opened"])
def attack(request, project, tmp_path):
    """An attack in each way."""
    return Attack(project, tmp_path, request.param)


@pytest.fixture(params=["file", "mail"])
def sent(request, project, tmp_path):
    """An attack in each way that goes through the gate of a copy that is there."""
    return Attack(project, tmp_path, request.param)


@pytest.fixture
def hostile(project):
    """A copy in Samir's name, whose key is nobody's."""
    return HostileCopy(project, author(project))


def test_what_is_sound_comes_in_each_way(attack, hostile):
    hostile.add(*FORGED)
    hashes = [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    answers = {} if attack.way == "opened" else {"accept": [hostile.letters]}
    came = attack.bring(hostile.entries, [signature], **answers)
    heads = (came if attack.way == "opened" else attack.project).log.store.heads()
    assert heads[hostile.replica].seq == 3
    if attack.way == "opened":
        came.close()


# Forged


def test_a_copy_that_nobody_accepted_erases_nothing(sent, hostile, project):
    [document] = project.state.documents
    text = project.state.text(document)
    hostile.add(*everything_erased(project))
    sent.refused_of(hostile, error=NotMet, accept=[])
    assert project.state.text(document) == text
    assert "I trust" in text


@pytest.mark.parametrize("name", ["Ingrid", "Samir"])
def test_a_copy_in_an_authors_name_is_asked_about(sent, project, name):
    forged = HostileCopy(project, author(project, name))
    forged.add(*FORGED)
    asked = sent.refused_of(forged, error=NotMet, accept=[])
    [met] = asked.introductions
    assert (met.name, met.in_own_name) == (name, name == "Ingrid")


def chain(project, replica, *lines, after=(), at=None):
    """Return lines in Samir's name as versions wrote them that knew no keys, hashed as must be."""
    seq = len(after)
    previous = after[-1].hash if after else bytes(32)
    at = at or max(head.at for head in project.log.store.heads().values())
    entries, by, of = [], author(project), project.log.store.project
    for kind, version, body, _ in lines:
        seq, at = seq + 1, at + 65_536
        columns = (of, replica, by, kind, "", "", "")
        previous = entry_hash(
            previous, seq, at, version, (*(column.encode() for column in columns), body, b"")
        )
        entry = LogEntry(replica, seq, at, by, kind, version, "", "", "", body, b"", previous)
        entries.append(StoredEntry(entry, None))
    return entries


def test_a_chain_that_names_no_key_is_asked_about(sent, project):
    asked = sent.refused(chain(project, "f" * 16, everything_erased(project)), error=NotMet)
    assert [met.replica for met in asked.introductions] == ["f" * 16]


@pytest.mark.parametrize("by", ["nobody", "another's key"])
def test_an_erasure_that_is_put_to_the_end_of_an_accepted_chain(sent, project, hostile, by):
    hashes = [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    sent.bring(hostile.entries, [signature], accept=[hostile.letters])
    known = [stored.entry for stored in hostile.entries]
    forged = chain(project, hostile.replica, everything_erased(project), after=known)
    signatures = []
    if by != "nobody":
        thief = Key("", "", os.urandom(32))
        more = [*hashes, forged[0].entry.hash]
        signatures = [signed_by(thief, hostile.project, hostile.replica, more)]
    refusal = str(sent.refused(forged, signatures))
    assert ("are not signed with its key" if by == "nobody" else "another key") in refusal


def test_an_erasure_that_is_put_to_the_end_of_ones_own_chain(sent, project):
    own = project.log.replica
    known = [entry for entry in project.log.store.entries() if entry.replica == own]
    forged = chain(project, own, everything_erased(project), after=known)
    assert "are not signed with its key" in str(sent.refused(forged))


def test_a_decision_that_is_put_to_the_end_of_ones_own_chain(sent, project):
    own = project.log.replica
    known = [entry for entry in project.log.store.entries() if entry.replica == own]
    revert = ("decision-reverted", 1, json.dumps({"target": known[-1].id}).encode(), None)
    sent.refused(chain(project, own, revert, after=known))


@pytest.mark.parametrize("answer", ["accept", "refuse"])
def test_a_copy_that_is_witness_to_an_end_which_it_forged(sent, project, hostile, answer):
    """An author who was accepted, or one who is refused, writes on in another's chain."""
    own, hashes = project.log.replica, [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    if answer == "accept":
        sent.bring(hostile.entries, [signature], accept=[hostile.letters])
    known = [entry for entry in project.log.store.entries() if entry.replica == own]
    [forged] = chain(project, own, everything_erased(project), after=known)
    hostile.at = max(hostile.at, forged.entry.at)
    seen = {own: (forged.entry.seq, forged.entry.hash.hex())}
    hostile.add("replicas-merged", 1, encode_body(ReplicasMerged(heads=seen)))
    here = project.log.store.heads().get(hostile.replica, Head()).seq
    hashes.append(hostile.previous)
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    entries = [forged, *hostile.entries[here:]]
    refusal = sent.refused(entries, [signature], **{answer: [hostile.letters]})
    assert f"{own[:4]}, up to" in str(refusal)


FALSE_HEIRS = {
    "of another author": ("Samir", True, "accept", True),
    "that does not say so": ("Ingrid", False, "accept", True),
    "that is refused": ("Ingrid", True, "refuse", True),
    "that nobody signed": ("Ingrid", True, "accept", False),
}


@pytest.mark.parametrize("heir", FALSE_HEIRS.values(), ids=FALSE_HEIRS)
def test_a_copy_that_goes_on_from_an_end_which_it_forged(sent, project, heir):
    """A lost key's end comes in with the copy that goes on from it, but not with any copy."""
    name, says_so, answer, is_signed = heir
    own = project.log.replica
    known = [entry for entry in project.log.store.entries() if entry.replica == own]
    [forged] = chain(project, own, everything_erased(project), after=known)
    says = {"follows": forged.entry.id, "cause": "key-lost"} if says_so else {}
    hostile = HostileCopy(project, author(project, name), says=says)
    hostile.at = max(hostile.at, forged.entry.at)
    seen = {own: (forged.entry.seq, forged.entry.hash.hex())}
    hostile.add("replicas-merged", 1, encode_body(ReplicasMerged(heads=seen)))
    hashes = [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    signatures = [signature] if is_signed else []
    entries = [forged, *hostile.entries]
    refusal = sent.refused(entries, signatures, **{answer: [hostile.letters]})
    assert "are not signed with its key" in str(refusal)


def test_who_passes_a_copy_on_cannot_put_another_key_to_it(attack, hostile):
    hostile.add(*FORGED)
    refusal = str(attack.refused_of(hostile, Key("", "", os.urandom(32))))
    assert "signed with another key" in refusal


# Unreadable


def of(kind, body, words=None, version=1):
    return kind, version, body if isinstance(body, bytes) else json.dumps(body).encode(), words


D = "d" * 16
UNREADABLE = {
    "a revert of a number": of("decision-reverted", {"target": 5}),
    "a revert that is a list": of("decision-reverted", b"[]"),
    "a revert of a number without end": of("decision-reverted", {"target": D + "." + "9" * 5000}),
    "a merge of nothing that is known": of("replicas-merged", {"heads": {D: [1 << 62, "0" * 64]}}),
    "bytes that are no text": of("coding-applied", b"\xff\xfe", version=2),
    "lists without end": of("coding-applied", b"[" * 100_000 + b"]" * 100_000, version=2),
    "objects without end": of("x-y", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "a receipt without end": of(
        "words-erased", b'{"because":' + b"[" * 60_000 + b"]" * 60_000 + b"}"
    ),
    "a receipt of too large a number": of(
        "words-erased", {"because": D, "lines": {D: [1 << 63]}, "contents": []}
    ),
    "a coding of negative length": of(
        "coding-applied",
        {
            "coding": D, "document": D, "code": D, "start": -5, "end": 2**63 - 1,
            "revision": None, "dated": 2**63 - 1, "region": None,
        },
        b'{"why":null,"note":""}',
        version=2,
    ),
    "a moment of too large a number": of(
        "moment-named", {"moment": D, "heads": {D: 1 << 70}}, b'{"name":"m"}'
    ),
    "words that are no object": of("code-renamed", {"code": D}, b"[1]"),
    "words of another type": of("code-renamed", {"code": D}, b'{"name":5}'),
}  # fmt: skip


@pytest.mark.parametrize("line", UNREADABLE.values(), ids=UNREADABLE)
def test_a_line_that_no_version_wrote(attack, hostile, line):
    hostile.add(*line)
    assert f"{hostile.replica[:4]}.3" in str(attack.refused_of(hostile))


def test_sealed_words_that_hold_a_field_of_the_body(attack, hostile, project):
    words = json.dumps({"name": "overridden", "code": code(project, "trust")}).encode()
    hostile.add(*of("code-renamed", {"code": code(project)}, words))
    assert f"{hostile.replica[:4]}.3" in str(attack.refused_of(hostile))


def test_a_field_that_stands_there_twice(attack, hostile, project):
    body = f'{{"code":"{code(project)}","c\\u006fde":"{code(project, "trust")}"}}'.encode()
    hostile.add(*of("code-renamed", body, b'{"name":"overridden"}'))
    assert f"{hostile.replica[:4]}.3" in str(attack.refused_of(hostile))


# Clocks


@pytest.mark.parametrize("at", [2**63 - 1, 2**63 - 2, 2**62 + 1], ids=hex)
def test_a_clock_beyond_all_clocks(attack, hostile, project, at):
    hostile.add(*of("project-renamed", {}, b'{"name":"X"}'), at=at)
    how = {} if attack.way == "opened" else {"accept_clock": [hostile.replica]}
    attack.refused_of(hostile, **how)
    project.codes.add("decided afterwards")


@pytest.mark.parametrize("at", [2**63, 2**64 - 1], ids=hex)
def test_a_clock_that_no_store_can_keep(hostile, project, tmp_path, at):
    hostile.add(*of("project-renamed", {}, b'{"name":"X"}'), at=at)
    hostile.bundle(bundle := tmp_path / "evil.bundle")
    before = project.log.store.heads(), project.path.read_bytes()
    with pytest.raises(LogError):
        project.copies.apply(bundle, accept=[hostile.letters], accept_clock=[hostile.replica])
    assert (project.log.store.heads(), project.path.read_bytes()) == before
    with pytest.raises(LogError):
        Project.from_bundle(bundle, tmp_path / "opened.qualog")
    assert not (tmp_path / "opened.qualog").exists()


def test_a_clock_that_stands_at_nothing(attack, hostile):
    hostile.add(*of("project-renamed", {}, b'{"name":"X"}'), at=0)
    assert "dated before the decision that it follows" in str(attack.refused_of(hostile))


def test_a_clock_more_than_a_day_ahead_is_followed_on_a_persons_word_alone(sent, hostile, project):
    at = (project.log.clock() + DAY + 1) << 16
    hostile.add(*FORGED, at=at)
    assert "--accept-clock" in str(sent.refused_of(hostile))
    assert "--accept-clock" in str(sent.refused_of(hostile, accept_clock=["0000" * 4]))
    hashes = [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    answers = {"accept": [hostile.letters], "accept_clock": [hostile.replica[:4]]}
    came = sent.bring(hostile.entries, [signature], **answers)
    assert came.ahead == (hostile.replica,)
    project.codes.add("decided afterwards")
    assert project.verify().fault is None


# Words in somebody's mouth


def attributed(project, hostile, alter):
    """Let a copy cut a passage out of a text, whose words were altered."""
    [document] = project.state.documents.values()
    content, stored = seal_text(alter(project.state.text(document.id)[: document.parts[0].length]))
    decision = PassageAttributed(
        document=document.id,
        start=0,
        end=document.parts[0].length,
        participant=next(iter(project.state.participants)),
        first=0,
        last=1,
        parts=(content,),
        revision=document.revision,
    )
    hostile.add(decision.kind, decision.version, encode_body(decision))
    hostile.entries[-1] = hostile.entries[-1]._replace(contents=(stored,))


def test_a_passage_that_replaces_what_somebody_said(attack, hostile, project):
    attributed(project, hostile, lambda said: ("I never listen to any of them. " * 20)[: len(said)])
    assert f"{hostile.replica[:4]}.3" in str(attack.refused_of(hostile))


def test_one_that_says_what_was_said_comes_in(sent, hostile, project):
    attributed(project, hostile, lambda said: said)
    hashes = [stored.entry.hash for stored in hostile.entries]
    signature = signed_by(hostile.key, hostile.project, hostile.replica, hashes)
    assert sent.bring(hostile.entries, [signature], accept=[hostile.letters]).count == 3
