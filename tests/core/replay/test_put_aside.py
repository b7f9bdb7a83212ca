"""What two authors put aside does not count, and what one says has ended is asked about."""

import json
import random

import pytest
from click.testing import CliRunner
from tests.core.copies import copy_of, what
from tests.core.trusting import accept, carry, end, last, meet, reopen

from qualog.decisions.project import DecisionReverted
from qualog.errors import NotAllowed
from qualog.history.agreement_over_time import agreement_over_time
from qualog.history.contributions import contributions
from qualog.history.narration import narrate
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.independence import independence
from qualog.reliability.selection import Selection, compare
from qualog.replay.cache import current, keep
from qualog.replay.fold import replay, reverted
from qualog_cli.main import qualog
from qualog_plugins.agreement.units.percent import PercentAgreement
from qualog_plugins.exporters.report.methods.paragraph import methods_paragraph


@pytest.fixture
def ingrid(project):
    return project


@pytest.fixture
def samir(ingrid):
    copy = copy_of(ingrid, "Samir")
    copy.codes.add("of Samir")
    return copy


@pytest.fixture
def stolen(ingrid):
    """A laptop of Ingrid's that somebody took: what it decides last is not hers."""
    copy = copy_of(ingrid, "Ingrid")
    copy.codes.add("hers")
    return copy


@pytest.fixture
def before(ingrid, samir, stolen):
    """The last decision of the laptop that was still hers."""
    seq = last(stolen)
    stolen.codes.add("not hers")
    meet(ingrid, samir, stolen)
    return seq


def id_of(project):
    return project.log.replica


def codes(project):
    return {code.name for code in project.state.codebook.codes.values()}


def put_aside(ingrid, samir, stolen, before):
    end(ingrid, id_of(stolen), before)
    end(samir, id_of(stolen), before)
    meet(ingrid, samir)


def asked(project):
    return [
        (question.kind, len(question.decisions), what(project, question))
        for question in project.state.questions
    ]


def test_what_two_authors_put_aside_does_not_count(ingrid, samir, stolen, before):
    assert codes(ingrid) == {"trust", "power", "of Samir", "hers", "not hers"}
    put_aside(ingrid, samir, stolen, before)
    for project in (ingrid, samir):
        assert codes(project) == {"trust", "power", "of Samir", "hers"}
    assert ingrid.verify().fault is None


def test_it_is_asked_about_and_may_stay_so(ingrid, samir, stolen, before):
    put_aside(ingrid, samir, stolen, before)
    assert asked(ingrid) == [
        (
            "put-aside",
            1,
            f"A decision of the copy {id_of(stolen)[:4]} is put aside: Ingrid and Samir say that "
            f"it had ended after its decision {before}",
        )
    ]
    [question] = ingrid.state.questions
    ingrid.questions.settle(question.decision)
    assert ingrid.state.questions == []


def test_what_one_author_says_has_ended_counts_and_is_asked_about(ingrid, samir, stolen, before):
    end(ingrid, id_of(stolen), before)
    assert "not hers" in codes(ingrid)
    assert asked(ingrid) == [
        (
            "copy-ended",
            1,
            f"Ingrid ended the copy {id_of(stolen)[:4]} after its decision {before}, and nobody "
            "else has said so (Samir). A later one still counts",
        )
    ]
    [question] = ingrid.state.questions
    ingrid.questions.settle(question.decision)
    assert ingrid.state.questions == []


def test_nothing_is_asked_where_a_copy_has_decided_nothing_after_its_end(ingrid, stolen, before):
    end(ingrid, id_of(stolen), before + 1)
    assert ingrid.state.questions == []


def test_whom_an_ended_copy_let_in_is_asked_about(ingrid, samir, stolen, before):
    stranger = copy_of(ingrid, "Ingrid")
    stranger.codes.add("of a stranger")
    carry(stranger, stolen)
    accept(stolen, id_of(stranger))
    carry(stolen, ingrid)
    end(ingrid, id_of(stolen), before)
    name, count = id_of(stranger)[:4], last(stranger)
    assert (
        "copy-ended",
        count,
        f"Whoever let the copy {name} in had ended. {count} decisions of it still count, and "
        "nothing that they erase is erased",
    ) in asked(ingrid)
    carry(ingrid, samir)
    end(samir, id_of(stolen), before)
    assert (
        "put-aside",
        count,
        f"{count} decisions of the copy {name} are put aside: whoever let that copy in had ended "
        "themselves",
    ) in asked(samir)
    assert "of a stranger" not in codes(samir)


def test_a_copy_that_is_found_again_counts_again(ingrid, samir, stolen, before):
    put_aside(ingrid, samir, stolen, before)
    reopen(ingrid, id_of(stolen))
    reopen(samir, id_of(stolen))
    meet(ingrid, samir)
    for project in (ingrid, samir):
        assert "not hers" in codes(project)
        assert project.state.questions == []


