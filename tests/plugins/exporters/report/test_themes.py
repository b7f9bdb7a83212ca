"""Themes: chapters of the report, with subthemes as sections."""

from tests.plugins.exporters.report.pages import headings, section


def test_themes_are_chapters_and_subthemes_sections(either):
    found = headings(either())
    assert [heading for heading in found if heading[0] > 1][:4] == [
        (2, "Leaning on others"),
        (3, "trust <script>x</script>"),
        (3, "Being heard"),
        (4, "voice"),
    ]


def test_what_lay_under_a_retired_theme_is_still_there(either):
    html = either()
    assert "Given up" not in [name for _, name in headings(html)]
    assert "=SUM(A1)" in section(html, "Below what was given up")


def test_relations_between_themes_are_shown_once(either):
    shown = section(either(), "Being heard")
    assert shown.count("→ Leaning on others: rests & leans on") == 1


def test_a_memo_on_a_theme_stands_there(either):
    shown = section(either(), "Being heard")
    assert "a <memo> about the theme" in shown
    assert "sure, or <hoping>?" not in shown
