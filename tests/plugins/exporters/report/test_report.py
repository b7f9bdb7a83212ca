"""The report, as HTML and as Markdown: what is read on the page, and nothing else."""

import re
from itertools import pairwise

import lxml.html
import markdown_it
import pytest

from qualog.material import ImportedDocument, Material
from qualog_plugins.exporters.report.exporter import HtmlReport, MarkdownReport, qualog_exporters

STUDY = 'Trust & "care" <script>alert(1)</script>'
BOTH = "Ingrid <b>Falk</b> and Samir"


def words(element):
    return " ".join(element.text_content().split())


def read_markdown(told):
    """Read Markdown as a stranger's program does, one that lets HTML through."""
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    return lxml.html.fromstring(f"<body>{parser.render(told)}</body>")


@pytest.fixture
def page(export):
    def parsed(moment=None, **options):
        return lxml.html.fromstring(export(HtmlReport(), moment, **options)[0].read_text("utf-8"))

    return parsed


@pytest.fixture
def markdown_page(export):
    def parsed(moment=None, **options):
        told = export(MarkdownReport(), moment, **options)[0].read_text("utf-8")
        return read_markdown(told)

    return parsed


@pytest.fixture(params=["html", "markdown"])
def either(request, page, markdown_page):
    return page if request.param == "html" else markdown_page


def section(page, heading):
    """Give the words between a heading and the next one of its level or above."""
    found = [each for each in page.iter("h1", "h2", "h3", "h4", "h5") if words(each) == heading]
    assert len(found) == 1, heading
    level, told = int(found[0].tag[1]), []
    started = False
    for each in page.iter("h1", "h2", "h3", "h4", "h5", "p", "li", "caption", "td", "th"):
        if each is found[0]:
            started = True
        elif started and each.tag[0] == "h" and int(each.tag[1]) <= level:
            break
        elif started:
            told.append(words(each))
    return "\n".join(told)


def headings(page):
    return [(int(each.tag[1]), words(each)) for each in page.iter("h1", "h2", "h3", "h4", "h5")]


def test_the_hook_gives_both_forms():
    assert [each.name for each in qualog_exporters()] == ["report", "report-md"]


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    html = page()
    assert not html.xpath("//script|//link|//img|//iframe|//b|//em|//i")
    assert not html.xpath("//@src")
    assert not [each for each in html.xpath("//@href") if not each.startswith("#")]
    assert "@import" not in html.findtext(".//style")
    assert "url(" not in html.findtext(".//style")
    assert html.get("lang") == "en"
    assert html.findtext(".//title") == STUDY


def test_names_are_read_as_they_are_written(either):
    html = either()
    assert not html.xpath("//script|//b|//i")
    assert words(next(html.iter("h1"))) == STUDY
    assert "How do people <trust> those who help them?" in words(html)


