"""Questions: what was decided apart is kept, shown and asked about, the same on every copy."""

import pytest
from tests.core.copies import choices, copy_of, exchange, what
from tests.core.replay.test_fold import plain

from qualog.decisions import ERASED
from qualog.errors import BadInput, NotFound
from qualog.history.narration import narrate
from qualog.replay.fold import replay


@pytest.fixture
def pair(project, clock):
    """The copies of two authors, who can talk to nobody until they `meet`."""
    samir = copy_of(project, "Samir")
    clock.now += 1000
    yield project, samir
    samir.close()


def meet(*copies):
    """Exchange everything; give the questions, which are the same for all."""
    exchange(*copies)
    first = copies[0]
    for each in copies:
        assert each.state.questions == first.state.questions
        assert plain(each.state) == plain(replay(each.log.store)) == plain(first.state)
    return first.state.questions


def code(project, name):
    [found] = [each for each in project.state.codebook.codes.values() if each.name == name]
    return found


def both(pair, act):
    """Let each of two authors do something, a second apart, without knowing of the other."""
    done = []
    for number, each in enumerate(pair):
        done.append(act(each, number))
        each.log.clock.now += 1000
    return done


def test_two_names_of_one_code(pair):
    ingrid, samir = pair
    first, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    [question] = meet(*pair)
    assert question.decision == last
    assert question.kind == "code-name"
    assert what(pair[0], question) == (
        "About the name of a code: Ingrid renamed this code to “reliance”; Samir renamed this code "
        "to “faith”; neither knew of the other’s decision"
    )
    assert list(question.choices) == [first, last]
    assert choices(pair[0], question) == [
        "Ingrid renamed this code to “reliance”",
        "Samir renamed this code to “faith”",
    ]
    code(samir, "faith")
    samir.questions.settle(last, first, why="it is wider")
    assert samir.state.questions == []
    code(samir, "reliance")
    assert meet(*pair) == []
    code(ingrid, "reliance")


def test_the_same_name_twice_is_no_question(pair):
    both(pair, lambda each, number: each.codes.rename("trust", "reliance"))
    assert meet(*pair) == []


def test_one_author_after_the_other_is_no_question(pair):
    ingrid, samir = pair
    ingrid.codes.rename("trust", "reliance")
    exchange(*pair)
    samir.codes.rename("reliance", "faith")
    assert meet(*pair) == []


def test_who_has_seen_both_settles_it_by_deciding(pair):
    both(pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number]))
    assert len(meet(*pair)) == 1
    pair[0].codes.rename("faith", "confidence")
    assert meet(*pair) == []


def test_a_question_vanishes_with_its_cause(pair):
    ingrid, samir = pair
    _, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    undone = ingrid.undo(last)
    assert meet(*pair) == []
    code(samir, "reliance")
    samir.undo(undone)
    assert [each.decision for each in meet(*pair)] == [last]


def test_settled_differently_is_a_question_again(pair):
    first, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    both(pair, lambda each, number: each.questions.settle(last, (first, last)[number]))
    [again] = meet(*pair)
    assert again.decision not in (first, last)
    assert choices(pair[0], again) == [
        f"Ingrid settled the question {last[:4]}.{last[17:]}, keeping this: Ingrid renamed this "
        "code to “reliance”",
        f"Samir settled the question {last[:4]}.{last[17:]}, keeping this: Samir renamed this "
        "code to “faith”",
    ]
    pair[0].questions.settle(again.decision, again.choices[0])
    assert meet(*pair) == []
    code(pair[1], "reliance")


def test_settled_alike_is_settled(pair):
    first, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    both(pair, lambda each, number: each.questions.settle(last, first))
    assert meet(*pair) == []


def test_three_copies_in_any_order(project, clock):
    copies = [project, copy_of(project, "Samir"), copy_of(project, "Samir")]
    for each, name in zip(copies, ("reliance", "faith", "hope"), strict=True):
        clock.now += 1000
        each.codes.rename("trust", name)
    [question] = meet(*copies)
    assert what(project, question) == (
        "About the name of a code: Ingrid renamed this code to “reliance”; Samir renamed this code "
        "to “faith”; Samir renamed this code to “hope”; these copies did not know of each other"
    )
    for each in copies[1:]:
        each.close()


