"""History: the log in sentences, a code's life, what lies between, who did what."""

import pytest
from tests.corpus.life import live

from qualog.decisions import known_kinds
from qualog.history.narration import narrate
from qualog.history.timeline import timeline


@pytest.fixture
def lived(project):
    """A study in which every kind of decision was made."""
    live(project)
    return project


OF_COPIES = {
    "copy-accepted",
    "copy-ended",
    "copy-reopened",
    "erasure-confirmed",
    "key-bound",
    "replicas-merged",
}


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
