"""The codebook and the themes as trees: nothing in use is ever left out of sight."""

from tests.core.replay.appliers.deciding import Study

from qualog.decisions.codes import CodeCreated, CodesMerged
from qualog.decisions.themes import ThemeCreated, ThemeRetired
from qualog.state import theme_tree


def codes(*named):
    study = Study()
    for name, parent in named:
        study.decide(CodeCreated(code=name, name=name, parent=parent))
    return study


def tree(study):
    return [(depth, code.name) for depth, code in study.state.codebook.tree()]


def test_codes_stand_after_the_code_above_them_with_their_depth():
    study = codes(("a", None), ("c", None), ("b", "a"), ("d", "b"))
    assert tree(study) == [(0, "a"), (1, "b"), (2, "d"), (0, "c")]
    assert study.state.codebook.path("d") == "a / b / d"


def test_codes_under_one_that_was_merged_stand_under_what_it_became():
    study = codes(("a", None), ("b", None), ("under a", "a"))
    study.decide(CodesMerged(sources=("a",), into="b"))
    assert tree(study) == [(0, "b"), (1, "under a")]


def test_a_code_whose_parent_was_merged_into_it_is_still_there():
    study = codes(("above", None), ("below", "above"), ("beside", "above"))
    study.decide(CodesMerged(sources=("above",), into="below"))
    assert tree(study) == [(0, "below"), (1, "beside")]


def test_codes_that_a_merge_would_put_under_each_other_are_still_there():
    study = codes(("top", None), ("middle", "top"), ("leaf", "middle"), ("side", "leaf"))
    study.decide(CodesMerged(sources=("top",), into="leaf"))
    assert tree(study) == [(0, "leaf"), (1, "middle"), (1, "side")]
    assert study.state.codebook.path("middle") == "leaf / middle"
    assert study.state.codebook.path("leaf") == "leaf"


def test_a_code_whose_parent_is_not_there_stands_at_the_top():
    assert tree(codes(("a", "gone"))) == [(0, "a")]


def test_merges_are_followed_to_their_end():
    study = codes(("a", None), ("b", None), ("c", None))
    study.decide(CodesMerged(sources=("a",), into="b"))
    study.decide(CodesMerged(sources=("b",), into="c"))
    book = study.state.codebook
    assert book.resolve("a") == "c"
    assert book.name("a") == "c"
    assert list(book.followed("a")) == ["a", "b", "c"]
    assert [code.name for code in book.live()] == ["c"]


def test_what_lies_under_a_retired_theme_stands_under_the_next_above():
    study = Study()
    for name, parent in (("a", None), ("b", "a"), ("c", "b"), ("d", None)):
        study.decide(ThemeCreated(theme=name, name=name, parent=parent))
    study.decide(ThemeRetired(theme="b"))
    assert [(depth, theme.name) for depth, theme in theme_tree(study.state.themes)] == [
        (0, "a"),
        (1, "c"),
        (0, "d"),
    ]