def test_a_later_end_lets_more_count(ingrid, samir, stolen, before):
    put_aside(ingrid, samir, stolen, before)
    end(ingrid, id_of(stolen), before + 1)
    assert "not hers" in codes(ingrid)


def test_an_end_cannot_be_taken_back_like_other_decisions(ingrid, samir, stolen, before):
    word = end(ingrid, id_of(stolen), before)
    with pytest.raises(NotAllowed, match="qualog copies reopen"):
        ingrid.undo(word)
    carry(ingrid, samir)
    samir.decide(DecisionReverted(target=word))
    end(samir, id_of(stolen), before)
    assert "not hers" not in codes(samir)


def test_what_was_put_aside_takes_nothing_back(ingrid, samir, stolen, before):
    stolen.undo(stolen.codes.rename("hers", "hers still"))
    theirs = last(stolen)
    [code] = [code for code in ingrid.state.codebook.codes.values() if code.name == "of Samir"]
    stolen.undo(code.made.decision)
    carry(stolen, ingrid)
    carry(stolen, samir)
    assert "of Samir" not in codes(ingrid)
    put_aside(ingrid, samir, stolen, theirs)
    assert "of Samir" in codes(ingrid)
    assert code.made.decision not in reverted(ingrid.log.store)


def test_history_tells_what_was_put_aside(ingrid, samir, stolen, before):
    put_aside(ingrid, samir, stolen, before)
    aside = [narrated.sentence for narrated in narrate(ingrid.at()) if narrated.put_aside]
    assert aside == ["created the code “not hers”"]
    assert not any(narrated.reverted for narrated in narrate(ingrid.at()))
    assert all(narrated.stands != narrated.put_aside for narrated in narrate(ingrid.at()))


def test_names_in_history_are_those_that_count(ingrid, samir, stolen, before, clock):
    stolen.codes.rename("trust", "mistrust")
    meet(ingrid, samir, stolen)
    put_aside(ingrid, samir, stolen, before)
    clock.now += 1000
    stolen.codes.rename("hers", "theirs")  # it did not know that it had ended
    carry(stolen, ingrid)
    ingrid.codes.define("trust", definition="another")
    ingrid.codes.define("hers", definition="another")
    told = [narrated.sentence for narrated in narrate(ingrid.at())][-2:]
    assert ["“trust”" in told[0], "“hers”" in told[1]] == [True, True], told


def test_nobody_s_work_is_counted_from_what_was_put_aside(ingrid, samir, stolen, before):
    def of_ingrid():
        [found] = [each for each in contributions(ingrid.at()) if each.author == "Ingrid"]
        return found.alone

    with_it = of_ingrid()
    put_aside(ingrid, samir, stolen, before)
    assert sum(with_it.values()) - sum(of_ingrid().values()) == 1


def test_what_it_knew_of_others_is_known_all_the_same(ingrid, samir, stolen, before):
    """It bears witness to what others had decided, whatever became of it."""
    carry(samir, stolen)
    code = stolen.codes.add("after it had seen")
    meet(ingrid, samir, stolen)
    put_aside(ingrid, samir, stolen, before)
    assert code.made.replica == id_of(stolen)
    [of_samir] = [each for each in ingrid.state.codebook.codes.values() if each.name == "of Samir"]
    assert ingrid.state.knowledge.knew(code.made, of_samir.made)
    assert ingrid.state.heads[id_of(stolen)] == last(stolen)


def test_at_an_earlier_moment_it_counted(ingrid, samir, stolen, before):
    moment = ingrid.moments.name("before the theft was known")
    put_aside(ingrid, samir, stolen, before)
    then = ingrid.at(moment.name)
    assert "not hers" in {code.name for code in then.state.codebook.codes.values()}
    assert "not hers" not in codes(ingrid)


def test_a_state_that_is_kept_is_not_that_from_before(ingrid, samir, stolen, before):
    keep(samir.log.store, replay(samir.log.store))
    end(ingrid, id_of(stolen), before)
    end(samir, id_of(stolen), before)
    keep(samir.log.store, replay(samir.log.store))
    carry(ingrid, samir)
    assert current(samir.log.store) == replay(samir.log.store)
    keep(samir.log.store, replay(samir.log.store))
    assert current(samir.log.store) == replay(samir.log.store)


def test_a_state_goes_on_where_a_new_copy_lets_another_count_again(ingrid, samir, stolen, before):
    """A chain's beginning reaches back no further than that, so nothing else replays it all."""
    stranger = copy_of(ingrid, "Ingrid")
    stranger.codes.add("of a stranger")
    carry(stranger, stolen)
    accept(stolen, id_of(stranger))
    meet(ingrid, samir, stolen)
    put_aside(ingrid, samir, stolen, before)
    assert "of a stranger" not in codes(ingrid)
    other = copy_of(ingrid, "Samir")
    other.codes.add("elsewhere")
    carry(other, ingrid)
    assert "of a stranger" in codes(ingrid)