def test_headings_descend_one_level_at_a_time(either):
    levels = [level for level, _ in headings(either())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_themes_are_chapters_and_subthemes_sections(either):
    told = headings(either())
    assert [each for each in told if each[0] > 1][:4] == [
        (2, "Leaning on others"),
        (3, "trust <script>x</script>"),
        (3, "Being heard"),
        (4, "voice"),
    ]


def test_what_lay_under_a_retired_theme_is_still_there(either):
    html = either()
    assert "Given up" not in [name for _, name in headings(html)]
    assert "=SUM(A1)" in section(html, "Below what was given up")


def test_definitions_and_what_is_applied_when(either):
    told = section(either(), "trust <script>x</script>")
    assert "relies on & leans on" in told
    assert "Applied when: says so" in told
    assert "Not when: mere hope" in told


def test_a_passage_is_quoted_once_with_all_its_coders(either):
    html = either()
    quoted = [words(each) for each in html.iter("blockquote")]
    (trusting,) = [each for each in quoted if "I trust them" in each]
    assert trusting.startswith("I trust them <em>all</em> & more.")
    assert "Anna <i> · talk <1>, turn 2" in trusting
    assert trusting.endswith(f"coded by {BOTH}")


def test_quotations_come_in_the_order_of_the_text(either):
    html = either()
    quoted = [words(each) for each in html.iter("blockquote")]
    assert [each.partition(" —")[0].partition("Bo")[0].strip() for each in quoted[-2:]] == [
        "They decide | and we wait.",
        "Nobody *asks* us.",
    ]


def test_words_that_look_like_markdown_stay_words(markdown_page):
    html = markdown_page()
    (said,) = [each for each in html.iter("blockquote") if "på svenska" in words(each)]
    assert "=SUM(A1) is what they say på svenska. - Listen, most days. 1. And ask." in words(said)
    assert not said.xpath(".//ul|.//ol|.//h1|.//h2|.//hr|.//em")


@pytest.mark.parametrize(
    "said",
    ["# no heading", "- no list", "-", "1.", "=", "-----", "- - -", "0.861",
     "+ no list", "12. no list", "1) no list", "===", "---", "> so",
     "a &lt; b &amp; c", "http://<x>", "[a](b)", "![a](b)", "`a`", "*a* _b_ **c**", "~~~", "| a |",
     "    four", "\\", "a\\", "<!-- x -->", "[^1]: so"],
)  # fmt: skip
def test_any_words_are_read_back_from_markdown(project, export, said):
    text = f"He said\n{said}\nand left."
    project.imports.import_(Material(documents=(ImportedDocument("odd", text),)), importer="test")
    project.codes.create("odd", definition=said)
    project.codings.apply("odd", "odd", span=(0, len(text)))
    told = export(MarkdownReport())[0].read_text("utf-8")
    html = read_markdown(told)
    wanted = " ".join(said.split())
    assert words(list(html.iter("blockquote"))[-1]).startswith(f"He said {wanted} and left.")
    assert wanted in section(html, "odd").splitlines()
    assert words(html.xpath("//tr/td[1]")[-1])


def test_codes_under_no_theme_have_a_section(either):
    told = section(either(), "Codes under no theme")
    assert "said & done" in told
    assert "They decide | and we wait." in told


def test_a_code_that_nobody_applied_yet_is_told_too(either):
    assert (3, "orders") in headings(either())
    assert (3, "old one") not in headings(either())


def test_memos_stand_by_what_they_are_about(either):
    html = either()
    assert "a <memo> about the theme" in section(html, "Being heard")
    trust = section(html, "trust <script>x</script>")
    assert "near to trust" in trust  # written about the code that was merged into it
    assert "sure, or <hoping>?" not in section(html, "Being heard")


def test_accepted_links_stand_by_what_they_are_about(either):
    told = section(either(), "trust <script>x</script>")
    assert "I–Thou (I & Thou). they <meet> because: we saw it & agreed" in told
    only_here = "“I trust them <em>all</em> & more.” in “talk <1>” → I–It (I & Thou). this once"
    assert f"{only_here} because: only here" in told


def test_each_link_and_memo_is_a_paragraph(either):
    told = section(either(), "trust <script>x</script>").splitlines()
    starts = ("I–Thou (I & Thou)", "“I trust them", "Memo: near to trust")
    assert all(any(each.startswith(start) for each in told) for start in starts)


def test_rejected_links_are_told_at_the_end(either):
    html = either()
    told = section(html, "Considered and rejected")
    assert "the code “Power over” → I–It (I & Thou)" in told
    assert "because: too <strong> a word" in told
    assert "too <strong> a word" not in section(html, "Power over")
    assert "nobody has looked yet" not in words(html)


def test_links_that_wait_are_said_to_be_left_out(export):
    assert "theory links that nobody has settled (1)" in export(HtmlReport())[1]


def test_the_theories_are_named_with_their_sources(either):
    told = section(either(), "Theory")
    assert "two ways to meet" in told
    assert "Buber <1923>" in told


def test_relations_between_themes_once(either):
    told = section(either(), "Being heard")
    assert told.count("→ Leaning on others: rests & leans on") == 1


def rows(page, heading):
    for table in page.iter("table"):
        head = [words(each) for each in table.iter("th")][:4]
        if heading in head:
            return {
                words(row[0]): [words(cell) for cell in row[1:]]
                for row in table.iter("tr")
                if len(row) > 1
            }
    raise AssertionError(heading)


def test_the_codebook_is_an_appendix(either):
    table = rows(either(), "Status")
    meaning, codings, status = table["trust <script>x</script>"]
    assert meaning == "relies on & leans on Applied when: says so Not when: mere hope"
    assert (codings, status) == ("2", "in use")
    assert table["confidence"][1:] == ["0", "merged into “trust <script>x</script>”"]
    assert table["=cmd"][1:] == ["0", "split into “sums” and “orders”"]
    assert table["old one"][1:] == ["0", "retired"]
    assert table["Power over"][1:] == ["2", "in use"]


def test_how_the_codebook_came_to_be(either):
    told = section(either(), "How the codebook came to be")
    assert (
        f"2025-03-03: {BOTH} merged the code “confidence” into the code “trust <script>x</script>”. "
        "because: one & the same"
    ) in told
    for each in (
        "split the code “=cmd” into “sums” and “orders”",
        "retired the code “old one”. because: never used",
        "renamed the code “power” to “Power over”. because: clearer",
        "redefined the code “voice” as “is heard”",
    ):
        assert each in told


def test_a_code_that_was_redefined_in_a_discussion_has_its_reason(project, page):
    found = project.discussions.open("talk <1>", turn=2)
    how = {"codes": ["voice"], "exclude": "whispers"}
    project.discussions.settle(found.id, "changed-definition", why="too wide", **how)
    told = section(page(), "How the codebook came to be")
    assert (
        "redefined the code “voice”: definition “is heard”; does not apply when “whispers”. because: too wide"
        in told
    )


def test_methods_are_counted_from_the_log(either, project):
    told = section(either(), "How the study was made")
    characters = sum(each.length for each in project.state.documents.values())
    assert f"2 documents ({characters} characters) with 2 participants" in told
    assert "1 held by Samir" in told
    assert "1 transcribed by Ingrid <b>Falk</b>" in told
    assert "1 document was read through before coding." in told
    assert "6 codings stand: 4 made by one coder, 2 by several together." in told
    assert "6 codes were created" in told
    assert "1 merge, 1 split, 1 renaming, 1 redefinition and 1 retirement" in told
    assert "from 2025-03-01 to 2025-03-03" in told
    assert "Named moments: first pass." in told


def test_a_reading_after_the_coding_is_not_told_as_one_before(project, page):
    project.documents.mark_read("letter")
    told = section(page(), "How the study was made")
    assert "2 documents were read through, 1 of them before coding." in told


def test_discussions_are_told_with_how_they_ended(project, page):
    outcomes = {1: ("one-side", {"coder": "Samir"}), 2: ("new-coding", {"codes": ["voice"]})}
    for turn, (outcome, how) in outcomes.items():
        found = project.discussions.open("talk <1>", turn=turn)
        project.discussions.settle(found.id, outcome, why="so", **how)
    project.discussions.open("talk <1>", turn=3)
    assert (
        "3 passages were discussed, and 2 settled: 1 with one coder's side and 1 with a new coding."
    ) in section(page(), "How the study was made")


def test_the_division_of_work(either):
    table = rows(either(), "Work")
    assert table["codings"] == ["2 alone, 2 together", "2 alone, 2 together"]
    assert table["interviews held"] == ["–", "talk <1>"]


def test_agreement_is_measured_on_what_was_coded_alone(either):
    html = either()
    told = section(html, "Agreement")
    assert "Ingrid <b>Falk</b> and Samir, by character, in talk <1>." in told
    assert len(rows(html, "Overall")) >= 3


def test_a_broken_measure_takes_nothing_else_down(export, monkeypatch):
    from qualog.plugins.registry import installed_plugins

    (offer,) = (each for each in installed_plugins().measures() if each.name == "alpha")
    monkeypatch.setattr(type(offer.plugin), "measure", lambda *_: 1 / 0)
    target, left_out = export(HtmlReport())
    assert f"agreement by the measure {offer.name}: it failed" in "\n".join(left_out)
    assert "Leaning on others" in target.read_text("utf-8")


def test_the_last_decision_and_its_hash_are_named(either, project):
    study = project.at("first pass")
    replica, _, seq = study.last_decision.partition(".")
    told = words(either("first pass"))
    assert f"As of first pass. The last decision is {study.last_decision}" in told
    assert study.log.store.entry(replica, int(seq)).hash.hex()[:16] in told


def test_a_day_may_change_when_another_copy_is_merged(either):
    assert "(may change when another copy is merged)" in words(either("2025-03-02"))


def test_an_earlier_moment_is_the_state_of_then(either):
    html = either("first pass")
    told = words(html)
    assert "Power over" not in told
    assert "Leaning on others" not in told
    assert (3, "power") in headings(html)
    assert rows(html, "Status")["confidence"][1:] == ["1", "in use"]
    assert "I & Thou" not in told


def test_real_names_are_never_in_it(export):
    for exporter in qualog_exporters():
        told = export(exporter)[0].read_text("utf-8")
        assert "Verkligsson" not in told
        assert "Sannare" not in told


def test_without_quotations(export):
    target, left_out = export(HtmlReport(), quotations="no")
    assert "the quotations" in left_out
    assert "<blockquote>" not in target.read_text("utf-8")


def test_at_most_so_many_quotations_of_a_code(export):
    target, left_out = export(HtmlReport(), most_quotations="1")
    told = target.read_text("utf-8")
    assert "They decide | and we wait." in told
    assert "Nobody *asks* us." not in told
    assert "quotations beyond the first 1 of a code (1)" in left_out


def test_in_swedish(page):
    html = page(language="sv")
    assert html.get("lang") == "sv"
    assert "Kodbok" in [name for _, name in headings(html)]
    assert "kodat av" in words(html)


def test_every_phrase_is_there_in_both_languages():
    from qualog_plugins.exporters.report.exporter import _phrases

    assert _phrases("en").keys() == _phrases("sv").keys()


def test_the_page_is_for_phones_paper_and_the_dark(page):
    html = page()
    assert html.xpath("//meta[@name='viewport']")
    style = html.findtext(".//style")
    assert re.search(r"@media screen and \(prefers-color-scheme: dark\)", style)
    assert "@media print" in style
    assert all(each.get("scope") for each in html.xpath("//thead//th"))


def test_an_empty_study_has_a_report(tmp_path):
    from qualog.project.project import Project

    with Project.create(tmp_path / "empty.qualog", "Nothing yet", ["Ingrid"]) as project:
        for exporter in qualog_exporters():
            target = tmp_path / f"empty{exporter.suffix}"
            assert list(exporter.write(project.at(), target, exporter.options())) == []
            assert "Nothing yet" in target.read_text("utf-8")
