"""The blinding: what the core shows while a blind round is open, and that it comes off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.conftest import HandClock, begin
from tests.core.copies import copy_of, exchange
from tests.core.replay.test_fold import plain

from qualog.decisions import Decision, decision, words
from qualog.decisions.erasure import WordsErased
from qualog.errors import NotAllowed, NotFound
from qualog.history.narration import narrate
from qualog.log.entry import LogEntry
from qualog.project.project import Project


@pytest.fixture
def laptops(project):
    """Ingrid's and Samir's laptops, in a blind round on the talk."""
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with copy_of(project, "Samir") as samir:
        yield project, samir


@decision("test-hunch")
class Hunch(Decision):
    """A decision of a kind that the core has never heard of."""

    hunch: str
    document: str
    text: str = words()


def test_the_own_codings_are_shown_and_no_others(laptops):
    ingrid, samir = laptops
    own = ingrid.codings.apply("trust", "talk", turn=2)
    other = samir.codings.apply("power", "talk", turn=2)
    both = samir.codings.apply("power", "talk", turn=4, by=["Ingrid", "Samir"])
    exchange(*laptops)
    assert set(ingrid.state.codings) == {own.id, both.id}
    assert set(samir.state.codings) == {other.id, both.id}
    with Project.open(ingrid.path, viewer=["Samir"]) as onlooker:
        assert set(onlooker.at().state.codings) == {other.id, both.id}
    ingrid.rounds.close("R1")
    assert set(ingrid.state.codings) == {own.id, other.id, both.id}


def test_who_is_not_named_sees_no_coding_of_the_round(laptops, tmp_path):
    ingrid, _ = laptops
    ingrid.codings.apply("trust", "talk", turn=2)
    ingrid.authors.add("Karin")
    with copy_of(ingrid, "Karin") as karin:
        assert not karin.state.codings
        karin.author = ()
        assert not karin.state.codings
        assert "it is not known who you are" in str(karin.at().hidden[0])


def test_who_decides_is_who_looks(laptops):
    ingrid, _ = laptops
    with pytest.raises(NotAllowed, match="where the project is open for Samir"):
        ingrid.codings.apply("trust", "talk", turn=2, by=["Samir"])
    ingrid.codings.apply("trust", "talk", turn=2, by=["Samir", "Ingrid"])


def test_a_memo_of_the_codebook_is_shown(laptops):
    ingrid, samir = laptops
    memo = samir.memos.write("of the codebook", about="trust")
    exchange(*laptops)
    assert memo.id in ingrid.state.memos


def test_every_moment_is_blind_as_long_as_the_round_is_open(laptops):
    ingrid, samir = laptops
    samir.codings.apply("power", "talk", turn=2)
    exchange(*laptops)
    heads = {each: head.seq for each, head in ingrid.log.store.heads().items()}
    assert ingrid.moments.name("meanwhile").heads == heads
    assert not ingrid.at("meanwhile").state.codings
    ingrid.rounds.close("R1")
    assert len(ingrid.at("meanwhile").state.codings) == 1


def test_what_others_did_to_the_own_coding_is_not_seen(laptops):
    ingrid, samir = laptops
    own = ingrid.codings.apply("trust", "talk", turn=2)
    ingrid.rounds.close("R1")
    samir.copies.merge(ingrid.path)
    samir.codings.recode(own.id, "power")
    removed = samir.codings.remove(own.id)
    ingrid.rounds.open("R2", ["talk"], ["Ingrid", "Samir"], blind=True)
    ingrid.copies.merge(samir.path)
    assert ingrid.state.codings[own.id].code == own.code
    with pytest.raises(NotAllowed, match="which are hidden while a blind round is open"):
        ingrid.undo(removed)
    assert not ingrid.state.questions
    ingrid.rounds.close("R2")
    assert own.id not in ingrid.state.codings


def test_an_undone_round_hides_nothing(laptops):
    ingrid, samir = laptops
    samir.codings.apply("power", "talk", turn=2)
    exchange(*laptops)
    ingrid.undo(ingrid.find.round("R1").opened.decision)
    assert len(ingrid.state.codings) == 1


def test_a_kind_that_is_not_yet_thought_of_is_hidden_too(laptops):
    ingrid, samir = laptops
    document = samir.find.document("talk").id
    samir.decide(Hunch(hunch="abcd", document=document, text="is it power?"))
    memo = samir.memos.write("I am sure", about="talk")
    reply = samir.memos.write("so am I", about=memo.id)
    exchange(*laptops)
    told = list(narrate(ingrid.at()))
    assert {each.entry.kind for each in told}.isdisjoint({"test-hunch", "memo-written"})
    assert reply.id not in ingrid.state.memos


def test_a_plugin_that_reads_the_log_itself_sees_no_more(laptops):
    """Whatever it asks of the store, but for the bytes of a chain, which verification needs."""
    ingrid, samir = laptops
    secret = samir.memos.write("a secret", about="talk", why="secretly")
    entry = line_of(samir, secret.made.decision)
    exchange(*laptops)
    store = ingrid.at().log.store
    assert store.entry(entry.replica, entry.seq) is None
    assert store.sealed(entry.replica, entry.seq) is None
    assert store.find_hash(entry.hash.hex()) == []
    assert entry.id not in {each.id for each in store.entries()}
    assert entry.id not in {each.entry.id for each in store.stored_entries()}
    assert entry.seq not in dict(store.sealed_of(entry.replica))
    assert secret.id.encode() not in b"".join(row[-1] for row in store.fold_rows())
    assert store.heads() == ingrid.log.store.heads()
    assert ingrid.verify().fault is None


def line_of(project: Project, decision: str) -> LogEntry:
    replica, _, seq = decision.partition(".")
    entry = project.log.store.entry(replica, int(seq))
    assert entry is not None
    return entry


def test_what_is_hidden_is_erased_all_the_same(laptops):
    ingrid, samir = laptops
    samir.documents.speaker("talk", "R", participant="Anna")
    memo = samir.memos.write("she said so", about="talk", why="secretly")
    entry = line_of(samir, memo.made.decision)
    exchange(*laptops)
    ingrid.participants.withdraw("Anna")
    assert ingrid.log.store.sealed(entry.replica, entry.seq) is None
    assert ingrid.verify().fault is None


def test_a_receipt_does_not_tell_which_hidden_words_went(laptops):
    ingrid, samir = laptops
    samir.documents.speaker("talk", "R", participant="Anna")
    memo = samir.memos.write("she said so", about="talk")
    exchange(*laptops)
    withdrawn = ingrid.participants.withdraw("Anna")
    found = next(entry for entry in ingrid.at().entries(("words-erased",)))
    receipt = ingrid.at().log.decision(found)
    assert isinstance(receipt, WordsErased)
    assert memo.made.seq not in receipt.lines[samir.log.replica]
    whole = ingrid.log.decision(line_of(ingrid, found.id))
    assert isinstance(whole, WordsErased)
    assert memo.made.seq in whole.lines[samir.log.replica]
    assert withdrawn in {each.entry.id for each in narrate(ingrid.at())}


def last_of(project):
    return project.log.store.heads()[project.log.replica].seq


def test_the_last_decision_is_one_that_is_shown(laptops):
    ingrid, samir = laptops
    before = ingrid.at().last_decision
    samir.memos.write("a secret", about="talk")
    ingrid.copies.merge(samir.path)
    accepted = ingrid.at().last_decision  # that she accepts his copy
    samir.memos.write("another secret", about="talk")
    ingrid.copies.merge(samir.path)
    assert ingrid.log.store.heads()[samir.log.replica].seq == 4
    assert ingrid.at().last_decision == accepted == f"{ingrid.log.replica}.{last_of(ingrid)}"
    assert before == ingrid.find.round("R1").opened.decision
    assert ingrid.at("1990-01-01").last_decision == ""


def test_an_unknown_viewer_is_named_where_it_matters(laptops, tmp_path):
    ingrid, _ = laptops
    with Project.open(ingrid.path, viewer=["Nobody"]) as project:
        with pytest.raises(NotFound, match="no author “Nobody”"):
            project.at()
        ingrid.rounds.close("R1")
        assert project.at().state.authors


walks = st.lists(
    st.tuples(st.sampled_from(["code", "remove", "memo", "meet", "open", "close"]), st.booleans()),
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(walks)
def test_it_is_the_same_put_on_anew(tmp_path_factory, walk):
    """A blinding that grew with the log hides what one hides that is put on at the end."""
    folder = tmp_path_factory.mktemp("blind")
    clock = HandClock()
    with Project.create(folder / "s.qualog", "S", ["Ingrid", "Samir"], clock=clock) as ingrid:
        begin(ingrid)
        with copy_of(ingrid, "Samir") as samir:
            for what, first in walk:
                one, other = (ingrid, samir) if first else (samir, ingrid)
                try:
                    take(what, one, other)
                except (NotAllowed, NotFound):
                    continue
                assert ingrid.state.decisions <= len(list(ingrid.log.store.entries()))
            for each in (ingrid, samir):
                with Project.open(each.path, author=each.author) as anew:
                    assert plain(each.state) == plain(anew.state) == plain(anew.at().state)


def take(what: str, one: Project, other: Project) -> None:
    match what:
        case "code":
            one.codings.apply("trust", "talk", span=(0, 2 + len(one.state.codings)))
        case "remove":
            one.codings.remove(next(iter(one.state.codings), ""))
        case "memo":
            one.memos.write("a thought", about=next(iter(one.state.codings), "talk"))
        case "meet":
            one.copies.merge(other.path)
        case "open":
            one.rounds.open(f"R{one.state.decisions}", ["talk"], ["Ingrid", "Samir"], blind=True)
        case "close":
            for each in one.state.rounds.values():
                if each.is_open:
                    one.rounds.close(each.id)
