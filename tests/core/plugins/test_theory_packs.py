"""Theory packs: a theory as data; of a bad one it is said where it is bad and why."""

import pytest

from qualog.errors import BadInput
from qualog.plugins.theory_packs import read_pack

PACK = """
name = "Helping"
author = "A. Author"
summary = "Help is given or withheld."
sources = ["Author, A. (1990). Helping. Oslo: House."]

[[concepts]]
name = "Giving"
definition = "What is given without being asked for."
opposite = "Withholding"
indicators = {en = ["give", "offer"], sv = ["ge"]}

[[concepts]]
name = "Withholding"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_pack_is_read_whole(written):
    pack = read_pack(written(PACK))
    assert (pack.name, pack.author, pack.summary) == (
        "Helping",
        "A. Author",
        "Help is given or withheld.",
    )
    assert list(pack.sources) == ["Author, A. (1990). Helping. Oslo: House."]
    giving, withholding = pack.concepts
    assert (giving.name, giving.opposite) == ("Giving", "Withholding")
    assert giving.definition == "What is given without being asked for."
    assert {language: list(found) for language, found in giving.indicators.items()} == {
        "en": ["give", "offer"],
        "sv": ["ge"],
    }
    assert (withholding.opposite, withholding.indicators) == (None, {})


def test_a_study_adopts_a_pack_of_its_own(project, written):
    project.theory.adopt(read_pack(written(PACK)))
    [theory] = project.state.theories.values()
    assert theory.name == "Helping"
    assert [concept.name for _, concept in theory.concepts()] == ["Giving", "Withholding"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name = ", "not a TOML file"),
        ('author = "x"', "name"),
        ('name = "x"', "at least one"),
        ('name = "x"\nconcepts = [{name = "a"}, {name = "a"}]', "“a” more than once"),
        ('name = "x"\nconcepts = [{name = "a", opposite = "b"}]', "not a concept of the pack"),
        ('name = 3\nconcepts = [{name = "a"}]', "name"),
    ],
)
def test_what_is_wrong_with_a_pack_is_said_with_its_file(written, text, problem):
    with pytest.raises(BadInput, match=problem) as error:
        read_pack(written(text))
    assert "mine.toml" in str(error.value)


def test_a_pack_in_another_encoding_is_not_a_toml_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes('name = "Möte"'.encode("latin-1"))
    with pytest.raises(BadInput, match="not a TOML file"):
        read_pack(path)


def test_a_pack_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_pack(tmp_path / "none.toml")
