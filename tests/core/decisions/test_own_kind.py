"""A new kind of decision is one class and its applier: all else is read from the class."""

import pytest
from hypothesis import given, settings
from tests.core.copies import copy_of, exchange
from tests.core.decisions.test_vocabulary import KINDS, values_of

from qualog.decisions import (
    Decision,
    Work,
    base,
    decision,
    kind_of,
    kinds_held_back,
    kinds_where,
    known_kinds,
    words,
)
from qualog.errors import PluginError
from qualog.history.narration import narrate
from qualog.history.timeline import timeline
from qualog.language import Message, message
from qualog.log.codec import decoder
from qualog.replay.appliers.applier import APPLIERS, applies
from qualog.state import Memo
from qualog.views.wording import StateNames

KIND = "tests-silence-noted"


@pytest.fixture
def silence():
    @decision(KIND)
    class SilenceNoted(Decision):
        """Somebody is silent here."""

        work = Work.MEMOS

        silence: str
        document: str
        start: int
        end: int
        how: str = words()

        def sentence(self, names) -> Message:
            passage = names.passage(self.document, self.start, self.end, None)
            return message("noted a silence at {passage}: “{how}”", passage=passage, how=self.how)

    @applies(SilenceNoted)
    def _noted(state, noted, made):
        state.memos[noted.silence] = Memo(
            noted.silence, noted.how, noted.document, noted.start, noted.end, None, made
        )

    yield SilenceNoted
    APPLIERS.pop(SilenceNoted, None)
    base._KINDS.pop(KIND, None)


def note(project, silence, quote="fine", how="looks away", **more):
    document = project.find.document("talk")
    start = project.state.text(document.id).index(quote)
    noted = silence(
        silence=f"s{project.state.decisions}",
        document=document.id,
        start=start,
        end=start + len(quote),
        how=how,
    )
    return project.decide(noted, **more)


def test_it_is_told_in_its_own_sentence_and_found_by_what_it_is_about(project, silence):
    note(project, silence)
    last = list(narrate(project.at()))[-1]
    assert last.sentence == "noted a silence at “fine” in “talk”: “looks away”"
    document = project.find.document("talk").id
    assert list(timeline(project.at(), document))[-1].entry.id == last.entry.id


def test_it_is_undone_and_stands_at_earlier_moments(project, silence):
    id_ = note(project, silence)
    project.undo(id_)
    assert project.state.memos == {}
    assert len(project.at(id_).state.memos) == 1


def test_its_words_go_with_the_participant_on_every_copy(project, silence, clock):
    clock.now += 1000
    note(project, silence)
    samir = copy_of(project, "Samir")
    project.participants.withdraw("Anna")
    exchange(project, samir)
    for copy in (project, samir):
        assert b"looks away" not in copy.path.read_bytes()
        assert "looks away" not in list(narrate(copy.at()))[-1].sentence
    samir.close()


def test_it_is_hidden_in_a_blind_round_if_it_is_another_s(project, silence):
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    note(project, silence, how="mine", by=["Ingrid"])
    with type(project).open(project.path, author=["Samir"]) as samir:
        note(samir, silence, "listen", how="his")
    assert {memo.text for memo in project.state.memos.values()} == {"mine"}
    project.rounds.close("R1")
    assert {memo.text for memo in project.state.memos.values()} == {"mine", "his"}


def test_without_its_code_it_is_kept_counted_and_named(project, silence):
    note(project, silence)
    del base._KINDS[KIND]
    study = project.at()
    assert study.state.unknown == {KIND: 1}
    assert list(narrate(study))[-1].sentence == (
        f"decided something that no loaded code can read ({KIND})"
    )
    base._KINDS[KIND] = silence


def test_without_an_applier_it_is_told_and_changes_nothing(project, silence):
    del APPLIERS[silence]
    note(project, silence)
    with project.together("both belong together"):
        note(project, silence)
        project.codes.add("silence")
    study = project.at()
    assert (study.state.unknown, study.state.questions, study.state.memos) == ({}, [], {})
    assert [each.sentence for each in narrate(study)][-2:] == [
        "noted a silence at “fine” in “talk”: “looks away”",
        "created the code “silence”",
    ]


def test_a_decision_that_nobody_could_read_is_not_made(project, silence):
    before = project.state.decisions
    del base._KINDS[KIND]
    with pytest.raises(PluginError, match=f"of the kind “{KIND}” cannot be made"):
        note(project, silence)
    assert project.state.decisions == before


def test_a_kind_that_is_held_back_is_known_to_nobody_yet():
    with kinds_held_back():

        @decision("tests-later")
        class Later(Decision):
            """Said at the door."""

    assert kind_of("tests-later") is None


def test_an_applier_is_not_replaced(silence):
    with pytest.raises(ValueError, match="SilenceNoted has an applier already"):
        applies(silence)(lambda state, noted, made: None)


def test_kinds_are_found_by_what_their_classes_say():
    assert kinds_where(lambda cls: cls.reaches_back) == {
        "copy-accepted",
        "copy-ended",
        "copy-reopened",
        "decision-reverted",
        "words-erased",
    }
    assert "code-created" in kinds_where(lambda cls: cls.work is Work.CODEBOOK)
    assert kinds_where(lambda cls: cls.cannot_be_undone) == {
        "consent-withdrawn",
        "copy-accepted",
        "copy-ended",
        "copy-reopened",
        "decision-redacted",
        "erasure-confirmed",
        "key-bound",
        "project-created",
        "replica-begun",
        "replicas-merged",
        "words-erased",
    }


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_every_decision_tells_itself_whatever_is_there(project, kind, cls):
    """A sentence never fails: not where a thing is missing, nor where the words were erased."""
    names = StateNames(project.state, project.log)

    @settings(max_examples=20)
    @given(values_of(cls))
    def holds(made):
        assert str(made.sentence(names))
        assert str(made.sentence_about(made.thing or "", names))
        if type(made) in known_kinds().values():
            from qualog.log.codec import encode_body

            erased = decoder(kind, cls.version)(encode_body(made), None)
            assert str(erased.sentence(names))

    holds()


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_every_decision_of_the_core_has_a_sentence_of_its_own(kind, cls):
    if cls.__module__.startswith("qualog."):
        assert cls.sentence is not Decision.sentence
