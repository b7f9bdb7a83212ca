"""Discussions: opened, gone on with, settled; the codings stay, and withdrawn words go."""

import pytest
from tests.core.copies import copy_of, exchange, what

from qualog.decisions import ERASED
from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.history.contributions import contributions
from qualog.history.narration import narrate
from qualog.history.timeline import timeline

TURN = "It was fine, I trust\nthem all."


@pytest.fixture
def coded(project):
    """Ingrid gave a passage trust, Samir power, and one wider than the turn that both coded."""
    apply = project.codings.apply
    apply("trust", "talk", quote="I trust them all")
    apply("trust", "talk", quote="them all.")
    apply("power", "talk", quote="fine, I trust them all.\nI: Why?", by=["Samir"])
    return project


@pytest.fixture
def discussion(coded):
    return coded.discussions.open("talk", turn=2, topic="  whom does she trust? ")


def holds(project, discussion):
    state = project.state
    return [
        (state.text(discussion.document)[each.start : each.end], state.codebook.name(each.code))
        for each in state.discussions[discussion.id].holds
    ]


def refused(verb, error, told, *arguments, **how):
    project = verb.__self__.project
    before = project.state.decisions
    with pytest.raises(error, match=told):
        verb(*arguments, **how)
    assert project.state.decisions == before


def test_a_passage_is_put_up_and_talked_over(coded, discussion):
    state = coded.state
    assert state.text(discussion.document)[discussion.start : discussion.end] == TURN
    assert (discussion.topic, discussion.is_open) == ("whom does she trust?", True)
    coded.discussions.reply(discussion.id[:6], "everybody, it seems", by=["Samir"])
    coded.discussions.reply(discussion.id, "or nobody")
    found = coded.state.discussions[discussion.id]
    assert [each.text for each in found.replies] == ["everybody, it seems", "or nobody"]
    assert [coded.state.author_names(each.made.authors) for each in found.replies] == [
        "Samir",
        "Ingrid",
    ]


def test_one_side_holds_cut_off_at_the_edges(coded, discussion):
    coded.discussions.settle(discussion.id, "one-side", coder="Samir", why="it is power")
    assert holds(coded, discussion) == [("fine, I trust\nthem all.", "power")]
    found = coded.state.discussions[discussion.id]
    assert coded.state.authors[found.coder].name == "Samir"


def test_both_sides_hold_each_code_once(coded, discussion):
    coded.codings.apply("power", "talk", turn=2)
    coded.discussions.settle(discussion.id, "both", why="each is right")
    assert holds(coded, discussion) == [(TURN, "power"), ("I trust\nthem all.", "trust")]


def test_a_new_coding_or_none(coded, discussion):
    coded.codes.add("time")
    coded.discussions.settle(discussion.id, "new-coding", codes=["time", "power"], why="so")
    assert sorted(holds(coded, discussion)) == [(TURN, "power"), (TURN, "time")]
    coded.discussions.reopen(discussion.id, why="no")
    assert coded.state.discussions[discussion.id].is_open
    assert holds(coded, discussion) == []
    coded.discussions.settle(discussion.id, "new-coding", codes=[], why="small talk")
    assert holds(coded, discussion) == []
    assert not coded.state.discussions[discussion.id].is_open


def test_a_changed_definition_is_decided_in_the_same_act(coded, discussion):
    coded.discussions.settle(
        discussion.id,
        "changed-definition",
        codes=["power"],
        redefine="trust",
        definition="leans on somebody by name",
        by=["Ingrid", "Samir"],
        why="nobody is named here",
    )
    assert coded.find.code("trust").definition == "leans on somebody by name"
    assert holds(coded, discussion) == [(TURN, "power")]
    *_, defined, settled = coded.log.store.entries()
    assert (defined.kind, settled.kind) == ("code-defined", "discussion-settled")
    assert defined.together == settled.together != ""
    assert defined.authors == settled.authors
    assert coded.log.words(settled)["why"] == "nobody is named here"
    assert "why" not in coded.log.words(defined)  # it may tell about the participant
    for code in ("trust", "power"):
        last = list(timeline(coded.at(), coded.find.code(code).id))[-1]
        assert last.sentence.endswith(
            "by redefining the code “trust”, which leaves the code “power”"
        )
        assert last.why == "nobody is named here"


def test_the_one_code_that_holds_is_the_one_redefined(coded, discussion):
    coded.discussions.settle(
        discussion.id, "changed-definition", codes=["trust"], exclude="small talk", why="clearer"
    )
    trust = coded.find.code("trust")
    assert (trust.definition, trust.exclude) == ("relies on somebody", "small talk")
    assert coded.state.discussions[discussion.id].redefined == trust.id


def test_the_codings_stay_as_they_are(coded, discussion):
    before = dict(coded.state.codings)
    coded.discussions.settle(discussion.id, "new-coding", codes=[], why="none")
    assert coded.state.codings == before


