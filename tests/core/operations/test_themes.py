"""Themes: created, related, moved, retired, with the codes under them."""

from qualog.state import theme_tree


def test_themes_are_created_renamed_and_defined(project, refused):
    themes = project.themes
    leaning = themes.add(" leaning ", definition="on others")
    below = themes.add("below", parent="leaning")
    assert (leaning.name, leaning.definition, below.parent) == ("leaning", "on others", leaning.id)
    refused("already a theme “Leaning”", themes.add, "Leaning")
    refused("A theme needs a name", themes.add, " ")
    refused("half a character", themes.add, "x", definition="\ud800")
    refused("already a theme “BELOW”", themes.rename, "leaning", "BELOW")
    themes.rename("leaning", "relying")
    themes.define("relying", " on somebody ")
    found = project.find.theme("relying")
    assert (found.id, found.definition) == (leaning.id, "on somebody")
    refused("A definition cannot be empty", themes.define, "relying", " ")


def test_a_theme_is_moved_but_never_under_itself(project, refused):
    themes = project.themes
    for name, parent in (("top", None), ("middle", "top"), ("below", "middle")):
        themes.add(name, parent=parent)
    refused("“top” cannot be moved under itself", themes.move, "top", "top")
    refused("“top” cannot be moved under itself", themes.move, "top", "below")
    themes.move("below", None)
    themes.move("top", "below")
    assert project.find.theme("below").parent is None
    assert project.find.theme("top").parent == project.find.theme("below").id


def test_codes_are_grouped_under_a_theme_and_taken_out(project, refused):
    themes = project.themes
    themes.add("leaning")
    refused("Which codes come under the theme", themes.assign, "leaning", [])
    refused("“trust” is not under “leaning”", themes.unassign, "leaning", ["trust"])
    themes.assign("leaning", ["trust", "power"])
    themes.unassign("leaning", ["trust"])
    assert project.find.theme("leaning").codes == (project.find.code("power").id,)
    refused("“trust” is not under", themes.unassign, "leaning", ["power", "trust"])


def test_themes_are_related(project, refused):
    for name in ("leaning", "waiting"):
        project.themes.add(name)
    project.themes.relate("leaning", "waiting", " comes before ")
    entry = list(project.log.store.entries())[-1]
    assert project.log.words(entry)["relation"] == "comes before"
    refused("How do the themes relate", project.themes.relate, "leaning", "waiting", " ")


def test_a_retired_theme_frees_its_name_and_comes_back(project, refused):
    project.themes.add("leaning")
    refused("“leaning” is not retired", project.themes.restore, "leaning")
    project.themes.retire("leaning")
    assert project.find.theme("leaning").retired
    project.themes.restore("leaning")
    assert not project.find.theme("leaning").retired
    project.themes.retire("leaning")
    assert project.themes.add("Leaning")


def test_what_lies_under_a_retired_theme_is_still_shown(project):
    project.themes.add("top")
    project.themes.add("middle", parent="top")
    project.themes.add("below", parent="middle")
    project.themes.retire("middle")
    shown = [(depth, theme.name) for depth, theme in theme_tree(project.state.themes)]
    assert shown == [(0, "top"), (1, "below")]