PAIRS = {
    "definition": (
        lambda p: p.codes.define("trust", definition="leans on somebody"),
        lambda p: p.codes.define("trust", include="anybody"),
        "About the code “trust”: Ingrid redefined this code as “leans on somebody”; "
        "Samir redefined this code: definition “relies on somebody”; applies when “anybody”",
    ),
    "place": (
        lambda p: p.codes.move("trust", "power"),
        lambda p: p.codes.move("trust", "time"),
        "About the code “trust”: Ingrid moved this code under the code “power”; Samir moved "
        "this code under the code “time”",
    ),
    "merge against split": (
        lambda p: p.codes.merge(["trust"], "power"),
        lambda p: p.codes.split("trust", ["in people", "in rules"]),
        "About the code “trust”: Ingrid merged this code into the code “power”; Samir split "
        "this code into “in people” and “in rules”",
    ),
    "merge against merge": (
        lambda p: p.codes.merge(["trust"], "power"),
        lambda p: p.codes.merge(["trust"], "time"),
        "About the code “trust”: Ingrid merged this code into the code “power”; Samir merged "
        "this code into the code “time”",
    ),
    "retire against merge": (
        lambda p: p.codes.retire("trust"),
        lambda p: p.codes.merge(["trust"], "time"),
        "About the code “trust”: Ingrid retired this code; Samir merged this code into the code"
        " “time”",
    ),
    "theme name": (
        lambda p: p.themes.rename("leaning", "resting"),
        lambda p: p.themes.rename("leaning", "holding"),
        "About the name of a theme: Ingrid renamed this theme to “resting”; Samir renamed this "
        "theme to “holding”",
    ),
    "theme definition": (
        lambda p: p.themes.define("leaning", "one"),
        lambda p: p.themes.define("leaning", "two"),
        "About the theme “leaning”: Ingrid redefined this theme: “one”; Samir redefined this "
        "theme: “two”",
    ),
    "theme place": (
        lambda p: p.themes.move("leaning", "ruling"),
        lambda p: p.themes.move("leaning", "hoping"),
        "About the theme “leaning”: Ingrid moved this theme under the theme “ruling”; Samir "
        "moved this theme under the theme “hoping”",
    ),
    "document name": (
        lambda p: p.documents.rename("talk", "one"),
        lambda p: p.documents.rename("talk", "two"),
        "About the name of a document: Ingrid renamed this document to “one”; Samir renamed "
        "this document to “two”",
    ),
    "interview": (
        lambda p: p.documents.held("talk", ["Ingrid"], day="2025-02-04"),
        lambda p: p.documents.held("talk", ["Ingrid", "Samir"]),
        "About “talk”: Ingrid noted that Ingrid conducted the interview in this document on "
        "2025-02-04; Samir noted that Ingrid and Samir conducted the interview in this document",
    ),
    "transcription": (
        lambda p: p.documents.transcribed("talk", ["Ingrid"]),
        lambda p: p.documents.transcribed("talk", ["Samir"]),
        "About “talk”: Ingrid noted that Ingrid transcribed this document; Samir noted that "
        "Samir transcribed this document",
    ),
    "pseudonym": (
        lambda p: p.participants.rename("Anna", "Bea"),
        lambda p: p.participants.rename("Anna", "Cleo"),
        "About the pseudonym of a participant: Ingrid gave this participant the pseudonym Bea; "
        "Samir gave this participant the pseudonym Cleo",
    ),
    "author": (
        lambda p: p.authors.rename("Eva", "Eva One"),
        lambda p: p.authors.rename("Eva", "Eva Two"),
        "About the name of an author: Ingrid renamed this author to Eva One; Samir renamed this"
        " author to Eva Two",
    ),
    "study": (
        lambda p: p.about.rename("One"),
        lambda p: p.about.rename("Two"),
        "About the name of the study: Ingrid renamed this study to “One”; Samir renamed this "
        "study to “Two”",
    ),
    "aim": (
        lambda p: p.about.describe("One?"),
        lambda p: p.about.describe("Two?"),
        "About the study: Ingrid described this study: “One?”; Samir described this study: “Two?”",
    ),
    "memo": (
        lambda p: p.memos.revise(next(iter(p.state.memos)), "one"),
        lambda p: p.memos.revise(next(iter(p.state.memos)), "two"),
        "About the wording of a memo: Ingrid revised this memo to “one”; Samir revised this "
        "memo to “two”",
    ),
    "discussion": (
        lambda p: p.discussions.settle(
            next(iter(p.state.discussions)), "one-side", coder="Ingrid", why="it is trust"
        ),
        lambda p: p.discussions.settle(
            next(iter(p.state.discussions)), "new-coding", codes=["power", "time"], why="both"
        ),
        "About the discussion of “fine, I trust” in “talk”: Ingrid settled this discussion in "
        "favour of Ingrid, which leaves the code “trust”; Samir settled this discussion with a "
        "new coding, which leaves the codes “power” and “time”",
    ),
    "link": (
        lambda p: p.theory.accept(next(iter(p.state.links))),
        lambda p: p.theory.reject(next(iter(p.state.links))),
        "About the link between the code “power” and “Thou” (Dialogue): Ingrid accepted this "
        "link; Samir rejected this link",
    ),
    "code of one coding": (
        lambda p: p.codings.recode(next(iter(p.state.codings)), "power"),
        lambda p: p.codings.recode(next(iter(p.state.codings)), "time"),
        "About “It was fine, I trust them all.” in “talk”: Ingrid recoded this coding as the "
        "code “power”; Samir recoded this coding as the code “time”",
    ),
    "edges of one coding": (
        lambda p: p.codings.resize(next(iter(p.state.codings)), quote="fine"),
        lambda p: p.codings.resize(next(iter(p.state.codings)), quote="them all"),
        "About “them all” in “talk”: Ingrid changed the boundaries of this coding to “fine” in "
        "“talk”; Samir changed the boundaries of this coding to “them all” in “talk”",
    ),
}