def test_what_is_refused(coded, discussion):
    discuss = coded.discussions
    refused(discuss.open, NotAllowed, "already being discussed", "talk", turn=2)
    refused(discuss.open, BadInput, "Which passage", "talk")
    refused(discuss.open, BadInput, "half a character", "talk", turn=4, topic="x\ud800")
    refused(discuss.reply, NotFound, "no discussion “zzz”", "zzz", "so")
    refused(discuss.reply, BadInput, "A reply needs a text", discussion.id, " ")
    refused(discuss.reopen, NotAllowed, "is open", discussion.id)

    def settling(error, told, outcome, why="so", **how):
        refused(discuss.settle, error, told, discussion.id, outcome, why=why, **how)

    settling(BadInput, "A reason is needed", "both", why=" ")
    settling(BadInput, "Whose side holds", "one-side")
    settling(BadInput, "does not take --coder", "both", coder="Samir")
    settling(BadInput, "does not take --code", "one-side", coder="Samir", codes=["trust"])
    settling(BadInput, "Which codes hold", "new-coding")
    settling(BadInput, "does not take --redefine", "new-coding", codes=[], definition="x")
    settling(BadInput, "What changes in the definition", "changed-definition", codes=["trust"])
    settling(BadInput, "Which code is redefined", "changed-definition", codes=[], definition="x")
    settling(BadInput, "What is to change", "changed-definition", codes=["trust"], redefine="trust")
    settling(NotFound, "no author “Eva”", "one-side", coder="Eva")
    coded.authors.add("Eva")
    settling(NotAllowed, "Eva coded nothing in talk", "one-side", coder="Eva")
    coded.codes.retire("power")
    settling(NotAllowed, "is retired", "new-coding", codes=["power"])
    # Nothing half done: the definition would be changed before the code is refused.
    settling(
        NotAllowed,
        "is retired",
        "changed-definition",
        codes=["power"],
        redefine="trust",
        definition="x",
    )
    discuss.settle(discussion.id, "both", why="so")
    settling(NotAllowed, "reopen it", "both")
    assert discuss.open("talk", turn=2).is_open  # since the other one is settled


def test_a_discussion_is_named_by_its_id_and_memos_may_be_about_it(coded, discussion):
    memo = coded.memos.write("come back to this", about=discussion.id[:8])
    assert memo.about == discussion.id
    told = [each.sentence for each in timeline(coded.at(), discussion.id)]
    assert told[0] == (
        "opened a discussion of “It was fine, I trust them all.” in “talk”: “whom does she trust?”"
    )
    assert told[-1].startswith("wrote a memo about the discussion of “It was fine")
    document = coded.find.document("talk").id
    coded.discussions.reply(discussion.id, "so")
    assert [each.entry.kind for each in timeline(coded.at(), document)][-1] == "discussion-replied"


def test_it_counts_in_the_division_of_work(coded, discussion):
    coded.discussions.settle(discussion.id, "both", why="so", by=["Ingrid", "Samir"])
    ingrid, samir = contributions(coded.at())
    assert (ingrid.alone["discussions"], ingrid.together["discussions"]) == (1, 1)
    assert (samir.alone.get("discussions"), samir.together["discussions"]) == (None, 1)


def test_undone_and_removed(coded, discussion):
    reply = coded.discussions.reply(discussion.id, "so")
    settled = coded.discussions.settle(discussion.id, "both", why="so").settled
    coded.undo(settled.decision)
    assert coded.state.discussions[discussion.id].is_open
    assert [each.kind for each in coded.resting_on(discussion.made.decision)] == [
        "discussion-replied"
    ]
    coded.undo(reply)
    assert coded.state.discussions[discussion.id].replies == ()
    coded.documents.remove("talk")
    assert coded.state.discussions == {}
    assert coded.state.questions == []


def test_replies_of_two_laptops_all_stay(coded, discussion, clock):
    samir = copy_of(coded, "Samir")
    coded.discussions.reply(discussion.id, "from Ingrid")
    clock.now += 1000
    samir.discussions.reply(discussion.id, "from Samir")
    exchange(coded, samir)
    for each in (coded, samir):
        replies = each.state.discussions[discussion.id].replies
        assert [reply.text for reply in replies] == ["from Ingrid", "from Samir"]
        assert each.state.questions == []
    samir.close()


def test_settled_here_and_reopened_there_is_asked(coded, discussion, clock):
    coded.discussions.settle(discussion.id, "both", why="so")
    samir = copy_of(coded, "Samir")
    clock.now += 1000
    samir.discussions.reopen(discussion.id, why="not so")
    samir.discussions.settle(discussion.id, "new-coding", codes=[], why="none")
    clock.now += 1000
    coded.discussions.reopen(discussion.id, why="hm")
    exchange(coded, samir)
    [question] = coded.state.questions
    assert what(coded, question) == (
        "About the discussion of “It was fine, I trust them all.” in “talk”: Samir settled this "
        "discussion with a new coding, which leaves no code; Ingrid reopened this discussion; "
        "neither knew of the other’s decision"
    )
    coded.questions.settle(question.decision, question.choices[0])
    exchange(coded, samir)
    assert not samir.state.discussions[discussion.id].is_open
    samir.close()


