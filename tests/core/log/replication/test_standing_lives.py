"""Who counts and whose erasures hold, compared with the model that the rules were found with."""

import importlib.util
import random

import pytest

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, ReplicaBegun
from qualog.log.replication.acceptance import Reader
from qualog.log.replication.standing import TrustLine, Words, standing

pytestmark = pytest.mark.shared

LIVES = 60


@pytest.fixture
def model(shared):
    """The model, with the rule as it is kept here: nobody lapses whom none accepted by name."""
    path = shared.parent / "trials" / "copies" / "model.py"
    if not path.is_file():
        pytest.skip("the model is not here: no ../shared/trials beside the repository")
    spec = importlib.util.spec_from_file_location("model", path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    lapse = found.lapse

    def lapse_of_accepted(chains, cut, mutants):
        accepted = {line.data[0] for line in _all(chains) if line.kind == "accept"}
        started = {
            copy: [
                line._replace(known=frozenset(k for k in line.known if k[0] in accepted))
                if line.kind == "begun"
                else line
                for line in chain
            ]
            for copy, chain in chains.items()
        }
        return lapse(started, cut, mutants)

    def ours(copy, mutants=()):
        """Say what the author's words are, by the ends that lapsed copies are counted in."""
        two = found.lapse(
            copy.L,
            {
                on: sorted(by.values())[1]
                for on, by in found.words_on(copy.L, mutants).items()
                if len(by) > 1
            },
            mutants,
        )
        rest = found.words_on(copy.L, mutants, lambda line: line.seq > two.get(line.rep, found.INF))
        own = {
            on: min(
                two.get(on, found.INF),
                rest.get(on, {}).get(found.chain_author(copy.L, on), found.INF),
            )
            for on in copy.L
        }
        own = found.lapse(copy.L, own, mutants)
        return found.words_on(
            copy.L,
            mutants,
            lambda line: line.seq > own.get(line.rep, found.INF) and line.rep != copy.rep,
        )

    found.lapse, found.ours = lapse_of_accepted, ours
    return found


def test_the_lives_of_the_model_come_to_the_same(model):
    held = 0
    for seed in range(LIVES):
        for copy in _watched(model, seed):
            words = Words(tuple(_lines(copy.L)), _authors(copy.L))
            found = standing(words.lines, words.authors)
            aside, holding = model.cuts(copy)
            assert _here(found.aside, copy) == _ended(aside, model)
            assert _here(found.held, copy) == _ended(holding, model)
            reader = Reader(copy.rep, words, found, _began_with(copy))
            assert reader.accepted() == model.accepted(copy)
            for other in copy.L:
                assert min(reader.bound(other), model.INF) == model.bound(copy, other), other
            held += bool(found.held)
    assert held > LIVES


def test_the_order_of_lines_does_not_matter(model):
    for seed in range(0, LIVES, 10):
        for copy in _watched(model, seed):
            lines = list(_lines(copy.L))
            found = standing(lines, _authors(copy.L))
            random.Random(seed).shuffle(lines)
            assert standing(lines, _authors(copy.L)) == found


def _watched(model, seed):
    """Return the copies of one life, as they are when something has come in."""
    merge, seen = model.merge, []

    def watched(copy, offer, mutants=()):
        done = merge(copy, offer, mutants)
        if done:
            seen.append(_then(model, copy))
        return done

    model.merge = watched
    try:
        faults, *_ = model.run(seed)
    finally:
        model.merge = merge
    assert not faults
    return seen


def _then(model, copy):
    """Return a copy as it is now, whatever becomes of it."""
    then = model.Copy(copy.rep, copy.author, copy.key)
    then.L = {replica: list(chain) for replica, chain in copy.L.items()}
    return then


def _lines(chains):
    for line in _all(chains):
        known = {replica: seq for replica, seq, _ in line.known}
        if (decision := _decision(line, chains)) is not None:
            known[line.rep] = line.seq
            yield TrustLine(line.rep, line.seq, decision, known)


def _decision(line, chains):
    match line.kind:
        case "begun":
            author, key = line.data
            return ReplicaBegun(
                author=author,
                key=key,
                follows=None,
                cause="new",
                passed=None,
                format=3,
                proof="",
                machine="",
            )
        case "accept":
            copy, key = line.data
            return CopyAccepted(copy=copy, key=key, upto=(1, ""))
        case "end":
            copy, last = line.data
            return CopyEnded(copy=copy, key=_key(chains, copy), last=last, hash="", reason="stolen")
        case "reopen":
            return CopyReopened(copy=line.data[0], key=_key(chains, line.data[0]))
    return None


def _key(chains, copy):
    return chains[copy][0].data[1] if copy in chains else ""


def _authors(chains):
    return {replica: chain[0].data[0] for replica, chain in chains.items()}


def _began_with(copy):
    chain = copy.L.get(copy.rep)
    return frozenset(replica for replica, _, _ in chain[0].known) if chain else frozenset()


def _all(chains):
    return [line for chain in chains.values() for line in chain]


def _here(cuts, copy):
    """Return the ends of the copies that are here: the model tells of no others."""
    return {other: last for other, last in cuts.items() if other in copy.L}


def _ended(cuts, model):
    return {copy: last for copy, last in cuts.items() if last < model.INF}
