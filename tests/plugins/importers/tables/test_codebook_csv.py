"""Codebooks in CSV, as the importer gives them."""

from pathlib import Path

import pytest
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.material import ImportedCode
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.codebook_csv import CodebookCsv, qualog_importers


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, name: str = "codes.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CodebookCsv().read(path, CodebookCsv.options(**options))

    return read


FULL = ImportedCode(
    name="Trust",
    definition="Relying on others",
    include="said of people",
    exclude="said of things",
    examples=("I trust her", "we rely on them"),
    parent="Relations",
)


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.name == "codebook-csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_all_columns_under_each_delimiter(read, delimiter):
    examples = '"I trust her\nwe rely on them"'
    rows = [
        ["parent", "Name", "Definition", "INCLUDE", "exclude", "Examples"],
        ["", "Relations", "", "", "", ""],
        ["relations", " Trust ", "Relying on others", "said of people", "said of things", examples],
    ]
    material = read("\n".join(delimiter.join(row) for row in rows))
    assert material.codes == (ImportedCode("Relations"), FULL)
    assert left_behind(material) == ()


def test_swedish_headings_in_windows_encoding(read):
    text = (
        "Kod;Beskrivning;Inklusion;Exklusion;Exempel;Överordnad\r\n"
        "Tillit;Förlita sig på;när;ej när;Jag litar|Vi litar;Relationer å ä ö\r\n"
        "Relationer å ä ö;;;;;\r\n"
    )
    (trust, _) = read(text.encode("cp1252")).codes
    assert trust == ImportedCode(
        "Tillit", "Förlita sig på", "när", "ej när", ("Jag litar", "Vi litar"), "Relationer å ä ö"
    )


def test_unknown_columns_are_told(read):
    material = read("colour,code,hits\nred,Trust,3\n")
    assert material.codes == (ImportedCode("Trust"),)
    assert left_behind(material) == ("the columns “colour” and “hits”",)


def test_excels_hint_quoted_cells_and_blank_rows(read):
    material = read('sep=;\n\nkod;definition\n\n"a;b";"says ""so""\nand so"\n;\n')
    assert material.codes == (ImportedCode("a;b", 'says "so"\nand so'),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,definition\nA,x\n,y\n", r"row 3 has no code"),
        ("code,definition\nA,x\n\n a ,y\n", r"row 4: the code “a” is already in row 2"),
        ("code,parent\nA,B\n", r"row 2: “B”, the parent of “A”, is not a code"),
        ("code,parent\nA,A\n", r"row 2: “A” is its own ancestor"),
        ("code,parent\nX,\nA,B\nB,C\nC,a\n", r"row 3: “A” is its own ancestor \(A < B < C < A\)"),
        ("label,text\nA,x\n", r"no column of codes.*“label” and “text”"),
        (
            "code,definition\nA,one, two\n",
            r"row 2 has more cells \(3\) than the table has columns \(2\)",
        ),
        ('code,definition\nA,"x\n', r"row 2: the quotation marks"),
        ("code,definition\n", "holds no codes"),
        ("", "holds no text"),
        (b"PK\x03\x04xxxx", "damaged or cut off"),
        ("code\nA\n" + "x" * 200_000 + "\n", "row 3"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_row(read, text, told):
    with pytest.raises(BadInput, match=told) as raised:
        read(text)
    assert "codes.csv" in str(raised.value)


def test_a_code_below_a_circle_does_not_hang(read):
    with pytest.raises(BadInput, match="own ancestor"):
        read("code,parent\nLeaf,A\nA,B\nB,A\n")


@pytest.mark.parametrize(
    ("name", "head", "sure"),
    [
        ("c.csv", b"code;definition\nA;x", 0.9),
        ("c.csv", "överordnad\tkod\n".encode("cp1252"), 0.9),
        ("c.csv", "sep=;\nkod;överordnad\nå".encode()[:-1], 0.9),
        ("c.csv", "code,definition\n".encode("utf-16"), 0.9),
        ("c.csv", b"time,value\n1,2", 0.0),
        ("c.txt", b"code;definition\nA;x", 0.0),
        ("c.csv", b"\x89PNG\r\n\x1a\n\x00", 0.0),
        ("c.csv", b"", 0.0),
    ],
)
def test_how_sure_it_is(name, head, sure):
    assert CodebookCsv().sniff(Path(name), head) == sure


@pytest.mark.shared
def test_a_real_codebook(shared):
    path = shared / "interop" / "inline_markup" / "codes.csv"
    material = CodebookCsv().read(path, CodebookCsv.options())
    assert [code.name for code in material.codes] == [
        "harassment", "person_talk", "gender", "gender_id", "consequences", "license",
    ]  # fmt: skip
    assert material.codes[2].definition == "mentions gender"
    assert left_behind(material) == ("the column “code_id”",)


@pytest.mark.shared
def test_a_codebook_of_taguette(shared):
    path = shared / "interop" / "taguette" / "codebook.csv"
    codes = CodebookCsv().read(path, CodebookCsv.options()).codes
    assert codes[1] == ImportedCode("arbetsmiljö", "Arbetsmiljö i stort")
    assert len(codes) == 6
