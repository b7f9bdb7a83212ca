"""History: the log in sentences, a code's life, what lies between, who did what."""

import pytest
from tests.corpus.life import live

from qualog.decisions import known_kinds
from qualog.history.contributions import contributions
from qualog.history.difference import difference
from qualog.history.narration import narrate
from qualog.history.timeline import timeline


@pytest.fixture
def lived(project):
    """A study in which every kind of decision was made."""
    live(project)
    return project


OF_COPIES = {"erasure-confirmed", "replicas-merged"}


def test_every_kind_is_told_in_a_sentence(lived):
    told = list(narrate(lived.at()))
    assert len(told) == lived.state.decisions
    own = {kind for kind, cls in known_kinds().items() if cls.__module__.startswith("qualog.")}
    assert {each.entry.kind for each in told} == own - OF_COPIES
    for each in told:
        assert each.sentence
        assert "decided:" not in each.sentence
        assert lived.log.replica not in each.sentence, each.sentence
        assert each.authors in ("Ingrid", "Ingrid and Samir H", "Samir H")


def test_things_are_called_what_they_were_called_then(lived):
    told = {each.entry.kind: each for each in narrate(lived.at())}
    assert told["code-renamed"].sentence == "renamed the code “trust” to “reliance”"
    assert told["code-renamed"].why == "wider"
    assert told["codes-merged"].sentence == "merged the code “belief” into the code “reliance”"
    assert told["code-split"].sentence == (
        "split the code “reliance” into “on people” and “on rules” and sorted one coding"
    )
    assert told["link-accepted"].sentence == (
        "accepted the link between the code “reliance” and “Thou” (Dialogue)"
    )
    slip = [each for each in narrate(lived.at()) if "slip" in each.sentence]
    assert [each.reverted for each in slip] == [True]


def test_the_life_of_a_code(lived):
    split = lived.find.code("on people")
    told = [each.entry.kind for each in timeline(lived.at(), split.id)]
    assert told[:2] == ["code-created", "code-renamed"]
    assert "codes-merged" in told
    assert "code-split" in told
    assert told.count("code-created") == 2  # its own beginnings: trust, and belief that came in
    assert "coding-resized" not in told  # while it was trust's


def test_what_lies_between_two_moments(project):
    project.moments.name("before")
    project.codes.rename("trust", "reliance")
    project.codes.define("power", definition="who decides")
    project.codes.create("time", parent="power")
    coding = project.codings.apply("time", "talk", quote="most days")
    project.themes.create("leaning")
    project.themes.assign("leaning", ["reliance"])
    before, after = project.at("before").state, project.at().state
    told = [(each.what, each.name, each.how) for each in difference(before, after)]
    assert told == [
        ("code", "reliance", "renamed from “trust”"),
        ("code", "power", "redefined"),
        ("code", "time", "created"),
        ("theme", "leaning", "formed"),
        ("theme", "leaning", "“reliance” came in"),
        ("coding", "most days", "coded as “time” by Ingrid"),
    ]
    project.moments.name("between")
    project.codings.resize(coding.id, quote="They listen, most days.")
    project.codings.recode(coding.id, "power")
    project.codes.merge(["time"], "power")
    told = [(each.how) for each in difference(after, project.at().state)]
    assert "merged into “power”" in told
    assert "recoded from “time” to “power”" in told
    assert any(each.startswith("resized from") for each in told)
    back = [each.how for each in difference(project.at().state, before)]
    assert "undone" in back
    assert "removed" in back
    assert difference(after, after) == []


def test_the_division_of_work(project):
    project.documents.conducted("talk", ["Ingrid", "Samir"])
    project.documents.transcribed("talk", ["Samir"])
    project.codings.apply("trust", "talk", turn=2)
    project.codings.apply("trust", "talk", turn=2, by=["Samir"])
    project.codings.apply("power", "talk", turn=4, by=["Ingrid", "Samir"])
    project.undo(project.codings.apply("power", "talk", turn=2).made.decision)
    ingrid, samir = contributions(project.at())
    assert (ingrid.author, samir.author) == ("Ingrid", "Samir")
    assert ingrid.interviewed == samir.interviewed == ("talk",)
    assert (ingrid.transcribed, samir.transcribed) == ((), ("talk",))
    assert (ingrid.alone["codings"], samir.alone["codings"]) == (1, 1)
    assert (ingrid.together["codings"], samir.together["codings"]) == (1, 1)
    assert ingrid.alone["decisions on the codebook"] == 2
