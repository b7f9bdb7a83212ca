"""Agreement: measured on what was coded separately."""

from tests.plugins.exporters.report.pages import rows, section

from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog_plugins.exporters.report.agreement import agreement_table
from qualog_plugins.exporters.report.exporter import HtmlReport


def test_agreement_is_measured_on_what_was_coded_separately(either):
    html = either()
    shown = section(html, "Agreement")
    assert (
        "Agreement between Ingrid <b>Falk</b> and Samir, by character, in the document that both "
        "coded: “talk <1>”. The 2 codings that were made jointly are left out."
    ) in shown
    assert len(rows(html, "Overall")) >= 3


def test_of_three_coders_at_least_two_coded_each_document(project, page):
    third = Material(
        documents=(ImportedDocument("third", "So we wait."),),
        codings=(
            ImportedCoding("third", 0, 2, "voice", "Ann"),
            ImportedCoding("third", 3, 5, "voice", "Samir"),
        ),
    )
    project.imports.import_(third, importer="test")
    assert (
        "Agreement between Ingrid <b>Falk</b>, Samir and Ann, by character, in the 2 documents "
        "that at least two of them coded: “talk <1>” and “third”."
    ) in section(page(), "Agreement")


def test_each_measure_has_its_mean_and_says_over_how_many_codes(either):
    table = rows(either(), "Overall")
    table.pop("Measure", None)  # the headings, in one of the forms
    assert len(table) >= 2
    for overall, mean, characters in table.values():
        assert float(overall) <= 1
        assert mean.endswith((" codes)", "cannot be computed for one more)"))
        assert int(characters)


def test_a_broken_measure_takes_nothing_else_down(export, monkeypatch):
    (offer,) = (found for found in installed_plugins().measures() if found.name == "alpha")
    monkeypatch.setattr(type(offer.plugin), "measure", lambda *_: 1 / 0)
    target, left_out = export(HtmlReport())
    (failed,) = (sentence for sentence in left_out if "alpha" in sentence)
    assert failed.startswith("The report leaves out agreement by alpha. ")
    assert "division by zero" in failed
    assert "Leaning on others" in target.read_text("utf-8")


def test_nothing_is_measured_where_nobody_coded_the_same(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ingrid", "Samir"]) as project:
        assert agreement_table(project.at()) is None
