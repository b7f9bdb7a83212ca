"""A state as bytes and back: equal, and with every mark of erased words where it was."""

from tests.corpus.life import live

from qualog.decisions import ERASED, Erased
from qualog.replay.snapshot import restore, take


def again(state):
    return restore(take(state), lambda ids: {})


def test_a_state_of_every_kind_comes_back_as_it_was(project):
    live(project)
    assert again(project.working_state) == project.working_state


def test_marks_of_erased_words_stay_marks_in_lists_and_tuples(project):
    discussion = project.discussions.open("talk", turn=2, topic="whom?")
    project.discussions.reply(discussion.id, "[erased]")
    reply = project.discussions.reply(discussion.id, "to be taken back")
    project.redact(reply if isinstance(reply, str) else reply.made.decision)
    state = project.working_state
    found = again(state)
    assert found == state
    [kept, gone] = found.discussions[discussion.id].replies
    assert (kept.text, isinstance(kept.text, Erased)) == ("[erased]", False)
    assert (gone.text, isinstance(gone.text, Erased)) == (ERASED, True)


def test_marks_stay_in_the_values_of_registers(project):
    project.codes.rename("trust", "reliance")
    project.codes.rename("reliance", "faith")
    [first, _] = project.log.store.entries(kinds=("code-renamed",))
    project.redact(first.id)
    state = project.working_state
    code = project.find.code("faith").id
    names = [
        write.value["name"] for write in again(state).registers["code-name", code].writes.values()
    ]
    assert [isinstance(name, Erased) for name in names] == [True, False]
