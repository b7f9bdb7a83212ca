"""Quotations: each passage once, with who said it, where, and who coded it."""

from tests.plugins.exporters.report.pages import words

from qualog_plugins.exporters.report.exporter import HtmlReport

BOTH = "Ingrid <b>Falk</b> and Samir"


def test_a_passage_is_quoted_once_with_all_its_coders(either):
    quoted = [words(quotation) for quotation in either().iter("blockquote")]
    (trusting,) = [quotation for quotation in quoted if "I trust them" in quotation]
    assert trusting.startswith("I trust them <em>all</em> & more.")
    assert "Anna <i> · talk <1>, turn 2" in trusting
    assert trusting.endswith(f"coded by {BOTH}")


def test_quotations_come_in_the_order_of_the_text(either):
    quoted = [words(quotation) for quotation in either().iter("blockquote")]
    passages = [
        quotation.partition(" —")[0].partition("Bo")[0].strip() for quotation in quoted[-2:]
    ]
    assert passages == ["They decide | and we wait.", "Nobody *asks* us."]


def test_a_coder_whose_codes_became_one_is_named_once(project, either):
    project.codes.add("said twice")
    project.codings.apply("said twice", "letter", quote="Nobody *asks* us.", by=["Samir"])
    project.codes.merge(["said twice"], "Power over")
    quoted = [words(quotation) for quotation in either().iter("blockquote")]
    (asked,) = [quotation for quotation in quoted if "Nobody *asks* us." in quotation]
    assert asked.endswith(f"coded by {BOTH}")


def test_words_of_nobody_among_the_participants_say_so(project, either):
    project.codings.apply("voice", "talk <1>", quote="How was it?", by=["Samir"])
    quoted = [words(quotation) for quotation in either().iter("blockquote")]
    (asked,) = [quotation for quotation in quoted if "How was it?" in quotation]
    assert asked.endswith("no participant noted · talk <1>, turn 1 · coded by Samir")


def test_a_document_without_turns_is_named_alone(either):
    quoted = [words(quotation) for quotation in either().iter("blockquote")]
    (decided,) = [quotation for quotation in quoted if "They decide" in quotation]
    assert decided.endswith("Bo · letter · coded by Ingrid <b>Falk</b>")


def test_without_quotations(export):
    target, left_out = export(HtmlReport(), quotations="no")
    assert left_out[0] == (
        "The report leaves out all 5 quotations. "
        "To have them in the report, leave out -o quotations and -o most-quotations."
    )
    assert "<blockquote>" not in target.read_text("utf-8")


def test_at_most_so_many_quotations_of_a_code(export):
    target, left_out = export(HtmlReport(), most_quotations="1")
    text = target.read_text("utf-8")
    assert "They decide | and we wait." in text
    assert "Nobody *asks* us." not in text
    assert left_out[0] == (
        "The report leaves out one quotation beyond the first 1 of a code. "
        "To have it in the report, leave out -o most-quotations."
    )
