"""The codebook: codes that a file describes or uses, and what is there already."""

import pytest
from tests.core.importing.planning.taking import END, START, left, take

from qualog.errors import BadInput, NotAllowed
from qualog.material import ImportedCode, ImportedCoding


def coding(code, **how):
    return ImportedCoding("talk", START, END, code, **how)


def test_codes_are_created_after_the_ones_above_them(project):
    result = take(
        project,
        codes=(
            ImportedCode("below", parent="Above"),
            ImportedCode("above", "is above", "says so", "thinks so", ("one", "two")),
        ),
    )
    assert result.codes == 2
    assert project.state.codebook.path(project.find.code("below").id) == "above / below"
    above = project.find.code("above")
    assert (above.definition, above.include, above.exclude) == ("is above", "says so", "thinks so")
    assert above.examples == ("one", "two")


def test_codes_that_contradict_each_other(project):
    before = project.state.decisions
    for codes, words in (
        (
            (ImportedCode("a", parent="b"), ImportedCode("b", parent="a")),
            "The codes “a” and “b” lie under each other",
        ),
        ((ImportedCode("a", parent="zzz"),), "“a” lies under “zzz”, which is not there"),
        ((ImportedCode(" "),), "A code needs a name"),
    ):
        with pytest.raises(BadInput, match=words):
            take(project, codes=codes)
    assert project.state.decisions == before


def test_a_code_that_is_there_stays_as_it_is(project):
    as_it_is = ImportedCode("TRUST", "relies on somebody")
    assert left(take(project, codes=(as_it_is, ImportedCode("trust")))) == []
    for more in (
        ImportedCode("trust", "something else"),
        ImportedCode("trust", include="x"),
        ImportedCode("trust", exclude="x"),
        ImportedCode("trust", examples=("x",)),
        ImportedCode("trust", parent="power"),
    ):
        result = take(project, codes=(more,))
        assert (result.codes, left(result)) == (
            0,
            ["The code “trust” is in the study already and was left as it is."],
        )
    assert project.find.code("trust").definition == "relies on somebody"


def test_a_code_that_only_codings_use_is_created_by_the_coder(project):
    result = take(project, codings=(coding("new", author="Zoe"), coding("New", author="Yan")))
    assert result.codes == 1
    assert project.state.author_names(project.find.code("new").made.authors) == "Zoe"
    [one, two] = [each.code for each in project.state.codings.values()]
    assert one == two


def test_a_merged_code_counts_as_what_it_became(project):
    project.codes.add("relying")
    take(project, codings=(coding("relying"),))
    project.codes.merge(["relying"], "trust")
    assert take(project, codings=(coding("relying"),)).repeated == 1
    assert take(project, codings=(coding("trust"),)).repeated == 1


def test_a_code_that_is_out_of_use_is_refused(project):
    project.codes.retire("trust")
    with pytest.raises(NotAllowed, match=r"“trust” is no longer in use. Restore or rename it"):
        take(project, codings=(coding("trust"),))
    project.codes.add("trust")
    assert take(project, codings=(coding("trust"),)).codings == 1
