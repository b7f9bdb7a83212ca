"""Tables of coded segments: what a row says, and what it becomes in a study."""

import pytest
from openpyxl import Workbook
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.exporters.tables.codings_csv import CodingsCsv
from qualog_plugins.importers.tables.coded_segments import CodedSegments, qualog_importers

TEXT = "R: I trust her. She said: “I trust\nmy team”, and that is it.\n"


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, name="rows.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CodedSegments().read(path, CodedSegments.options(**options))

    return read


@pytest.fixture
def study(tmp_path):
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid"]) as project:
        project.imports.import_(Material((ImportedDocument("talk", TEXT),)), importer="test")
        yield project


def coding(*fields, **how):
    return ImportedCoding(*fields, **how)


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


@pytest.mark.parametrize(
    ("headings", "sure"),
    [
        ("Document,Coder,Code,Quotation", True),
        ("file;label;start;end", True),
        ("Dokument\tKod\tCitat", True),
        ("code,definition", False),
        ("document,code", False),
        ("document,quote", False),
        ("", False),
    ],
)
def test_it_knows_its_tables(tmp_path, headings, sure):
    path = tmp_path / "t.csv"
    assert (CodedSegments().sniff(path, f"{headings}\n1,2,3,4\n".encode()) > 0.9) == sure


def test_a_row_says_who_gave_which_code_to_which_words(read):
    material = read(
        "File;Rater;Labels;Coded segment;Notes;Weight\n"
        "talk.docx;Ann;trust; I trust her ;hm;3\n"
        "talk.docx;;trust\n"
        'talk.docx;Bo;"trust; my team ;";"I trust\r\nmy team";;\n'
    )
    assert material.codings == (
        coding("talk.docx", None, None, "trust", "Ann", None, "hm", "I trust her", "row 2"),
        coding("talk.docx", None, None, "trust", "Bo", None, "", "I trust\nmy team", "row 4"),
        coding("talk.docx", None, None, "my team", "Bo", None, "", "I trust\nmy team", "row 4"),
    )
    assert left_behind(material) == (
        "the column “Weight”",
        "row 3, which does not say which passage",
    )


def test_columns_that_a_person_names(read):
    text = "a,b,c,d,e\ntalk,x,Ann,3,10\n"
    named = {"document": "A", "code": "b", "coder": "c", "start": "d", "end": "E"}
    assert read(text, **named).codings == (
        coding("talk", 3, 10, "x", "Ann", None, "", None, "row 2"),
    )
    with pytest.raises(BadInput, match=r"no column “z”\. Its columns are: “a”, “b”"):
        read(text, document="z")
    with pytest.raises(BadInput, match=r"no column of documents.*-o document="):
        read(text)
    with pytest.raises(BadInput, match="which passages are coded"):
        read(text, document="a", code="b")


def test_rows_that_cannot_be_read_are_told(read):
    text = (
        "document,coder,code,start,end,quote\n"
        "talk,Ann,,3,5,\n,Ann,x,3,5,\ntalk,Ann,x,3,,\ntalk,Ann,x,-3,5,\ntalk,Ann,x,3,1e9,\n"
        "talk,Ann; Bo,x,3,5,\ntalk,Ann,x,,,\ntalk,Ann,x,3.0,5.0,\n"
    )
    material = read(text)
    assert [(each.start, each.end) for each in material.codings] == [(3, 5)]
    assert left_behind(material) == (
        "row 2, which has no code",
        "row 3, which has no document",
        "row 4: it starts at “3” and ends at “”, which are not positions in a text",
        "row 5: it starts at “-3” and ends at “5”, which are not positions in a text",
        "row 6: it starts at “3” and ends at “1e9”, which are not positions in a text",
        "row 7, which Ann and Bo coded jointly: it is nobody's own coding",
        "row 8, which does not say which passage",
    )
    with pytest.raises(
        BadInput, match="holds no coded segment that can be imported: row 2, which has no code"
    ):
        read("document,code,quote\ntalk,,x\n")
    with pytest.raises(BadInput, match="nothing below the headings"):
        read("document,code,quote\n")


