"""Sentences on the codebook, themes and theory."""

import pytest
from tests.plugins.exporters.report.methods.conftest import methods

from qualog.decisions.theory import Concept, TheoryPack

PACK = TheoryPack(
    "I and Thou", author="Buber", summary="", sources=(), concepts=(Concept("I–Thou"),)
)


def test_one_code_in_use_and_retired(empty):
    empty.codes.add("voice")
    assert "During the analysis, one code was created. It is in use. " in methods(empty)
    empty.codes.retire("voice")
    assert (
        "During the analysis, one code was created. It is not in use. One code was retired. "
    ) in methods(empty)


def test_several_codes_of_which_one_or_none_is_in_use(empty):
    empty.codes.add("voice")
    empty.codes.add("trust")
    empty.codes.merge(["voice"], "trust")
    assert (
        "During the analysis, 2 codes were created. Of these, one is in use. "
        "The codebook was reworked: one merge. "
    ) in methods(empty)
    empty.codes.retire("trust")
    assert "None of these is in use. " in methods(empty)


def test_codes_that_a_split_made_are_created_too(empty):
    empty.codes.add("voice")
    empty.codes.split("voice", ["speaks", "listens"])
    assert "During the analysis, 3 codes were created. Of these, 2 are in use. " in methods(empty)


def test_a_code_that_was_retired_twice_is_one(empty):
    empty.codes.add("voice")
    empty.codes.retire("voice")
    empty.codes.restore("voice")
    empty.codes.retire("voice")
    assert "One code was retired. " in methods(empty)


def test_what_was_taken_back_did_not_rework_the_codebook(empty):
    empty.codes.add("voice")
    renamed = empty.codes.rename("voice", "speaks")
    assert "The codebook was reworked: one renaming. " in methods(empty)
    empty.undo(renamed)
    assert "reworked" not in methods(empty)


def test_themes_without_and_with_subthemes(empty):
    empty.themes.add("Leaning")
    assert "Codes were grouped under one theme. " in methods(empty)
    empty.themes.add("Trust", parent="Leaning")
    empty.themes.add("Money", parent="Leaning")
    assert "Codes were grouped under one theme, with 2 subthemes. " in methods(empty)


@pytest.fixture
def proposed(empty):
    empty.theory.adopt(PACK)
    empty.codes.add("voice")
    return empty, empty.theory.propose("voice", "I–Thou", reason="they meet")


def test_a_theory_without_links(empty):
    empty.theory.adopt(PACK)
    assert "The analysis drew on “I and Thou”. Each " in methods(empty)


def test_a_single_link_is_said_with_what_became_of_it(proposed):
    project, link = proposed
    assert ("One link to a theoretical concept was proposed and awaits a decision. ") in methods(
        project
    )
    project.theory.accept(link.id)
    assert "One link to a theoretical concept was proposed and accepted. " in methods(project)


def test_a_single_rejected_link(proposed):
    project, link = proposed
    project.theory.reject(link.id)
    assert "One link to a theoretical concept was proposed and rejected. " in methods(project)


def test_several_links_with_one_outcome(proposed):
    project, link = proposed
    project.codes.add("trust")
    other = project.theory.propose("trust", "I–Thou")
    project.theory.accept(link.id)
    project.theory.accept(other.id)
    assert "Of 2 links proposed to theoretical concepts, 2 were accepted. " in methods(project)
