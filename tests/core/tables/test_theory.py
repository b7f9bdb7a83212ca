"""Theories, concepts and links."""


def test_links_say_how_they_were_settled(ask):
    assert ask(
        "SELECT status, decisions.why FROM links JOIN decisions ON decisions.id = settled_by "
        "ORDER BY links.rowid"
    ) == [
        ("accepted", "we saw it & agreed"),
        ("rejected", "too <strong> a word"),
        ("accepted", "only here"),
    ]
    assert ask("SELECT settled_by FROM links WHERE status = 'proposed'") == [(None,)]


def test_a_theory_has_its_concepts_and_references(ask):
    assert ask(
        "SELECT theories.name, author, sources, concepts.name, definition FROM concepts "
        "JOIN theories ON theories.id = theory ORDER BY concepts.rowid"
    ) == [
        ("I & Thou", "Buber", "Buber <1923>", "I–Thou", ""),
        ("I & Thou", "Buber", "Buber <1923>", "I–It", "a thing among things"),
    ]
