"""The report as a page: what it needs, how it is built, and what it leaves out."""

import re
from itertools import pairwise

import pytest
from tests.plugins.exporters.report.pages import headings, read_markdown, section, words

from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog_plugins.exporters.report import exporter as report_exporter
from qualog_plugins.exporters.report.exporter import (
    HtmlReport,
    MarkdownReport,
    phrases_in,
    qualog_exporters,
)

STUDY = 'Trust & "care" <script>alert(1)</script>'


def test_the_hook_returns_both_forms():
    assert [exporter.name for exporter in qualog_exporters()] == ["report", "report-md"]


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    html = page()
    assert not html.xpath("//script|//link|//img|//iframe|//b|//em|//i")
    assert not html.xpath("//@src")
    assert not [address for address in html.xpath("//@href") if not address.startswith("#")]
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


def test_words_that_look_like_markdown_stay_words(markdown_page):
    html = markdown_page()
    (said,) = [quoted for quoted in html.iter("blockquote") if "på svenska" in words(quoted)]
    assert "=SUM(A1) is what they say på svenska. - Listen, most days. 1. And ask." in words(said)
    assert not said.xpath(".//ul|.//ol|.//h1|.//h2|.//hr|.//em")


@pytest.mark.parametrize(
    "said",
    ["# no heading", "- no list", "-", "1.", "=", "-----", "- - -", "0.861",
     "+ no list", "12. no list", "1) no list", "===", "---", "> so",
     "a &lt; b &amp; c", "http://<x>", "[a](b)", "![a](b)", "`a`", "*a* _b_ **c**", "~~~", "| a |",
     "    four", "\\", "a\\", "<!-- x -->", "[^1]: so", "{0} {moment}"],
)  # fmt: skip
def test_any_words_are_read_back_from_markdown(project, export, said):
    text = f"He said\n{said}\nand left."
    project.imports.import_(Material(documents=(ImportedDocument("odd", text),)), importer="test")
    project.codes.add("odd", definition=said, include=said)
    project.codings.apply("odd", "odd", span=(0, len(text)))
    html = read_markdown(export(MarkdownReport())[0].read_text("utf-8"))
    wanted = " ".join(said.split())
    assert words(list(html.iter("blockquote"))[-1]).startswith(f"He said {wanted} and left.")
    assert wanted in section(html, "odd").splitlines()
    assert f"Apply when: {wanted}" in section(html, "odd").splitlines()
    assert words(html.xpath("//tr/td[1]")[-1])


def test_the_last_decision_and_its_checksum_are_named(either, project):
    study = project.at("first pass")
    replica, _, seq = study.last_decision.partition(".")
    shown = words(either("first pass"))
    assert f"As of first pass. The last decision is {study.last_decision}; its checksum" in shown
    assert f"begins with {study.log.store.entry(replica, int(seq)).hash.hex()[:16]}…." in shown


def test_a_day_may_change_when_another_copy_is_brought_in(either):
    shown = words(either("2025-03-02"))
    assert "this may change when another copy's decisions are brought in." in shown


def test_an_earlier_moment_is_the_state_of_then(either):
    html = either("first pass")
    shown = words(html)
    assert "Power over" not in shown
    assert "Leaning on others" not in shown
    assert (3, "power") in headings(html)
    assert "I & Thou" not in shown


def test_real_names_are_never_in_it(export):
    for exporter in qualog_exporters():
        text = export(exporter)[0].read_text("utf-8")
        assert "Verkligsson" not in text
        assert "Sannare" not in text


def test_in_swedish(page):
    html = page(language="sv")
    assert html.get("lang") == "sv"
    assert {"Kodbok", "Studiens genomförande"} <= {name for _, name in headings(html)}
    assert "kodat av Ingrid" in words(html)
    assert "talk <1>, replik 2" in words(html)
    assert "Används inte när: mere hope" in words(html)
    assert "på egen hand" in words(html)


def test_every_phrase_is_there_in_both_languages_with_the_same_places():
    english, swedish = phrases_in("en"), phrases_in("sv")
    assert english.keys() == swedish.keys()
    for name, phrase in english.items():
        places = [set(re.findall(r"{\w+}", text)) for text in (phrase, swedish[name])]
        assert places[0] == places[1], name


def test_every_phrase_is_used_and_every_phrase_that_is_used_is_there():
    folder = report_exporter._HERE / "templates"
    for template in ("report.html.j2", "report.md.j2"):
        text = (folder / template).read_text("utf-8")
        spoken = re.findall(r'say\("(\w+)"(?: if [\w.]+ else "(\w+)")?', text)
        assert {name for names in spoken for name in names if name} == phrases_in("en").keys()


def test_the_page_is_for_phones_paper_and_the_dark(page):
    html = page()
    assert html.xpath("//meta[@name='viewport']")
    style = html.findtext(".//style")
    assert re.search(r"@media screen and \(prefers-color-scheme: dark\)", style)
    assert "@media print" in style
    assert all(cell.get("scope") for cell in html.xpath("//thead//th"))


def test_an_empty_study_has_a_report(tmp_path):
    with Project.create(tmp_path / "empty.qualog", "Nothing yet", ["Ingrid"]) as project:
        for exporter in qualog_exporters():
            target = tmp_path / f"empty{exporter.suffix}"
            assert list(exporter.write(project.at(), target, exporter.options())) == []
            assert "Nothing yet" in target.read_text("utf-8")


def test_what_is_left_out_is_said_in_whole_sentences(export):
    assert export(HtmlReport())[1] == [
        "The report leaves out one link to theory that awaits a decision. "
        "To settle it: qualog theory accept or qualog theory reject",
        "The report leaves out one memo on a coding. To export it: qualog export codings-csv",
        "The file leaves out one memo on a text or a passage. To export it: qualog export sqlite",
    ]
