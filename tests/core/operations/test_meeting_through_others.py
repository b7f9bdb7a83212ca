"""What comes from a copy that had met others, also where nothing was decided here yet."""

import pytest
from tests.core.copies import copy_of
from tests.robustness.hostile import HostileCopy

from qualog.decisions.codes import CodeCreated
from qualog.decisions.copies import CopyAccepted
from qualog.decisions.erasure import WordsErased
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.log.codec import encode_body
from qualog.log.entry import Head
from qualog.log.integrity.keys import keep_key
from qualog.log.replication.introduction import NotMet
from qualog.log.replication.transfer import merge_from
from qualog.testing.memory_store import MemoryStore

NAMED = b'{"name":"n","definition":"","include":"","exclude":"","examples":[]}'


def author(project, name):
    return next(each.id for each in project.state.authors.values() if each.name == name)


@pytest.fixture
def samir(project, tmp_path):
    """A copy of Samir's, which Ingrid's file has."""
    copy = HostileCopy(project, author(project, "Samir"))
    copy.bundle(tmp_path / "samir.bundle")
    project.copies.apply(tmp_path / "samir.bundle", accept=[copy.letters])
    return copy


def lets_in(samir, project, name):
    """Return a stranger's copy in an author's name, for which Samir's says that it is known."""
    other = HostileCopy(project, author(project, name))
    upto = (1, other.entries[0].entry.hash.hex())
    said = CopyAccepted(copy=other.replica, key=other.key.public.hex(), upto=upto)
    samir.add(said.kind, 1, encode_body(said))
    return other


@pytest.mark.parametrize("reader", ["Ingrid", "Samir"])
def test_an_author_vouches_for_no_copy_in_anothers_name(reader, project, samir, tmp_path):
    before = copy_of(project, reader)
    stranger = lets_in(samir, project, "Ingrid")
    samir.bundle(tmp_path / "samir.bundle")
    stranger.bundle(tmp_path / "stranger.bundle")
    before.copies.apply(tmp_path / "samir.bundle")
    with pytest.raises(NotMet) as asked:
        before.copies.apply(tmp_path / "stranger.bundle")
    assert [met.replica for met in asked.value.introductions] == [stranger.replica]


def offered(project, *copies):
    """Return what has the lines of a study and, signed, those of copies of it."""
    store = MemoryStore(copies[0].project)
    store.write(lambda transaction: transaction.put(project.log.store.stored_entries()))
    for copy in copies:
        here = store.heads().get(copy.replica, Head()).seq
        news = copy.entries[here:]
        store.write(lambda transaction, news=news: transaction.put(news))
        store.write(lambda transaction, copy=copy: transaction.put_checkpoints([copy.signed()]))
    return store


def has_seen(copy, other):
    """Let a copy say that it has seen all of another."""
    copy.at = max(copy.at, other.at)
    seen = {other.replica: (len(other.entries), other.previous.hex())}
    copy.add(ReplicasMerged.kind, 1, encode_body(ReplicasMerged(heads=seen)))


@pytest.mark.parametrize("has_begun", [False, True])
def test_whom_an_author_had_seen_is_asked_about_all_the_same(has_begun, project, samir):
    before = copy_of(project, "Samir")
    if has_begun:
        before.codes.add("begun")
    stranger = HostileCopy(project, author(project, "Ingrid"))
    has_seen(samir, stranger)
    heads = before.log.store.heads()
    with pytest.raises(NotMet) as asked:
        before.copies.merge_from(offered(project, samir, stranger))
    assert [met.replica for met in asked.value.introductions] == [stranger.replica]
    assert before.log.store.heads() == heads


def erases_everything(copy, store):
    """Let a copy say that all words of a study were erased."""
    lines = {}
    for stored in store.stored_entries():
        if stored.sealed is not None:
            lines.setdefault(stored.entry.replica, []).append(stored.entry.seq)
    receipt = WordsErased(
        because="0" * 16,
        lines={replica: tuple(numbers) for replica, numbers in lines.items()},
        contents=tuple(sorted(store.content_ids())),
    )
    copy.add(receipt.kind, 1, encode_body(receipt))


@pytest.mark.parametrize("has_begun", [False, True])
def test_who_is_refused_and_was_seen_is_carried_and_erases_nothing(has_begun, project, samir):
    here = copy_of(project, "Samir")
    if has_begun:
        here.codes.add("begun")
    words = {stored.entry.id for stored in here.log.store.stored_entries() if stored.sealed}
    stranger = HostileCopy(project, author(project, "Ingrid"))
    erases_everything(stranger, here.log.store)
    has_seen(samir, stranger)
    source = offered(project, samir, stranger)
    with pytest.raises(NotMet) as asked:
        here.copies.merge_from(source)
    result = here.copies.merge_from(source, refuse=asked.value.introductions)
    assert result.carried == {stranger.replica: 3}
    assert not result.erased
    here.codes.add("later")
    here.copies.merge_from(source)
    left = {stored.entry.id for stored in here.log.store.stored_entries() if stored.sealed}
    assert words <= left
    assert here.log.store.content_ids() == project.log.store.content_ids()
    assert here.verify().fault is None


def test_what_was_withheld_is_missed_by_who_had_seen_it(project, samir):
    other = HostileCopy(project, author(project, "Samir"))
    has_seen(samir, other)
    other.entries.pop()
    other.previous = other.entries[-1].entry.hash
    before = project.log.store.heads()
    with pytest.raises(LogError, match="was decided after"):
        project.copies.merge_from(offered(project, samir, other), accept=[other.letters])
    assert project.log.store.heads() == before


def test_a_thief_s_fork_of_an_ended_copy_leaves_nothing(project, samir, tmp_path):
    samir.add("code-created", 1, encode_body(CodeCreated(code="0" * 16, name="n")), NAMED)
    samir.bundle(tmp_path / "samir.bundle")
    project.copies.apply(tmp_path / "samir.bundle")
    project.copies.end(samir.letters, reason="stolen", last=3)
    before = project.log.store.heads(), project.log.store.branches()
    samir.entries.pop()
    samir.previous = samir.entries[-1].entry.hash
    samir.add("code-created", 1, encode_body(CodeCreated(code="1" * 16, name="n")), NAMED)
    samir.bundle(tmp_path / "fork.bundle")
    assert project.copies.apply(tmp_path / "fork.bundle").count == 0
    assert (project.log.store.heads(), project.log.store.branches()) == before
    assert project.verify().fault is None


def test_a_copy_that_began_twice_with_one_key_is_kept_as_branches(project):
    """So it may where its file was put back, and its key not: then no line is both's."""
    one = HostileCopy(project, author(project, "Samir"))
    again = HostileCopy(project, one.author, key=one.key)
    keep_key(one.key)  # as on its own machine, where nobody is asked
    source = offered(project, one)
    merge_from(source, offered_alone(again), now=0)
    assert project.copies.merge_from(source).count == 4
    assert len(project.log.store.branches()) == 2
    assert project.copies.merge_from(source).count == 0
    assert project.verify().fault is None


def offered_alone(copy):
    """Return what has the lines of a copy, and nothing else."""
    store = MemoryStore(copy.project)
    store.write(lambda transaction: transaction.put(copy.entries))
    return store
