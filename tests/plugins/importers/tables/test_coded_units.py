"""Tables of units and coders: what a cell says, and the agreement that comes of it."""

import csv

import pytest
from tests.plugins.importers.seen import left_behind, turns

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog_plugins.agreement.units.measures import qualog_agreement_measures
from qualog_plugins.importers.tables.coded_units import CodedUnits, qualog_importers


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, **options):
        path = tmp_path / "posts.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CodedUnits().read(path, CodedUnits.options(**options))

    return read


def given(material):
    """Give (unit's words, coder, code) for each coding."""
    text = material.documents[0].text
    return [(text[each.start : each.end], each.author, each.code) for each in material.codings]


def judged(material):
    """Give which units each coder judged; None for all."""
    text = material.documents[0].text
    return {
        each.author: [text[start:end] for start, end in each.passages] or None
        for each in material.judged
    }


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_coders_as_columns(read):
    material = read(
        "id;excerpt;Ann;Bo;remark\n"
        "1;I trust her;trust;trust; power;x\n"
        '2;"It\r\nrains";-;\n'
        "3;;NA;No code\n".replace("trust; power", '"trust; power"'),
        coders="Ann;Bo",
    )
    assert material.documents[0].text == "[id 1] I trust her\n\n[id 2] It\nrains\n\nid 3\n"
    assert turns(material) == ["I trust her", "It\nrains", "id 3"]
    assert given(material) == [
        ("I trust her", "Ann", "trust"),
        ("I trust her", "Bo", "trust"),
        ("I trust her", "Bo", "power"),
    ]
    assert left_behind(material) == ("the column “remark”",)
    assert judged(material) == {"Ann": ["I trust her", "It\nrains"], "Bo": ["I trust her", "id 3"]}


def test_coders_as_a_column_with_one_column_of_codes(read):
    material = read("text,coder,code,memo\nsnow,Ann,cold,brr\nsnow,Bo,cold;white,\nsun,Ann,warm,\n")
    assert material.documents[0].text == "snow\n\nsun\n"
    assert given(material) == [
        ("snow", "Ann", "cold"),
        ("snow", "Bo", "cold"),
        ("snow", "Bo", "white"),
        ("sun", "Ann", "warm"),
    ]
    assert [each.memo for each in material.codings] == ["brr", "", "", ""]
    assert left_behind(material) == ()
    assert judged(material) == {"Ann": None, "Bo": ["snow"]}


def test_several_columns_of_values(read):
    text = (
        "post_id,coder_id,type,angry,size\n"
        "1,a1,photo,1,0\n1,b2,Photo,0,2\n2,a1,film,0,\n2,b2,film,,1\n"
    )
    material = read(text)
    assert given(material) == [
        ("post_id 1", "a1", "type: photo"),
        ("post_id 1", "a1", "angry"),
        ("post_id 1", "a1", "size: 0"),
        ("post_id 1", "b2", "type: photo"),
        ("post_id 1", "b2", "size: 2"),
        ("post_id 2", "a1", "type: film"),
        ("post_id 2", "b2", "type: film"),
        ("post_id 2", "b2", "size: 1"),
    ]
    assert {code.name: code.parent for code in material.codes} == {
        "type": None,
        "type: film": "type",
        "type: photo": "type",
        "size": None,
        "size: 0": "size",
        "size: 1": "size",
        "size: 2": "size",
    }
    only = read(text, values="angry")
    assert given(only) == [("post_id 1", "a1", "angry")]
    assert judged(only) == {"a1": None, "b2": ["post_id 1"]}
    assert len(read(text, values="angry", presence=False).codings) == 3


