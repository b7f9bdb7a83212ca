"""The door to agreement: what is asked for by name is found, or it is said why not."""

import pytest
from attrs import evolve
from tests.core.conftest import TEXT, transcript
from tests.core.copies import copy_of

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.material import Material
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog.views.as_of import Point
from qualog_plugins.agreement.units.percent import PercentAgreement


@pytest.fixture
def coded(project):
    """Two documents that both coded; in the second they differ, and Ada coded it too."""
    project.authors.add("Ada")
    material = Material(documents=(transcript("chat"),))
    project.imports.import_(material, importer="test", participant="Anna")
    for author in ("Ingrid", "Samir"):
        project.codings.apply("trust", "talk", turn=2, by=[author])
    project.codings.apply("trust", "chat", turn=2)
    project.codings.apply("power", "chat", turn=4, by=["Samir"])
    project.codings.apply("power", "chat", turn=4, by=["Ada"])
    return project


def names(comparison):
    coded = comparison.coded
    return coded.document_names, [coder.name for coder in coded.coders]


def percent(comparison):
    return agreement(comparison, Measurement(PercentAgreement())).overall.value


def test_everything_is_compared_where_nothing_is_named(coded):
    comparison = compare(coded.at())
    assert names(comparison) == (("talk", "chat"), ["Ingrid", "Samir", "Ada"])
    assert comparison.coded.unit == "character"
    assert comparison.moment is None


def test_what_is_named_is_found_by_name_or_id(coded):
    samir = coded.find.author("Samir").id
    comparison = compare(coded.at(), Selection(coders=("ada", samir), documents=("Chat",)))
    assert names(comparison) == (("chat",), ["Ada", "Samir"])
    assert percent(comparison) == 1
    only_trust = compare(coded.at(), Selection(codes=("trust",)))
    assert [code.name for code in only_trust.coded.codes] == ["trust"]
    assert only_trust.selection.codes == (coded.find.code("trust").id,)


@pytest.mark.parametrize(
    ("selection", "missing"),
    [
        (Selection(coders=("Ingrid", "Bo")), "no author “Bo”"),
        (Selection(documents=("tlak",)), "no document “tlak”. Did you mean “talk”?"),
        (Selection(codes=("time",)), "no code “time”"),
        (Selection(round="R1"), "no round “R1”"),
    ],
)
def test_what_is_not_there_is_said(coded, selection, missing):
    with pytest.raises(NotFound, match=missing.replace("?", r"\?")):
        compare(coded.at(), selection)


@pytest.mark.parametrize("coders", [("Ingrid",), ("Ingrid", "ingrid"), ()])
def test_one_coder_agrees_with_nobody(coded, coders):
    with pytest.raises(BadInput, match="needs two coders"):
        compare(coded.at(), Selection(coders=coders))


def test_by_turn_and_by_theme(coded):
    coded.themes.add("leaning")
    coded.themes.assign("leaning", ["trust"])
    comparison = compare(coded.at(), Selection(unit="turn", by="theme"))
    assert [theme.name for theme in comparison.coded.codes] == ["leaning"]
    assert comparison.coded.left_out.without_theme == 2
    report = agreement(comparison, Measurement(PercentAgreement()))
    assert (report.by, report.overall.unit, report.overall.units) == ("theme", "turn", 8)


def test_a_condition_narrows_what_is_compared(coded):
    coded.attributes.define("place")
    coded.attributes.give("talk", "place", "office")
    comparison = compare(coded.at(), Selection(where="place = office"))
    assert names(comparison) == (("talk",), ["Ingrid", "Samir"])
    assert comparison.study.where == "place = office"


def test_a_round_is_compared_as_of_its_close(coded):
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    coded.rounds.close("R1")
    coded.codings.apply("power", "chat", turn=4)
    comparison = compare(coded.at(), Selection(round="R1"))
    assert names(comparison) == (("chat",), ["Ingrid", "Samir"])
    assert str(comparison.moment) == "the close of the round “R1”"
    assert percent(comparison) < 1
    # Who names its documents and coders instead sees it as it is today.
    now = compare(coded.at(), Selection(documents=("chat",), coders=("Ingrid", "Samir")))
    assert percent(now) > percent(comparison)


def test_a_round_at_another_moment_is_compared_as_it_was_then(coded):
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    coded.moments.name("halfway")
    coded.codings.apply("power", "chat", turn=4)
    coded.rounds.close("R1")
    comparison = compare(coded.at("halfway"), Selection(round="R1"))
    assert str(comparison.moment) == "halfway"
    assert percent(comparison) < percent(compare(coded.at(), Selection(round="R1")))
    assert comparison.round is not None
    assert not comparison.round.is_open


def test_who_and_what_is_not_in_the_round_is_said(coded):
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    with pytest.raises(BadInput, match="“R1” does not include Ada or talk"):
        compare(
            coded.at(),
            Selection(round="R1", coders=("Ingrid", "Ada"), documents=("talk", "chat")),
        )
    pair = compare(coded.at(), Selection(round="R1", documents=("chat",)))
    assert names(pair) == (("chat",), ["Ingrid", "Samir"])


def test_of_a_round_nothing_else_is_compared_where_a_condition_leaves_none_of_it(coded):
    coded.attributes.define("place")
    coded.attributes.give("talk", "place", "office")
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    comparison = compare(coded.at(), Selection(round="R1", where="place = office"))
    assert names(comparison) == ((), [])