@pytest.fixture
def furnished(project):
    from qualog.decisions.theory import Concept, TheoryPack

    project.codes.add("time")
    for each in ("leaning", "ruling", "hoping"):
        project.themes.add(each)
    project.authors.add("Eva")
    project.memos.write("a thought")
    project.codings.apply("trust", "talk", turn=2)
    project.discussions.open("talk", quote="fine, I trust")
    project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    project.theory.propose("power", "Thou")
    return project


@pytest.mark.parametrize("field", PAIRS)
@pytest.mark.parametrize("kept", [0, 1])
def test_whatever_is_decided_apart_is_asked_and_settled(furnished, pair, field, kept):
    *acts, told = PAIRS[field]
    both(pair, lambda each, number: acts[number](each))
    alone = [plain_thing(each) for each in pair]
    [question] = meet(*pair)
    assert what(pair[0], question) == f"{told}; neither knew of the other’s decision"
    pair[1 - kept].questions.settle(question.decision, question.choices[kept], why="so")
    assert meet(*pair) == []
    settled = plain_thing(pair[0])
    for there in alone[kept].keys() & settled.keys():
        assert settled[there] == alone[kept][there]
    sentence = list(narrate(pair[0].at()))[-1].sentence
    told = list(narrate(pair[1].at()))
    kept_by = choices(pair[0], question)[kept].partition(" ")[0]
    assert any(f"keeping this: {kept_by} " in each.sentence for each in told), sentence


def plain_thing(project):
    """What a study's things are, apart from which decision made them so."""
    state = project.state
    return {
        **{each.id: (each.name, each.definition, each.include, each.parent, each.status, each.into)
           for each in state.codebook.codes.values()},
        **{id_: each[2:5] for id_, each in state.codings.items()},
        **{each.id: (each.name, each.definition, each.parent) for each in state.themes.values()},
        **{each.id: (each.name, each.interviewers, each.held_on, each.transcribers)
           for each in state.documents.values()},
        **{each.id: each.pseudonym for each in state.participants.values()},
        **{each.id: each.name for each in state.authors.values()},
        **{each.id: each.text for each in state.memos.values()},
        **{each.id: each.status for each in state.links.values()},
        **{each.id: (each.outcome, each.holds) for each in state.discussions.values()},
        "study": (state.name, state.aim),
    }  # fmt: skip


def test_codings_of_different_authors_never_conflict(pair):
    for code_ in ("trust", "power"):
        both(pair, lambda each, number, code_=code_: each.codings.apply(code_, "talk", turn=2))
    assert meet(*pair) == []
    assert len(pair[0].state.codings) == 4


def test_removing_and_applying_do_not_conflict(project, pair):
    ingrid, samir = pair
    coding = ingrid.codings.apply("trust", "talk", turn=2)
    exchange(*pair)
    ingrid.codings.remove(coding.id)
    samir.codings.apply("trust", "talk", turn=2)
    assert meet(*pair) == []
    assert len(samir.state.codings) == 1