def test_words_are_found_however_they_are_quoted(read, study):
    material = read(
        "document,coder,code,quote\n"
        'talk,Ann,team,"""I  trust my team"""\n'
        "TALK.txt,Ann,twice,I trust\n"
        "talk,Ann,gone,I trust him\n"
        "tlak,Ann,x,I trust her\n"
    )
    result = study.imports.import_(material, importer="coded-segments")
    [made] = study.state.codings.values()
    assert study.state.quote(made) == "“I trust\nmy team”"
    twice, gone, nowhere = left_behind(result)
    assert twice.startswith("row 3: “I trust” occurs 2 times")
    assert gone.startswith("row 4: “I trust him” does not occur in talk")
    assert nowhere.startswith("row 5: The document “tlak” is neither")


def test_what_qualog_writes_comes_in_again(tmp_path, study):
    study.codes.add("trust")
    study.codes.add("=team")
    study.codings.apply("trust", "talk", quote="I trust her")
    study.codings.apply("=team", "talk", quote="my team")
    target = tmp_path / "codings.csv"
    CodingsCsv().write(study.at(None), target, CodingsCsv.options())
    material = CodedSegments().read(target, CodedSegments.options())
    with Project.create(tmp_path / "t.qualog", "Other", ["Samir"]) as other:
        other.imports.import_(Material((ImportedDocument("talk", TEXT),)), importer="test")
        result = other.imports.import_(material, importer="coded-segments")
        quoted = {other.state.quote(each) for each in other.state.codings.values()}
    assert quoted == {"I trust her", "my team"}
    assert result.authors == ("Ingrid",)
    assert study.imports.import_(material, importer="again").repeated >= 1


def test_a_workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "notes"
    sheet.append(["nothing here"])
    rows = book.create_sheet("coded")
    for row in (["Document", "Coder", "Code", "Start", "End"], ["talk", 7, "trust", 3.0, 10], []):
        rows.append(row)
    rows.append(["talk", None, "=1+1", 3, 10])
    path = tmp_path / "rows.xlsx"
    book.save(path)
    options = CodedSegments.options
    material = CodedSegments().read(path, options(sheet="coded"))
    assert material.codings == (coding("talk", 3, 10, "trust", "7", place="row 2"),)
    assert left_behind(material) == (
        "row 4, which has no code",
    )  # a formula that was never computed
    assert CodedSegments().sniff(path, path.read_bytes()[:4096]) == 0
    with pytest.raises(BadInput, match=r"no sheet “x”\. Its sheets are: “notes” and “coded”"):
        CodedSegments().read(path, options(sheet="x"))
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(BadInput, match="is damaged"):
        CodedSegments().read(path, options())


def test_a_continuum_goes_onto_the_text_that_is_named(read, study):
    continuum = "Ann,trust,3,10\nBo,trust,3,14\n"
    with pytest.raises(BadInput, match="to name the one document of all rows: -o on="):
        read(continuum)
    result = study.imports.import_(read(continuum, on="talk"), importer="coded-segments")
    assert (result.codings, result.authors) == (2, ("Ann", "Bo"))
    quotes = {study.state.quote(each) for each in study.state.codings.values()}
    assert quotes == {"I trust", "I trust her"}


def test_a_document_that_a_row_names_goes_before_that_of_all_rows(read):
    found = read("document,code,quote\nother,a,x\n,b,y\n", on="talk").codings
    assert [each.document for each in found] == ["other", "talk"]


def test_a_rows_memo_is_on_the_first_of_its_codes(read):
    material = read("document,code,quote,memo\ntalk,x;y,I trust her,hm\n")
    assert [(each.code, each.memo) for each in material.codings] == [("x", "hm"), ("y", "")]


@pytest.mark.parametrize("headings", ["begin ms,end ms", "begin_ms,end_ms"])
def test_tables_that_were_exported_earlier_are_read_like_those_of_today(tmp_path, headings):
    """Where a recording begins and ends is not taken for where the passage does."""
    path = tmp_path / "codings.csv"
    rows = (
        f"document,start,end,quotation,{headings},code,coders\ntalk,0,4,Wait,7000,9000,trust,Ann\n"
    )
    path.write_text(rows, "utf-8")
    material = CodedSegments().read(path, CodedSegments.options())
    assert [(coding.start, coding.end, coding.author) for coding in material.codings] == [
        (0, 4, "Ann")
    ]
