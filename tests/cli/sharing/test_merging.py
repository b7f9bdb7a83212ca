"""Bringing in the decisions of another copy."""

import shutil


def test_what_came_is_said_by_author_and_a_second_time_nothing_is_new(trust):
    shutil.copy(trust.folder / "trust.qualog", trust.folder / "samir.qualog")
    other = ("-p", "samir.qualog", "-a", "Samir Haddad")
    here = ("-p", "trust.qualog")
    trust.qualog(*other, "code", "add", "power")
    trust.qualog(*other, "code", "add", "time")
    said = trust.qualog(*here, "merge", "samir.qualog")
    assert said.startswith("From samir.qualog: ")
    assert "decisions by Samir Haddad" in said
    assert "power" in trust.qualog(*here, "codes")
    assert "othing new" in trust.qualog(*here, "merge", "samir.qualog")


def test_decisions_that_disagree_raise_a_question(trust):
    shutil.copy(trust.folder / "trust.qualog", trust.folder / "samir.qualog")
    here = ("-p", "trust.qualog")
    trust.qualog("-p", "samir.qualog", "-a", "Samir Haddad", "code", "rename", "trust", "faith")
    trust.qualog(*here, "-a", "Ingrid Falk", "code", "rename", "trust", "reliance")
    said = trust.qualog(*here, "merge", "samir.qualog")
    assert "One question to settle: qualog questions" in said
    assert "faith" in trust.qualog(*here, "questions")
    assert trust.run(*here, "questions", "--check").code == 1


def test_the_copy_itself_and_another_study_are_refused(trust):
    assert "This is the copy you are in" in trust.fails("merge", "trust.qualog")
    trust.qualog("init", "Other", "--author", "Ada", "-p", "other.qualog")
    assert trust.run("-p", "trust.qualog", "merge", "other.qualog").code == 2