def test_a_code_that_was_retired_while_it_was_settled_on_is_asked_about(coded, discussion, clock):
    coded.codes.add("time")
    samir = copy_of(coded, "Samir")
    clock.now += 1000
    coded.codes.retire("time")
    samir.discussions.settle(discussion.id, "new-coding", codes=["time"], why="so")
    exchange(coded, samir)
    [question] = coded.state.questions
    assert question.kind == "code-used"
    assert what(coded, question).endswith("one passage has it from Samir, who did not know of that")
    samir.discussions.reopen(discussion.id)
    exchange(coded, samir)
    assert coded.state.questions == []
    samir.close()


WORDS = ("her keys to the shed", "Anna said keys", "since Anna has keys", "Anna again", "Anna memo")


def discuss_her(project, discussion):
    topic, reply, why, again, memo = WORDS
    found = project.discussions.open("talk", quote="most days", topic=topic)
    project.discussions.reply(found.id, reply)
    project.discussions.settle(found.id, "both", why=why)
    project.discussions.reopen(found.id, why=again)
    project.memos.write(memo, about=found.id)
    return found


def raw(project):
    """All bytes of a project's files, as a person could look into them."""
    return b"".join(each.read_bytes() for each in project.path.parent.glob(f"{project.path.name}*"))


def test_a_withdrawal_takes_the_discussions_along(coded, discussion):
    found = discuss_her(coded, discussion)
    samir = copy_of(coded, "Samir")
    samir.discussions.reply(found.id, "Samir's words on keys")
    assert all(each.encode() in raw(coded) for each in WORDS)
    gone = coded.participants.withdrawal("Anna").belongings
    assert gone.discussions == {discussion.id, found.id}
    coded.participants.withdraw("Anna", why="wrote to us")
    exchange(coded, samir)
    for each in (coded, samir):
        state = each.state
        assert each.verify().fault is None
        assert state.discussions == {}
        gone = state.every_discussion.values()
        assert {one.topic for one in gone} == {ERASED}
        assert {r.text for one in gone for r in one.replies} == {ERASED}
        told = " ".join(f"{one.sentence} {one.why}" for one in narrate(each.at()))
        for words in (*WORDS, "Samir's words on keys", "whom does she trust?"):
            assert words.encode() not in raw(each), words
            assert words not in told
        refused(each.discussions.reply, NotFound, "no discussion", found.id, "so")
        refused(each.discussions.open, NotAllowed, "withdrew", found.document, turn=2)
    samir.close()


def test_what_is_told_of_somebody_who_is_named_later_goes_too(coded):
    """The lines name nobody: whose passage it was turns out after the discussion."""
    found = coded.discussions.open("talk", quote="How was it?", topic="Bo asks kindly")
    samir = copy_of(coded, "Samir")
    coded.discussions.settle(found.id, "new-coding", codes=["trust"], why="Bo means it well")
    samir.discussions.settle(found.id, "new-coding", codes=["power"], why="Bo is in charge")
    exchange(coded, samir)
    [question] = coded.state.questions
    kept = question.choices[0]
    coded.questions.settle(question.decision, kept, why="Bo would not mind")
    coded.undo(coded.discussions.reply(found.id, "Bo smiles"), why="Bo never smiles")
    coded.participants.add("Bo")
    coded.documents.attribute("talk", "Bo", quote="How was it?")
    coded.participants.withdraw("Bo")
    assert coded.state.every_discussion[found.id].topic == ERASED
    for words in (
        "Bo asks kindly",
        "Bo means it well",
        "Bo is in charge",
        "Bo would not mind",
        "Bo smiles",
        "Bo never smiles",
    ):
        assert words.encode() not in raw(coded), words
    samir.close()


def test_a_question_about_withdrawn_words_is_not_asked(coded, discussion, clock):
    samir = copy_of(coded, "Samir")
    clock.now += 1000
    coded.discussions.settle(discussion.id, "both", why="so")
    samir.discussions.settle(discussion.id, "new-coding", codes=[], why="none")
    exchange(coded, samir)
    [question] = coded.state.questions
    why = "because of what Anna said"
    coded.questions.settle(question.decision, question.choices[0], why=why)
    samir.discussions.reopen(discussion.id)
    samir.discussions.settle(discussion.id, "one-side", coder="Ingrid", why="so")
    exchange(coded, samir)
    assert len(coded.state.questions) == 1
    coded.participants.withdraw("Anna")
    assert coded.state.questions == []
    assert why.encode() not in raw(coded)
    samir.close()
