"""The table of units: whoever computes alpha from it gets what `qualog agree` says."""

import csv
from collections import Counter
from itertools import permutations

import pytest
from attrs import evolve

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog_plugins.agreement.units.krippendorff import Alpha
from qualog_plugins.exporters.tables.units_csv import UnitsCsv

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"
TRUST = "trust <script>x</script>"
UNITS = ["turn", "sentence", "answer", "word", "document"]


def rows(target):
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns_of(target):
    """The name of each coder's column of each code, from the table beside that of the units."""
    legend = rows(target.with_name(f"{target.stem}.columns.csv"))
    return {(row["coder"], row["code"]): row["column"] for row in legend}


def alpha(table, columns):
    """Krippendorff's alpha for nominal data, from a table as anybody reads it."""
    together, given = Counter(), Counter()
    for row in table:
        values = [row[column] for column in columns if row[column] != ""]
        for one, other in permutations(values, 2):
            together[one, other] += 1 / (len(values) - 1)
        given.update(values if len(values) > 1 else ())
    total = sum(given.values())
    observed = sum(n for (one, other), n in together.items() if one != other) / total
    pairs = sum(given[one] * given[other] for one, other in permutations(given, 2))
    return 1 - observed * total * (total - 1) / pairs if pairs else None


def agreed(project, unit, where=None):
    comparison = compare(project.at(), Selection(unit=unit, where=where))
    return agreement(comparison, Measurement(Alpha()))


@pytest.fixture
def coded(project):
    """Samir judged just a passage of the letter, and a third text is Ingrid's alone."""
    third = ImportedDocument("alone", "Only one reads this.")
    project.imports.import_(Material(documents=(third,)), importer="test")
    project.codings.apply("voice", "alone", quote="one reads", by=[INGRID])
    project.codings.apply("sums", "talk <1>", quote="I trust them", by=[INGRID])
    project.codings.apply("sums", "letter", quote="decide", by=[INGRID])
    project.documents.coded("letter", passages=[(0, 26)], by=[SAMIR])
    return project


@pytest.mark.parametrize("unit", UNITS)
def test_alpha_of_the_table_is_that_of_agree(coded, export, unit):
    report = agreed(coded, unit)
    target, _ = export(UnitsCsv(), unit=unit, by="set")
    names, table = columns_of(target), rows(target)
    whole = alpha(table, [names[coder, ""] for coder in (INGRID, SAMIR)])
    assert whole == pytest.approx(report.overall.value)
    target, _ = export(UnitsCsv(), unit=unit, by="code")
    names, table = columns_of(target), rows(target)
    assert report.groups
    for group in report.groups:
        found = alpha(table, [names[coder, group.name] for coder in (INGRID, SAMIR)])
        assert found == (pytest.approx(group.agreement.value) if found is not None else None)
        assert (found is None) == (group.agreement.value is None)


def test_no_code_applies_is_another_cell_than_not_judged(coded, export):
    table = rows(export(UnitsCsv(), unit="sentence", by="set")[0])
    judged = {row["words"]: (row["ingrid_b_falk_b_codes"], row["samir_codes"]) for row in table}
    assert judged["Nobody *asks* us."] == ("-", "")  # coded jointly
    assert judged["They decide | and we wait."] == ("Power over + sums", "-")
    assert judged["How was it?"] == ("-", "-")
    table = rows(export(UnitsCsv(), unit="sentence")[0])
    (asked,) = [row for row in table if row["words"] == "Nobody *asks* us."]
    assert [asked["ingrid_b_falk_b_sums"], asked["samir_sums"]] == ["0", ""]


@pytest.mark.parametrize("by", ["code", "set"])
def test_each_column_is_told_whose_it_is(coded, export, by):
    target, _ = export(UnitsCsv(), by=by)
    (first, *_), names = rows(target), columns_of(target)
    assert list(first) == ["document", "unit", "start", "end", "words", *names.values()]
    assert {coder for coder, _ in names} == {INGRID, SAMIR}


def test_a_row_says_where_its_unit_is(coded, export):
    for row in rows(export(UnitsCsv(), unit="word")[0]):
        text = coded.state.text(coded.find.document(row["document"]).id)
        assert text[int(row["start"]) : int(row["end"])] == row["words"]


def test_what_would_run_is_made_harmless_and_what_is_not_compared_is_said(coded, export):
    target, left_out = export(UnitsCsv())
    assert any(row["words"].startswith("'=SUM(A1) is what they say") for row in rows(target))
    assert left_out == [
        "Not compared (fewer than two coders): alone.",
        "Not compared: 2 codings that were made jointly.",
        "letter has no turns.",
    ]


def test_what_has_no_words_has_no_row(coded, export):
    picture = ImportedDocument("map", "", original=b"\x89PNG", media="image/png")
    codings = tuple(
        ImportedCoding("map", 0, 0, "voice", coder, region=Region(box=(1, 2, 3, 4)))
        for coder in (INGRID, SAMIR)
    )
    coded.imports.import_(Material(documents=(picture,), codings=codings), importer="test")
    table = rows(export(UnitsCsv(), unit="document")[0])
    assert [row["document"] for row in table] == ["talk <1>", "letter"]


def test_others_words_are_not_in_a_narrowed_table(coded, tmp_path):
    coded.attributes.define("role")
    coded.attributes.give("Anna <i>", "role", "client")
    target = tmp_path / "narrow.csv"
    options = UnitsCsv.options(unit="document")
    UnitsCsv().write(coded.at(None).narrowed("role = client"), target, options)
    (row,) = rows(target)
    assert "How was it?" not in row["words"]
    assert "I trust them" in row["words"]


def test_where_nobody_can_be_compared_it_says_so(project, tmp_path):
    study = project.at(None)
    study = evolve(study, state=evolve(study.state, every_coding={}))
    with pytest.raises(BadInput, match="no document has been coded by two people separately"):
        UnitsCsv().write(study, tmp_path / "x.csv", UnitsCsv.options())
    assert not (tmp_path / "x.csv").exists()
