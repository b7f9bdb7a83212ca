"""Themes with their codes and relations."""


def test_the_same_relation_said_twice_is_one_row(ask):
    assert ask("SELECT relation FROM theme_relations") == [("rests & leans on",)]


def test_themes_are_a_tree_and_have_codes(ask):
    assert ask(
        "SELECT themes.name, above.name, themes.retired, codes.name FROM themes "
        "LEFT JOIN themes AS above ON above.id = themes.parent "
        "LEFT JOIN theme_codes ON theme_codes.theme = themes.id "
        "LEFT JOIN codes ON codes.id = theme_codes.code ORDER BY themes.rowid"
    ) == [
        ("Leaning on others", None, 0, "trust <script>x</script>"),
        ("Being heard", "Leaning on others", 0, "voice"),
        ("Given up", None, 1, None),
        ("Below what was given up", "Given up", 0, "sums"),
    ]
