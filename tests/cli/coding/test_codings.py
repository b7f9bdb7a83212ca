"""Coding a passage, and listing what is coded."""

import json


def test_codings_are_listed_by_code_and_by_coder(demo):
    data = json.loads(demo.qualog("codings", "--code", "Listening", "--json"))["codings"]
    assert len(data) == 3
    both = demo.qualog("codings", "--code", "Listening")
    one = demo.qualog("codings", "--code", "Listening", "--coder", "Samir Haddad")
    assert "Ingrid Falk" in both
    assert "Ingrid Falk" not in one
    assert "Samir Haddad" in one


def test_a_passage_is_coded_resized_recoded_and_removed(trust):
    coder = ("-a", "Ingrid Falk")
    said = trust.qualog(*coder, "apply", "trust", "talk", "--quote", "She knows.")
    assert "Coded “She knows.” as “trust”" in said
    id_ = said.partition("[")[2].partition("]")[0]
    trust.qualog(*coder, "resize", id_, "--quote", "Her. She knows.")
    assert "“Her. She knows.”" in trust.qualog("codings")
    trust.qualog(*coder, "recode", id_, "tröst")
    assert "tröst" in trust.qualog("codings")
    trust.qualog(*coder, "remove", id_)
    assert id_ not in trust.qualog("codings")


def test_where_nothing_is_listed_it_is_said_whether_there_are_codings_at_all(trust):
    assert "qualog apply" in trust.qualog("codings")
    trust.qualog("-a", "Ingrid Falk", "apply", "trust", "talk", "--quote", "She knows.")
    said = "There are no such codings. To list all: qualog codings\n"
    assert trust.qualog("codings", "--code", "tröst") == said
    assert trust.qualog("codings", "--coder", "Samir Haddad") == said


def test_words_that_are_not_there_are_not_coded(trust):
    before = trust.qualog("log")
    error = trust.fails("-a", "Ingrid Falk", "apply", "trust", "talk", "--quote", "He knows.")
    assert "He knows." in error
    assert trust.qualog("log") == before
