"""Codes, codings and memos."""

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, Material


def test_quotations_are_the_passages_in_code_points(ask):
    assert (
        ask(
            "SELECT quotation FROM codings JOIN documents ON documents.id = document "
            'WHERE quotation <> substr(text, start + 1, "end" - start)'
        )
        == []
    )


def test_a_merged_code_says_what_it_counts_as(ask):
    assert ask(
        "SELECT into_.name, codes.status FROM codes JOIN codes AS into_ "
        "ON into_.id = codes.counts_as WHERE codes.name = 'confidence'"
    ) == [("trust <script>x</script>", "merged")]


def test_a_coding_of_a_merged_code_says_what_was_applied(ask):
    assert ask(
        "SELECT code.name, applied.name FROM codings "
        "JOIN codes AS code ON code.id = codings.code "
        "JOIN codes AS applied ON applied.id = applied_as WHERE code.id <> applied.id"
    ) == [("trust <script>x</script>", "confidence")]


def test_regions_say_where_they_are(ask, project):
    regions = (
        Region(page=2, box=(10, 20, 30.5, 40)),
        Region(box=(1, 2, 3, 4)),  # of a picture: from above
        Region(begin=1_000, end=2_500),
    )
    codings = tuple(ImportedCoding("letter", 0, 0, "voice", region=region) for region in regions)
    project.imports.import_(Material(codings=codings), importer="test")
    assert ask(
        'SELECT page, "left", bottom, "right", top, begin_ms, end_ms FROM codings '
        'WHERE start = "end" ORDER BY rowid'
    ) == [
        (2, 10, 20, 30.5, 40, None, None),
        (None, 1, 4, 3, 2, None, None),
        (None, None, None, None, None, 1_000, 2_500),
    ]


def test_a_coding_from_elsewhere_has_the_date_that_it_had_there(ask, project):
    coding = ImportedCoding("letter", 0, 4, "voice", dated=1_700_000_000_000)
    project.imports.import_(Material(codings=(coding,)), importer="test")
    assert ask("SELECT dated FROM codings WHERE dated IS NOT NULL") == [
        ("2023-11-14T22:13:20+00:00",)
    ]


def test_memos_say_what_they_are_about_and_who_wrote_them(ask):
    assert ask("SELECT text, authors FROM memos JOIN codings ON codings.id = about") == [
        ("sure, or <hoping>?", "Ingrid <b>Falk</b>")
    ]
