"""The same codings as themes, and as what was settled."""

import pytest

from qualog.reliability.gathering import coded_study
from qualog.reliability.recoding import as_settled, as_themes


@pytest.fixture
def coded(project):
    project.codes.add("time")
    apply = project.codings.apply
    apply("trust", "talk", turn=2)
    apply("power", "talk", turn=2, by=["Samir"])
    apply("time", "talk", turn=4)
    return project


def codes(study):
    return [code.name for code in study.codes]


def test_a_code_is_each_theme_that_it_is_grouped_under(coded):
    for theme, parent in (("people", None), ("leaning", "people"), ("place", None)):
        coded.themes.add(theme, parent=parent)
    coded.themes.assign("leaning", ["trust"])
    coded.themes.assign("place", ["trust", "power"])
    study = as_themes(coded_study(coded.state), coded.state)
    assert codes(study) == ["people", "leaning", "place"]
    (document,) = study.documents
    assert {coder: [code for *_, code in spans] for coder, spans in document.codings.items()} == {
        0: [1, 2],
        1: [2],
    }
    assert study.left_out.without_theme == 1
    # Taken alone, a theme has what its subthemes have.
    assert study.above == ((), (0,), ())
    (rolled_up,) = study.rolled_up.documents
    assert sorted(code for *_, code in rolled_up.codings[0]) == [0, 1, 2]


def test_a_theme_by_itself_has_what_is_under_it_however_far_below(coded):
    for theme, parent in (("people", None), ("leaning", "people"), ("close", "leaning")):
        coded.themes.add(theme, parent=parent)
    coded.themes.assign("close", ["trust"])
    study = as_themes(coded_study(coded.state), coded.state)
    assert codes(study) == ["people", "leaning", "close"]
    assert study.above == ((), (0,), (1, 0))
    (document,) = study.rolled_up.documents
    assert sorted(code for *_, code in document.codings[0]) == [0, 1, 2]


def test_what_a_code_was_merged_into_has_the_themes_of_both(coded):
    for theme, code in (("leaning", "trust"), ("ruling", "power")):
        coded.themes.add(theme)
        coded.themes.assign(theme, [code])
    coded.codes.merge(["power"], "trust")
    study = as_themes(coded_study(coded.state), coded.state)
    assert codes(study) == ["leaning", "ruling"]
    (document,) = study.documents
    for spans in document.codings.values():
        assert [code for *_, code in spans] == [0, 1]


def test_without_subthemes_nothing_is_rolled_up(coded):
    coded.themes.add("leaning")
    coded.themes.assign("leaning", ["trust"])
    study = as_themes(coded_study(coded.state), coded.state)
    assert study.rolled_up == study.continuum or study.rolled_up.documents == study.documents


def test_what_was_settled_takes_the_place_of_what_was_given(coded):
    discussion = coded.discussions.open("talk", turn=2)
    coded.codes.add("voice")
    coded.discussions.settle(discussion.id, "new-coding", codes=["voice"], why="so")
    before = coded_study(coded.state)
    study = as_settled(before, coded.state, None)
    assert codes(study) == [*codes(before), "voice"]
    (document,) = study.documents
    voice = codes(study).index("voice")
    settled = (discussion.start, discussion.end, voice)
    assert all(settled in spans for spans in document.codings.values())
    assert {code for *_, code in document.codings[1]} == {voice}


def test_of_codes_that_are_not_compared_nothing_is_settled(coded):
    discussion = coded.discussions.open("talk", turn=2)
    coded.discussions.settle(discussion.id, "new-coding", codes=["power"], why="so")
    trust = [coded.find.code("trust").id]
    study = as_settled(coded_study(coded.state, codes=trust), coded.state, trust)
    assert codes(study) == ["trust"]
    assert all(spans == () for spans in study.documents[0].codings.values())
