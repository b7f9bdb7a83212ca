"""What comes to a copy in which nothing was decided yet: its own chain has not begun."""

import pytest
from tests.core.copies import copy_of
from tests.robustness.hostile import HostileCopy

from qualog.decisions.copies import CopyAccepted
from qualog.decisions.project import ReplicasMerged
from qualog.log.codec import encode_body
from qualog.log.entry import Head
from qualog.log.replication.introduction import NotMet
from qualog.testing.memory_store import MemoryStore


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


@pytest.mark.parametrize("has_begun", [False, True])
def test_whom_an_author_had_seen_is_asked_about_all_the_same(has_begun, project, samir):
    before = copy_of(project, "Samir")
    if has_begun:
        before.codes.add("begun")
    stranger = HostileCopy(project, author(project, "Ingrid"))
    samir.at = max(samir.at, stranger.at)
    seen = {stranger.replica: (len(stranger.entries), stranger.previous.hex())}
    samir.add(ReplicasMerged.kind, 1, encode_body(ReplicasMerged(heads=seen)))
    heads = before.log.store.heads()
    with pytest.raises(NotMet) as asked:
        before.copies.merge_from(offered(project, samir, stranger))
    assert [met.replica for met in asked.value.introductions] == [stranger.replica]
    assert before.log.store.heads() == heads