@pytest.mark.parametrize("earlier", ["retired", "applied"])
@pytest.mark.parametrize("how", ["retire", "split"])
def test_a_code_that_left_while_it_was_used(pair, clock, earlier, how):
    ingrid, samir = pair

    def leave():
        clock.now += 1000
        if how == "retire":
            return ingrid.codes.retire("trust")
        return ingrid.codes.split("trust", ["one", "two"])

    before = earlier == "retired" and leave()
    clock.now += 1000
    for span in ((0, 5), (3, 9)):
        used = samir.codings.apply("trust", "talk", span=span)
    before = before or leave()
    [question] = meet(*pair)
    told = "retired the code “trust”" if how == "retire" else "split the code “trust” into "
    assert what(pair[0], question).startswith(f"Ingrid {told}")
    assert what(pair[0], question).endswith(
        "and 2 passages have it from Samir, who did not know of that"
    )
    assert question.choices == ()
    if earlier == "retired":
        assert question.decision == used.made.decision
    samir.questions.settle(question.decision, why="they may stay there")
    assert meet(*pair) == []
    assert len(ingrid.state.codings) == 2


def test_a_code_that_left_in_knowledge_of_its_uses(pair):
    ingrid, samir = pair
    samir.codings.apply("trust", "talk", turn=2)
    exchange(*pair)
    ingrid.codes.retire("trust")
    assert meet(*pair) == []


def test_a_use_that_was_not_known_when_it_was_settled(pair, clock):
    ingrid, samir = pair
    ingrid.codes.retire("trust")
    clock.now += 1000
    samir.codings.apply("trust", "talk", span=(0, 5))
    ingrid.copies.merge(samir.path)
    [question] = ingrid.state.questions
    clock.now += 1000
    samir.codings.apply("trust", "talk", span=(3, 9))
    ingrid.questions.settle(question.decision)
    assert ingrid.state.questions == []
    [again] = meet(*pair)
    assert "2 passages" in what(pair[0], again)
    samir.codes.restore("trust")
    assert meet(*pair) == []


def test_a_code_that_was_merged_into_one_that_left(pair, clock):
    ingrid, samir = pair
    samir.codings.apply("power", "talk", turn=2)
    exchange(*pair)
    clock.now += 1000
    ingrid.codes.retire("trust")
    samir.codes.merge(["power"], "trust")
    [question] = meet(*pair)
    assert what(pair[0], question) == (
        "Ingrid retired the code “trust”, "
        "and one passage has it from Samir, who did not know of that"
    )
    samir.codings.recode(next(iter(samir.state.codings)), samir.codes.add("new").name)
    assert meet(*pair) == []


def test_two_codes_of_one_name(pair):
    ingrid, samir = pair
    one, other = both(
        pair, lambda each, number: each.codes.add(("Time", "time")[number], parent="trust")
    )
    [question] = meet(*pair)
    assert question.kind == "same-code-name"
    assert question.decision == other.made.decision
    assert what(pair[0], question) == (
        f"2 codes are called “time”: that of Ingrid ({one.id[:8]}) "
        f"and that of Samir ({other.id[:8]})"
    )
    with pytest.raises(BadInput, match="nothing to choose"):
        ingrid.questions.settle(question.decision, one.made.decision)
    settled = ingrid.questions.settle(question.decision, why="two things")
    assert [each.decision for each in settled] == [question.decision]
    assert meet(*pair) == []
    samir.undo(next(each.entry.id for each in narrate(samir.at()) if each.why == "two things"))
    assert meet(*pair) == [question]
    samir.codes.merge([one.id], other.id)
    assert meet(*pair) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda p: p.themes.add("new"),
        lambda p: p.participants.add("new"),
        lambda p: p.authors.add("new"),
    ],
)
def test_other_things_of_one_name(pair, make):
    both(pair, lambda each, number: make(each))
    [question] = meet(*pair)
    assert "are called “new”" in what(pair[0], question)


def test_a_circle_is_a_question_until_somebody_moves_it(pair):
    ingrid, samir = pair
    ingrid.codes.move("trust", "power")
    ingrid.log.clock.now += 1000
    moved = samir.codes.move("power", "trust")
    [question] = meet(*pair)
    assert question.decision == moved
    assert what(pair[0], question) == (
        "A decision of Samir (code-moved) has no effect: the code “power” would come under itself"
    )
    assert question.kind == "code-moved"
    settled = samir.questions.settle(moved)
    assert meet(*pair) == []
    assert settled == [question]
    samir.undo(list(narrate(samir.at()))[-1].entry.id)
    assert meet(*pair) == [question]
    samir.codes.move("trust", None)
    ingrid_moved = samir.codes.move("power", "trust")
    assert meet(*pair) == []
    assert ingrid_moved


