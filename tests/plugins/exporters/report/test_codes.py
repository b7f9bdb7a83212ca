"""Codes: in the chapters, under no theme, and as an appendix."""

from tests.plugins.exporters.report.pages import headings, rows, section


def test_definitions_and_when_a_code_is_applied(either):
    shown = section(either(), "trust <script>x</script>")
    assert "relies on & leans on" in shown
    assert "Apply when: says so" in shown
    assert "Do not apply when: mere hope" in shown


def test_codes_without_a_theme_have_a_section(either):
    shown = section(either(), "Codes without a theme")
    assert "said & done" in shown
    assert "They decide | and we wait." in shown


def test_a_code_that_nobody_applied_yet_is_shown_too(either):
    assert (3, "orders") in headings(either())
    assert (3, "old one") not in headings(either())


def test_a_memo_on_a_merged_code_stands_with_what_that_counts_as(either):
    shown = section(either(), "trust <script>x</script>").splitlines()
    assert any(line.startswith("Memo: near to trust") for line in shown)


def test_the_codebook_is_an_appendix(either):
    table = rows(either(), "Status")
    definition, codings, status = table["trust <script>x</script>"]
    assert definition == ("relies on & leans on Apply when: says so Do not apply when: mere hope")
    assert (codings, status) == ("2", "in use")
    assert table["confidence"][1:] == ["0", "merged into “trust <script>x</script>”"]
    assert table["=cmd"][1:] == ["0", "split into “sums” and “orders”"]
    assert table["old one"][1:] == ["0", "retired"]
    assert table["Power over"][1:] == ["2", "in use"]


def test_the_codebook_of_an_earlier_moment_is_that_of_then(either):
    assert rows(either("first pass"), "Status")["confidence"][1:] == ["1", "in use"]