def test_a_blind_round_is_not_compared_before_its_close(coded):
    coded.moments.name("before")
    coded.rounds.open("Round 1", ["chat"], ["Ingrid", "Samir"], blind=True)
    coded.moments.name("inside")
    for moment in (None, "inside"):
        with pytest.raises(NotAllowed, match=r"is still open.*qualog round close 'Round 1'"):
            compare(coded.at(moment), Selection(round="Round 1"))
    coded.rounds.close("Round 1")
    for moment in (None, "inside"):
        assert percent(compare(coded.at(moment), Selection(round="Round 1"))) < 1


def test_a_round_that_was_undone_is_compared_as_it_was(coded):
    round_ = coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"], blind=True)
    coded.moments.name("inside")
    coded.undo(round_.opened.decision)
    comparison = compare(coded.at("inside"), Selection(round="R1"))
    assert names(comparison) == (("chat",), ["Ingrid", "Samir"])


@pytest.fixture
def proved(project):
    """A blind round on two laptops, in which neither knew of the other's codings."""
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    with copy_of(project, "Samir") as samir:
        samir.codings.apply("trust", "talk", turn=2)
        project.codings.apply("trust", "talk", turn=2)
        project.copies.merge(samir.path)
    project.rounds.close("R1")
    return project


def test_independence_is_claimed_where_it_is_proved(proved):
    assert compare(proved.at(), Selection(round="R1")).independent
    assert agreement(
        compare(proved.at(), Selection(round="R1")), Measurement(PercentAgreement())
    ).independent
    assert not compare(proved.at()).independent
    proved.moments.name("after")
    assert compare(proved.at("after"), Selection(round="R1")).independent


def test_independence_is_not_claimed_while_something_of_it_is_hidden(proved):
    proved.rounds.open("R2", ["talk"], ["Ingrid", "Samir"], blind=True)
    assert not compare(proved.at(), Selection(round="R1")).independent
    proved.rounds.close("R2")
    assert compare(proved.at(), Selection(round="R1")).independent


def test_what_is_hidden_now_might_speak_against_independence(coded):
    """Samir coded one document on his own, and the other in knowledge of Ingrid's codings."""
    material = Material(documents=(transcript("one"), transcript("two", TEXT + "More.")))
    coded.imports.import_(material, importer="test")
    coded.rounds.open("R1", ["one", "two"], ["Ingrid", "Samir"], blind=True)
    with copy_of(coded, "Samir") as samir:
        samir.codings.apply("trust", "one", turn=2)
        coded.codings.apply("trust", "one", turn=2)
        coded.codings.apply("trust", "two", turn=2)
        samir.copies.merge(coded.path)
        samir.codings.apply("trust", "two", turn=2)
        coded.copies.merge(samir.path)
    coded.rounds.close("R1")
    asked = Selection(round="R1")
    assert not compare(coded.at(), asked).independent
    coded.rounds.open("R2", ["two"], ["Ingrid", "Samir"], blind=True)
    assert not compare(coded.at(), asked).independent


def test_both_in_one_copy_are_not_independent(coded):
    coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    coded.rounds.close("R1")
    assert not compare(coded.at(), Selection(round="R1")).independent


def test_an_earlier_moment_is_compared_with_what_there_was(coded):
    coded.moments.name("before")
    coded.codes.add("time")
    material = Material(documents=(transcript("later"),))
    coded.imports.import_(material, importer="test")
    coded.authors.add("Bo")
    everything = ("talk", "later"), ("Ingrid", "Bo", "Samir"), ("trust", "time")
    documents, coders, codes = everything
    asked = Selection(documents=documents, coders=coders, codes=codes)
    before = coded.at("before").moment
    then = compare(coded.at(), asked).as_of(before)
    assert names(then) == (("talk",), ["Ingrid", "Samir"])
    assert len(then.selection.codes) == 1
    # Of whom nobody was there yet, nobody is compared, and not everybody.
    nobody = evolve(asked, documents=("later",))
    assert names(compare(coded.at(), nobody).as_of(before)) == ((), [])


def test_an_earlier_moment_is_narrowed_by_the_same_condition(coded):
    coded.attributes.define("place")
    coded.attributes.give("talk", "place", "office")
    coded.moments.name("placed")
    coded.attributes.rename("place", "where")
    comparison = compare(coded.at(), Selection(where="where = office"))
    placed = comparison.as_of(coded.at("placed").moment)
    assert names(placed) == (("talk",), ["Ingrid", "Samir"])


def test_a_round_at_a_moment_is_its_coders_on_its_documents(coded):
    round_ = coded.rounds.open("R1", ["chat"], ["Ingrid", "Samir"])
    moment = coded.at().moment
    assert isinstance(moment, Point)
    of_round = compare(coded.at()).as_of(moment, round_)
    assert names(of_round) == (("chat",), ["Ingrid", "Samir"])


@pytest.mark.parametrize("named", [{"coders": "Ingrid"}, {"documents": "talk"}, {"codes": "trust"}])
def test_one_text_is_not_a_list_of_names(coded, named):
    with pytest.raises(BadInput, match="Write names as a list"):
        compare(coded.at(), Selection(**named))


def test_without_a_single_code_nothing_agrees(coded):
    with pytest.raises(BadInput, match="Agreement needs a code"):
        compare(coded.at(), Selection(codes=[]))
