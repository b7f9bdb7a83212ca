"""Codings as CSV: one row a coding, safe to open in a spreadsheet."""

import csv
from datetime import datetime

import pytest

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.text.layout import PrintedLine
from qualog_plugins.exporters.tables.codings import CODERS, CONSENSUS
from qualog_plugins.exporters.tables.codings_csv import CodingsCsv, qualog_exporters

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"


def rows(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def table(export):
    return rows(export(CodingsCsv())[0])


def test_the_hook_returns_it():
    assert [exporter.name for exporter in qualog_exporters()] == ["codings-csv"]


def test_one_row_a_coding_in_the_order_of_the_documents(project, table):
    assert list(table[0]) == [column.name for column in CODERS]
    assert {row["coding"] for row in table} == set(project.state.codings)
    places = [(row["document"], int(row["start"])) for row in table]
    assert places == sorted(places, key=lambda place: (place[0] != "talk <1>", place[1]))
    for row in table:
        coding = project.state.codings[row["coding"]]
        text = project.state.text(coding.document)
        assert text[int(row["start"]) : int(row["end"])] == row["quotation"].removeprefix("'")
        assert row["decision"] == coding.made.decision
        made = datetime.fromisoformat(row["made"])
        assert made.utcoffset().total_seconds() == 0
        assert int(made.timestamp()) == coding.made.milliseconds // 1000


def test_a_merged_code_counts_as_what_it_was_merged_into(table):
    both = [row for row in table if row["quotation"].startswith("I trust them")]
    assert {row["code"] for row in both} == {"trust <script>x</script>"}
    assert {row["coders"] for row in both} == {INGRID, SAMIR}
    assert {row["themes"] for row in both} == {"Leaning on others"}
    assert {row["participants"] for row in both} == {"Anna <i>"}
    assert {row["turn"] for row in both} == {"2"}
    assert {row["memos"] for row in both} == {"", "sure, or <hoping>?"}


def test_a_coding_made_jointly_has_all_its_coders(table):
    (joint,) = [row for row in table if row["code"] == "voice"]
    assert joint["coders"] == f"{INGRID}; {SAMIR}"
    assert "på svenska.\n- Listen" in joint["quotation"]


def test_what_a_spreadsheet_would_run_is_made_harmless(export):
    target, _ = export(CodingsCsv())
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=SUM(A1)" in {row["quotation"] for row in rows(target)}
    assert not [
        cell for row in rows(target) for cell in row.values() if cell[:1] in "=+-@\t\r\n" and cell
    ]


def test_other_programs_get_the_words_as_they_are(export):
    plain, _ = export(CodingsCsv(), excel="no")
    assert not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "=SUM(A1)" in {row["quotation"] for row in rows(plain, "utf-8")}


def test_an_earlier_moment_has_the_codes_of_then(export):
    table = rows(export(CodingsCsv(), "first pass")[0])
    codes = {row["code"] for row in table}
    assert {"confidence", "power", "'=cmd"} <= codes
    assert not {"Power over", "sums"} & codes
    assert {row["themes"] for row in table} == {""}


def test_real_names_are_not_in_it(export):
    target, _ = export(CodingsCsv())
    text = target.read_text("utf-8")
    assert "Verkligsson" not in text
    assert "Sannare" not in text


def test_a_folder_that_is_not_there_is_an_error(project, tmp_path):
    exporter = CodingsCsv()
    with pytest.raises(BadInput, match="cannot be written"):
        exporter.write(project.at(), tmp_path / "nowhere" / "x.csv", exporter.options())


def test_the_consensus_says_where_each_code_comes_from(project, export):
    opened = project.discussions.open("letter", quote="They decide | and we wait.")
    project.discussions.settle(
        opened.id, "new-coding", codes=["voice"], by=[INGRID, SAMIR], why="it is told to us"
    )
    table = rows(export(CodingsCsv(), layer="consensus")[0])
    assert list(table[0]) == [column.name for column in CONSENSUS]
    assert [
        (row["document"], row["code"], row["quotation"][:14], row["outcome"]) for row in table
    ] == [
        ("talk <1>", "trust <script>x</script>", "I trust them <", ""),
        ("talk <1>", "voice", "'=SUM(A1) is w", ""),
        ("letter", "voice", "They decide | ", "new-coding"),
        ("letter", "Power over", "Nobody *asks* ", ""),
    ]
    assert {row["coders"] for row in table} == {f"{INGRID}; {SAMIR}"}
    settled = project.state.discussions[opened.id].settled
    assert table[2]["discussion"] == opened.id
    assert table[2]["settled_by"] == f"{INGRID}; {SAMIR}"
    assert table[2]["decision"] == settled.decision
    assert table[2]["participants"] == "Bo"
    assert table[0]["themes"] == "Leaning on others"
    assert table[0]["discussion"] == table[0]["decision"] == ""


def test_the_codings_stay_what_the_coders_gave(project, export):
    before = rows(export(CodingsCsv())[0])
    opened = project.discussions.open("letter", quote="They decide")
    project.discussions.settle(opened.id, "new-coding", codes=[], why="none")
    assert rows(export(CodingsCsv())[0]) == before


def test_regions_say_where_they_are(project, export):
    marked = (
        ImportedCoding("letter", 0, 0, "voice", region=Region(page=2, box=(10, 20, 30.5, 40))),
        ImportedCoding("letter", 0, 0, "voice", region=Region(begin=1_000, end=2_500)),
    )
    project.imports.import_(Material(codings=marked), importer="test")
    places = [
        [row[name] for name in ("page", "box", "begin_ms", "end_ms")]
        for row in rows(export(CodingsCsv())[0])
        if row["start"] == row["end"]
    ]
    assert places == [["2", "10; 20; 30.5; 40", "", ""], ["", "", "1000", "2500"]]


@pytest.mark.parametrize("layer", ["coders", "consensus"])
def test_passages_say_their_page_and_when_they_were_said(project, export, layer):
    said = "One line.\nAnother."
    printed = (
        PrintedLine(0, 9, 1, (1, 1, 2, 2)),
        PrintedLine(10, 18, 2, (1, 1, 2, 2)),
    )
    turns = (ImportedTurn(0, 9, "R", 5_000), ImportedTurn(10, 18, "R", 7_000))
    paper = ImportedDocument("paper", said, turns, original=b"x", lines=printed)
    project.imports.import_(Material(documents=(paper,)), importer="test")
    project.codings.apply("voice", "paper", quote="Another.", by=[INGRID, SAMIR])
    table = rows(export(CodingsCsv(), layer=layer)[0])
    assert [
        (row["page"], row["begin_ms"], row["end_ms"]) for row in table if row["document"] == "paper"
    ] == [("2", "7000", "")]