def test_merged_in_a_circle(pair):
    ingrid, samir = pair
    ingrid.codes.merge(["trust"], "power")
    ingrid.log.clock.now += 1000
    samir.codes.merge(["power"], "trust")
    [question] = meet(*pair)
    assert what(pair[0], question).endswith("the code “power” would be merged into itself")


def test_what_was_erased_reads_as_erased(pair):
    first, _ = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    pair[1].redact(first)
    [question] = meet(*pair)
    assert what(pair[0], question).startswith(
        f"About the name of a code: Ingrid renamed this code to “{ERASED}”; Samir renamed this "
        "code to “faith”"
    )


def test_what_cannot_be_settled_is_refused(pair):
    ingrid, _ = pair
    first, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    before = ingrid.state.decisions
    for question, keep, error, told in (
        ("nonsense", None, NotFound, "is not a decision"),
        (first, None, NotFound, "No open question is called"),
        (last, None, BadInput, rf"Which is to be kept.*{first} \(Ingrid renamed .* or {last}"),
        (last, f"{ingrid.log.replica}.1", BadInput, "Which is to be kept"),
        (last, "nonsense", NotFound, "is not a decision"),
    ):
        with pytest.raises(error, match=told):
            ingrid.questions.settle(question, keep)
    assert ingrid.state.decisions == before


def test_one_decision_may_raise_several_questions(furnished, pair):
    ingrid, samir = pair
    ingrid.codes.merge(["trust"], "time")
    ingrid.codes.retire("power")
    ingrid.log.clock.now += 1000
    merged = samir.codes.merge(["trust", "power"], samir.codes.add("both").name)
    found = meet(*pair)
    assert [each.decision for each in found] == [merged, merged]
    ingrid.questions.settle(merged, found[0].choices[0])
    assert meet(*pair) == found[1:]
    samir.questions.settle(merged, merged)
    assert meet(*pair) == []
    assert code(ingrid, "trust").into == (code(ingrid, "time").id,)
    assert code(ingrid, "power").into == (code(ingrid, "both").id,)


def test_a_settlement_rests_on_what_it_keeps(pair):
    ingrid, _ = pair
    first, last = both(
        pair, lambda each, number: each.codes.rename("trust", ("reliance", "faith")[number])
    )
    meet(*pair)
    ingrid.questions.settle(last, first)
    assert [each.kind for each in ingrid.resting_on(first)] == ["question-settled"]
    assert ingrid.resting_on(last) == []
    ingrid.undo(first)
    [question] = meet(*pair)
    assert "which it keeps, does not stand" in what(pair[0], question)
    code(ingrid, "faith")


def test_the_branches_of_a_fork_knew_what_was_before_it_and_not_each_other(project, clock):
    """Two machines went on in one replica, as a file in a synced folder does."""
    samir = copy_of(project, "Samir")
    project.codes.rename("power", "might")
    fork = copy_of(project, "Ingrid")
    fork.log.replica = project.log.replica
    clock.now += 1000
    samir.codes.define("trust", definition="his")
    project.codes.rename("might", "force")
    fork.codes.rename("trust", "faith")
    fork.codes.define("faith", definition="hers")
    clock.now += 1000
    project.codes.rename("trust", "reliance")
    assert meet(project, fork) == project.state.questions
    [question] = project.state.questions
    assert what(project, question) == (
        "About the name of a code: Ingrid renamed this code to “faith”; "
        "Ingrid renamed this code to “reliance”; these copies did not know of each other"
    )
    assert {each.kind for each in meet(samir, fork, project)} == {"code-name", "code-definition"}
    for each in samir.state.questions:
        samir.questions.settle(each.decision, each.choices[0])
    assert meet(project, fork, samir) == []
    code(project, "faith")
    samir.close()
    fork.close()


def test_a_question_about_the_words_of_who_withdrew_goes_with_them(project, pair):
    project.codings.apply("trust", "talk", turn=2)
    exchange(*pair)
    edges = ("fine", "them all")
    both(pair, lambda p, n: p.codings.resize(next(iter(p.state.codings)), quote=edges[n]))
    project.codes.retire("power")
    pair[1].codings.apply("power", "talk", turn=2)
    assert len(meet(*pair)) == 2
    project.documents.speaker("talk", "R", participant="Anna")
    project.participants.withdraw("Anna")
    exchange(*pair)  # each copy confirms what it erased
    assert meet(*pair) == []