def test_units_are_told_from_each_other(read):
    text = "id,text,coder,code\n1,,Ann,x\n1,snow,Bo,x\n1,sleet,Cy,y\n,rain,Ann,x\n2,a,,x\n"
    material = read(text)
    assert turns(material) == ["snow", "a"]
    assert left_behind(material)[:3] == (
        "another text of the unit “1”, in row 4",
        "row 5, which does not say which unit",
        "row 6, which does not say who coded",
    )


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("id,code\n1,x\n", {}, "does not say who coded"),
        ("id,coder,code\n1,,x\n", {}, "“coder” names no coder in any row"),
        ("coder,code\nAnn,x\n", {}, "what the units are"),
        ("id,coder,code\n", {}, "names no coder"),
        ("id,Ann,Bo\n", {"coders": "Ann;Bo"}, "holds no units"),
        ("id,coder,code\n1,A,x\n", {"unit": "nr"}, "no column “nr”"),
        ("id,coder,code\n1,A,x\n", {"values": "a;b"}, "no column “a”"),
        ("", {}, "holds no text"),
        (b"\x00\x01\x02", {}, "holds bytes that no text has"),
    ],
)
def test_what_is_wrong_is_told(read, text, options, told):
    with pytest.raises(BadInput, match=told):
        read(text, **options)


def alpha(tmp_path, material):
    """Give Krippendorff's alpha by turn of a study that holds nothing but this."""
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        project.imports.import_(material, importer="coded-units")
        [measure] = [each for each in qualog_agreement_measures() if each.name == "alpha"]
        comparison = compare(project.at(), Selection(unit="turn"))
        return agreement(comparison, Measurement(measure)).overall


def test_a_rows_memo_is_on_the_first_coding_alone(read):
    columns = read("id,Ann,Bo,memo\n1,x;y,x,hm\n", coders="Ann;Bo", separator=";")
    assert [(each.author, each.code, each.memo) for each in columns.codings] == [
        ("Ann", "x", "hm"), ("Ann", "y", ""), ("Bo", "x", ""),
    ]  # fmt: skip
    rows = read("id,coder,code,memo\n1,Ann,x;y,hm\n")
    assert [each.memo for each in rows.codings] == ["hm", ""]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("type", 1.0),
        ("n_pictures", 0.880),
        ("pop_elite", 0.339),
        ("pop_people", 0.287),
        ("pop_othering", 0.566),
    ],
)
def test_the_agreement_that_tidycomm_publishes(tmp_path, shared, variable, value):
    """Its vignette on intercoder reliability, of the posts that are its example."""
    path = shared / "interop" / "multi_coder" / "tidycomm_fbposts.csv"
    material = CodedUnits().read(path, CodedUnits.options(values=variable, presence=False))
    assert len(turns(material)) == 45
    assert len(material.codings) == 270
    result = alpha(tmp_path, material)
    assert (result.units, result.coders) == (45, 6)
    assert result.value == pytest.approx(value, abs=0.0005)


@pytest.mark.shared
def test_papers_that_four_people_coded(shared):
    """A unit is a paper, as in its authors' own analysis; a judgement is a set of labels."""
    path = shared / "interop" / "multi_coder" / "20YCHEC_iaa-v2_double.csv"
    with pytest.raises(BadInput, match="“annotator” names no coder in any row"):
        CodedUnits().read(path, CodedUnits.options())
    material = CodedUnits().read(
        path,
        CodedUnits.options(coder="source_spreadsheet", values="op_form;op_data_type"),
    )
    assert len(turns(material)) == 10
    judged = {(unit, coder) for unit, coder, _ in given(material)}
    assert len(judged) == 40
    told: dict[tuple[str, str], set[str]] = {}
    names = ("op_form", "op_data_type")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            coder = f"source_spreadsheet {row['source_spreadsheet']}"
            told.setdefault((row["key"], coder), set()).update(
                {f"{name}: {row[name]}".casefold() for name in names if row[name]}
            )
    read_as: dict[tuple[str, str], set[str]] = {}
    for unit, coder, code in given(material):
        read_as.setdefault((unit, coder), set()).add(code.casefold())
    assert read_as == told
