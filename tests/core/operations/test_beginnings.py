"""How a chain begins, and who may say whose it is: what comes in with another key is refused."""

import shutil

import pytest
from attrs import evolve
from tests.core.log.logs import A, key_of
from tests.robustness.hostile import HostileCopy

from qualog.decisions.copies import KeyBound
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import ProjectCreated
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.integrity.beginning import bound_text
from qualog.log.integrity.keys import Key
from qualog.log.integrity.tree import Frontier
from qualog.log.log import Draft, Log
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project

STRANGERS = Key("", "", bytes(range(32)))


def samir(project):
    return next(each.id for each in project.state.authors.values() if each.name == "Samir")


def refused(project, copy, tmp_path, match):
    """Require that nothing of a copy comes in, though a person says yes to its letters."""
    copy.bundle(tmp_path / "hostile.bundle")
    before = project.log.store.heads()
    with pytest.raises(LogError, match=match):
        project.copies.apply(tmp_path / "hostile.bundle", accept=[copy.letters])
    assert project.log.store.heads() == before


@pytest.mark.parametrize(
    "beginning",
    [
        {"proof": STRANGERS.sign(b"").hex()},
        {"key": STRANGERS.public.hex()},
        {"author": "e0" * 8},
        {"cause": "key-lost"},
        {"follows": f"{A}.1"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_beginning_that_its_key_did_not_sign_is_refused(project, tmp_path, beginning):
    copy = HostileCopy(project, samir(project), altered=beginning)
    refused(project, copy, tmp_path, "says with which key its copy is signed, and that is not so")


def test_an_id_that_is_not_made_from_the_key_is_refused(project, tmp_path):
    copy = HostileCopy(project, samir(project), replica="ab" * 8)
    refused(project, copy, tmp_path, "says with which key its copy is signed, and that is not so")


def test_a_second_beginning_is_refused(project, tmp_path):
    copy = HostileCopy(project, samir(project))
    first = copy.entries[0]
    copy.add(first.entry.kind, 1, first.entry.body, first.sealed.words)
    refused(project, copy, tmp_path, "says with which key its copy is signed, and that is not so")


@pytest.fixture(params=["another key", "a copy that is not here"])
def pretender(request, project):
    """A copy that says falsely that another one goes on as it."""
    followed = project.log.replica if request.param == "another key" else "ab" * 8
    says = {"follows": f"{followed}.1", "cause": "rotated", "passed": STRANGERS.sign(b"").hex()}
    return HostileCopy(project, project.author[0], says=says)


def test_who_says_without_its_key_that_a_copy_goes_on_as_theirs_is_refused(
    project, pretender, tmp_path
):
    refused(project, pretender, tmp_path, "says that it goes on from another one")


def test_verification_names_who_says_so_without_the_key(project):
    says = {"follows": f"{project.log.replica}.1", "passed": STRANGERS.sign(b"").hex()}
    copy = HostileCopy(project, project.author[0], says=says)
    project.log.store.write(lambda transaction: transaction.put(copy.entries))
    assert f"{copy.replica[:4]}.1 says that its copy goes on from" in str(
        project.verify().fault.problem
    )


@pytest.fixture
def old(tmp_path):
    """A study that began before chains were bound to keys: its file, and its first key signed."""
    store = SqliteStore.create(tmp_path / "old.qualog")
    log, ingrid = Log(store, A), new_id()
    created = Draft(ProjectCreated(name="Old"), [ingrid])
    added = [
        Draft(AuthorAdded(author=id_, name=name), [ingrid])
        for id_, name in ((ingrid, "Ingrid"), (new_id(), "Samir"))
    ]
    log.append([created, *added])
    key_of(store.project, A)
    log.sign()
    store.close()
    return tmp_path / "old.qualog"


def bound_by(key, file, target):
    """Write a copy of a study in which a key says that it is that of its old chain."""
    store = SqliteStore.open(shutil.copy(file, target))
    tree = Frontier().grown(hash_ for _, hash_ in store.hashes(A))
    author = store.entry(A, 1).authors
    bound = KeyBound(
        author=author, key=key.public.hex(), size=tree.size, root=tree.root.hex(), proof=""
    )
    proof = key.sign(bound_text(store.project, A, bound)).hex()
    Log(store, A).append([Draft(evolve(bound, proof=proof), [author])])
    store.close()
    return target


def test_an_older_chain_is_bound_by_the_key_that_signed_it_alone(old, tmp_path, monkeypatch):
    with Project.open(old) as project:
        own = key_of(project.log.store.project, A)
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "Samir's"))
    true = bound_by(own, old, tmp_path / "true.qualog")
    false = bound_by(STRANGERS, old, tmp_path / "false.qualog")
    copy = shutil.copy(old, tmp_path / "samir.qualog")
    with Project.open(copy, author=["Samir"]) as samirs:
        samirs.codes.add("voice")
        before = samirs.log.store.heads()
        with pytest.raises(LogError, match="says with which key its copy is signed"):
            samirs.copies.merge(false)
        assert samirs.log.store.heads() == before
        samirs.copies.merge(true)
        assert samirs.log.store.heads()[A].seq == 4
        assert samirs.verify().fault is None
