"""Themes: created after the ones above them, with the codes that are grouped under them."""

import pytest
from tests.core.importing.planning.taking import take

from qualog.errors import BadInput
from qualog.material import ImportedTheme


def test_themes_group_codes(project):
    result = take(
        project,
        themes=(
            ImportedTheme("below", parent="Above", codes=("trust", "new one", "TRUST")),
            ImportedTheme("above", "what is above"),
        ),
    )
    assert (result.themes, result.codes) == (2, 1)
    themes = {each.name: each for each in project.state.themes.values()}
    assert themes["below"].parent == themes["above"].id
    assert themes["above"].definition == "what is above"
    names = [project.state.codebook.name(each) for each in themes["below"].codes]
    assert names == ["trust", "new one"]


def test_a_theme_that_is_there_gets_the_codes_that_it_lacks(project):
    take(project, themes=(ImportedTheme("below", codes=("trust",)),))
    before = project.state.decisions
    again = take(project, themes=(ImportedTheme("BELOW", codes=("trust",)),))
    assert (again.themes, project.state.decisions) == (0, before)
    take(project, themes=(ImportedTheme("below", codes=("trust", "power")),))
    assert len(project.find.theme("below").codes) == 2
    project.themes.retire("below")
    assert take(project, themes=(ImportedTheme("below"),)).themes == 1


def test_a_merged_code_is_grouped_as_what_it_became(project):
    project.codes.add("faith")
    project.codes.merge(["faith"], "trust")
    take(project, themes=(ImportedTheme("leaning", codes=("faith",)),))
    assert project.find.theme("leaning").codes == (project.find.code("trust").id,)


def test_themes_that_contradict_each_other(project):
    before = project.state.decisions
    for themes, words in (
        (
            (ImportedTheme("x", parent="y"), ImportedTheme("y", parent="x")),
            "The themes “x” and “y” lie under each other",
        ),
        ((ImportedTheme("x", parent="zzz"),), "“x” lies under “zzz”, which is not there"),
        ((ImportedTheme(" "),), "A theme needs a name"),
    ):
        with pytest.raises(BadInput, match=words):
            take(project, themes=themes)
    assert project.state.decisions == before
