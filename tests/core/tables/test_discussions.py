"""Discussions, replies, and the consensus that came of them."""

import pytest


@pytest.fixture
def talk(project):
    """Discuss three passages, one of them settled and opened again; return the first."""
    talk = project.discussions.open("talk <1>", quote="It was fine", topic="is it?")
    project.discussions.reply(talk.id, "it is", by=["Samir"])
    letter = project.discussions.open("letter", quote="They decide | and we wait.")
    project.discussions.settle(letter.id, "one-side", coder="Samir", why="nobody decides")
    reopened = project.discussions.open("letter", quote="Nobody *asks* us.")
    project.discussions.settle(reopened.id, "new-coding", codes=["voice"], why="heard")
    project.discussions.reopen(reopened.id)
    project.discussions.settle(talk.id, "new-coding", codes=["voice"], why="heard")
    return talk


def test_discussions_say_how_they_ended_and_why(ask, talk):
    assert ask(
        "SELECT quotation, topic, outcome, authors.name, decisions.why FROM discussions "
        "LEFT JOIN authors ON authors.id = coder "
        "LEFT JOIN decisions ON decisions.id = settled_by ORDER BY discussions.rowid"
    ) == [
        ("It was fine", "is it?", "new-coding", None, "heard"),
        ("They decide | and we wait.", "", "one-side", "Samir", "nobody decides"),
        ("Nobody *asks* us.", "", None, None, None),
    ]
    assert ask("SELECT quotation FROM discussions WHERE settled_by IS NULL") == [
        ("Nobody *asks* us.",)
    ]
    assert ask("SELECT text, authors FROM replies") == [("it is", "Samir")]


def test_the_consensus_says_which_discussion_it_comes_from(ask, talk):
    assert ask(
        "SELECT documents.name, codes.name, discussion FROM consensus "
        "JOIN documents ON documents.id = consensus.document "
        "JOIN codes ON codes.id = consensus.code ORDER BY consensus.rowid"
    ) == [
        ("talk <1>", "voice", talk.id),
        ("talk <1>", "trust <script>x</script>", None),
        ("talk <1>", "voice", None),
        ("letter", "Power over", None),
    ]