def test_codings_that_were_put_aside_are_neither_counted_nor_measured(ingrid, samir, stolen, clock):
    """A coding by a thief would else be agreed with, or not, in the name of who was robbed."""
    ingrid.codings.apply("trust", "talk", turn=2)
    samir.codings.apply("trust", "talk", turn=2)
    meet(ingrid, samir, stolen)
    ingrid.moments.name("first")
    carry(ingrid, stolen)
    before = last(stolen)
    clock.now += 1000
    stolen.codings.apply("power", "talk", turn=4)
    meet(ingrid, samir, stolen)
    assert len(ingrid.state.codings) == 3
    put_aside(ingrid, samir, stolen, before)
    ingrid.moments.name("second")
    assert len(ingrid.state.codings) == 2
    comparison = compare(ingrid.at(), Selection(unit="turn"))
    assert agreement(comparison, Measurement(PercentAgreement())).overall.value == 1
    stages = agreement_over_time(comparison, Measurement(PercentAgreement()), "moments")
    assert [stage.codings for stage in stages] == [2, 0]


def test_a_coder_is_not_bound_by_what_was_put_aside_to_have_seen_others(ingrid, samir, stolen):
    round_ = ingrid.rounds.open("Round 1", ["talk"], ["Ingrid", "Samir"], blind=True)
    meet(ingrid, samir, stolen)
    ingrid.codings.apply("trust", "talk", turn=2)
    samir.codings.apply("trust", "talk", turn=2)
    before = last(stolen)
    carry(samir, stolen)
    stolen.codings.apply("power", "talk", turn=4)
    meet(ingrid, samir, stolen)
    store = ingrid.log.store
    assert not independence(store, replay(store), round_).holds
    put_aside(ingrid, samir, stolen, before)
    assert independence(store, replay(store), round_).holds


def test_commands_and_tables_say_that_it_was_put_aside(ingrid, samir, stolen, before):
    put_aside(ingrid, samir, stolen, before)
    asked = ["--project", str(ingrid.path), "log"]
    shown = CliRunner().invoke(qualog, asked).output.splitlines()
    [line] = [line for line in shown if line.endswith("[put aside]")]
    assert "“not hers”" in line
    data = json.loads(CliRunner().invoke(qualog, [*asked, "--json"]).output)
    assert [each["id"] for each in data["log"] if each["put_aside"]] == [
        f"{id_of(stolen)}.{before + 1}"
    ]
    rows = ingrid.sql("SELECT sentence FROM decisions WHERE put_aside = 1")
    assert list(rows) == [{"sentence": "created the code “not hers”"}]


def test_a_report_tells_what_was_put_aside_and_counts_it_nowhere(ingrid, samir, stolen, before):
    assert "put aside" not in _methods(ingrid)
    stolen.codes.rename("hers", "theirs")
    meet(ingrid, samir, stolen)
    put_aside(ingrid, samir, stolen, before)
    assert (
        "Of these, 3 were put aside and do not count: the copies in which they were made had ended."
        in _methods(ingrid)
    )
    assert "renaming" not in _methods(ingrid)
    target = ingrid.path.with_name("report.html")
    ingrid.export("report", target)
    assert "(put aside: it does not count)" in target.read_text("utf-8")


def test_a_code_has_the_reason_of_what_counts(ingrid, samir, stolen, before, clock):
    ingrid.codes.retire("power", why="nobody said it")
    clock.now += 1000
    stolen.codes.retire("power", why="a thief’s reason")
    meet(ingrid, samir, stolen)
    put_aside(ingrid, samir, stolen, before)
    target = ingrid.path.with_name("codebook.md")
    ingrid.export("codebook-md", target)
    assert "nobody said it" in target.read_text("utf-8")


def _methods(project):
    study = project.at()
    return str(methods_paragraph(study, list(narrate(study))))


@pytest.mark.parametrize("seed", range(12))
def test_copies_that_have_the_same_decisions_amount_to_the_same(ingrid, samir, stolen, clock, seed):
    """In whichever order they met, and whoever said what of whom meanwhile."""
    chance, copies = random.Random(seed), [ingrid, samir, stolen]
    meet(*copies)
    for number in range(30):
        project, other = chance.sample(copies, 2)
        clock.now += chance.choice((0, 1000))
        match chance.randint(0, 6):
            case 0:
                end(project, id_of(other), chance.randint(1, last(project, id_of(other))))
            case 1:
                reopen(project, id_of(other))
            case 2:
                accept(project, id_of(other))
            case 3:
                carry(other, project)
            case 4:
                project.undo(project.codes.add(f"taken back {number}").made.decision)
            case _:
                project.codes.add(f"code {number}")
    meet(*copies)
    meet(*copies)
    wanted = replay(ingrid.log.store)
    for project in copies:
        assert replay(project.log.store) == wanted
        assert project.state.questions == ingrid.state.questions
        assert current(project.log.store) == wanted
