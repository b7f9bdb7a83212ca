"""What all operations share: who decides, and finding who still takes part."""

import pytest

from qualog.errors import NotAllowed


def test_those_who_are_named_decide_else_those_of_the_copy(project):
    assert project.state.author_names(project.codes.add("one").made.authors) == "Ingrid"
    both = project.codes.add("two", by=["Samir", "Ingrid"]).made.authors
    assert [project.state.authors[id_].name for id_ in both] == ["Samir", "Ingrid"]


def test_who_is_not_known_cannot_decide(project, refused):
    refused("no author “Nobody”", project.codes.add, "x", by=["Nobody"])
    project.author = ()
    refused(r"Who decides this\? Name an author .*: Ingrid, Samir\.", project.codes.add, "x")


def test_a_reason_is_kept_with_its_decision(project, last):
    project.codes.add("one", why="it came up")
    assert last()[1]["why"] == "it came up"
    project.codes.add("two", why="")
    assert "why" not in last()[1]


def test_nothing_more_is_kept_about_who_withdrew(project):
    assert project.participants.active_participant("Anna").pseudonym == "Anna"
    id_ = project.find.participant("Anna").id
    project.participants.withdraw("Anna")
    with pytest.raises(NotAllowed, match="has withdrawn: nothing more is kept about them"):
        project.participants.active_participant(id_)
