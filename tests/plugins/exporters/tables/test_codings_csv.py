"""Codings as CSV: one row a coding, safe to open in a spreadsheet."""

import csv
from datetime import datetime

import pytest

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.text.layout import PrintedLine
from qualog_plugins.exporters.tables.codings_csv import CodingsCsv, qualog_exporters
from qualog_plugins.exporters.tables.codings_table import CODERS, CONSENSUS

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"


def rows(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def table(export):
    return rows(export(CodingsCsv())[0])


def test_the_hook_gives_it():
    assert [each.name for each in qualog_exporters()] == ["codings-csv"]


def test_one_row_a_coding_in_the_order_of_the_documents(project, table):
    assert list(table[0]) == [each.name for each in CODERS]
    assert {each["coding"] for each in table} == set(project.state.codings)
    places = [(each["document"], int(each["start"])) for each in table]
    assert places == sorted(places, key=lambda each: (each[0] != "talk <1>", each[1]))
    for each in table:
        coding = project.state.codings[each["coding"]]
        text = project.state.text(coding.document)
        assert text[int(each["start"]) : int(each["end"])] == each["quotation"].removeprefix("'")
        assert each["decision"] == coding.made.decision
        made = datetime.fromisoformat(each["made"])
        assert made.utcoffset().total_seconds() == 0
        assert int(made.timestamp()) == coding.made.milliseconds // 1000


def test_a_merged_code_counts_as_what_it_was_merged_into(table):
    both = [each for each in table if each["quotation"].startswith("I trust them")]
    assert {each["code"] for each in both} == {"trust <script>x</script>"}
    assert {each["coders"] for each in both} == {INGRID, SAMIR}
    assert {each["themes"] for each in both} == {"Leaning on others"}
    assert {each["participants"] for each in both} == {"Anna <i>"}
    assert {each["turn"] for each in both} == {"2"}
    assert {each["memos"] for each in both} == {"", "sure, or <hoping>?"}


def test_a_coding_made_together_has_all_its_coders(table):
    (together,) = [each for each in table if each["code"] == "voice"]
    assert together["coders"] == f"{INGRID}; {SAMIR}"
    assert "på svenska.\n- Listen" in together["quotation"]


def test_what_a_spreadsheet_would_run_is_tamed(export):
    tamed, _ = export(CodingsCsv())
    assert tamed.read_bytes().startswith(b"\xef\xbb\xbf")
    told = {each["quotation"] for each in rows(tamed)}
    assert "'=SUM(A1)" in told
    assert not [
        cell for each in rows(tamed) for cell in each.values() if cell[:1] in "=+-@\t\r\n" and cell
    ]


def test_other_programs_get_the_words_as_they_are(export):
    plain, _ = export(CodingsCsv(), excel="no")
    assert not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "=SUM(A1)" in {each["quotation"] for each in rows(plain, "utf-8")}


def test_an_earlier_moment_has_the_codes_of_then(export):
    table = rows(export(CodingsCsv(), "first pass")[0])
    codes = {each["code"] for each in table}
    assert {"confidence", "power", "'=cmd"} <= codes
    assert not {"Power over", "sums"} & codes
    assert {each["themes"] for each in table} == {""}


def test_real_names_are_not_in_it(export):
    target, _ = export(CodingsCsv())
    told = target.read_text("utf-8")
    assert "Verkligsson" not in told
    assert "Sannare" not in told


def test_a_folder_that_is_not_there_is_told(project, tmp_path):
    exporter = CodingsCsv()
    with pytest.raises(BadInput, match="cannot be written"):
        exporter.write(project.at(), tmp_path / "nowhere" / "x.csv", exporter.options())


def test_the_consensus_says_where_each_code_comes_from(project, export):
    opened = project.discussions.open("letter", quote="They decide | and we wait.")
    project.discussions.settle(
        opened.id, "new-coding", codes=["voice"], by=[INGRID, SAMIR], why="it is told to us"
    )
    table = rows(export(CodingsCsv(), layer="consensus")[0])
    assert list(table[0]) == [each.name for each in CONSENSUS]
    told = [
        (each["document"], each["code"], each["quotation"][:14], each["outcome"]) for each in table
    ]
    assert told == [
        ("talk <1>", "trust <script>x</script>", "I trust them <", ""),
        ("talk <1>", "voice", "'=SUM(A1) is w", ""),
        ("letter", "voice", "They decide | ", "new-coding"),
        ("letter", "Power over", "Nobody *asks* ", ""),
    ]
    assert {each["coders"] for each in table} == {f"{INGRID}; {SAMIR}"}
    settled = project.state.discussions[opened.id].settled
    assert table[2]["discussion"] == opened.id
    assert table[2]["settled by"] == f"{INGRID}; {SAMIR}"
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
        [each[name] for name in ("page", "box", "begin ms", "end ms")]
        for each in rows(export(CodingsCsv())[0])
        if each["start"] == each["end"]
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
    found = [
        each for each in rows(export(CodingsCsv(), layer=layer)[0]) if each["document"] == "paper"
    ]
    assert [(each["page"], each["begin ms"], each["end ms"]) for each in found] == [
        ("2", "7000", "")
    ]
