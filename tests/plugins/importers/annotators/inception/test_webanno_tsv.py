"""WebAnno TSV: layers, stacked and long annotations, and where they stand."""

import pytest
from tests.plugins.importers.seen import coded, left_behind, turns

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.inception.webanno_tsv import WebAnnoTsv, qualog_importers

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Theme|value|sure\n#T_SP=x.Lemma|value\n"
FILE = f"""{HEAD}#T_RL=x.Dep|kind|BT_webanno.custom.Theme


#Text=🐈 I trust them.
1-1\t0-2\t🐈\tcat\t*\t_\tsubj\t1-2\t
1-2\t3-4\tI\t_\t_\tI\t_\t_\t
1-3\t5-10\ttrust\ttrust[1]|deed\\_x[2]\tyes[1]|_[2]\ttrust\t_\t_\t
1-4\t11-15\tthem\ttrust[1]\tyes[1]\tthey\t_\t_\t
1-4.1\t11-13\tth\t*\t*\t_\t_\t_\t
1-5\t15-16\t.\t_\t_\t_\t_\t_\t

#Text=Why \\\\ not?
2-1\t18-21\tWhy\tcat\tno\t_\t_\t_\t
2-2\t22-23\t\\\\\t_\t_\t_\t_\t_\t
2-3\t24-27\tnot\t_\t_\t_\t_\t_\t
2-4\t27-28\t?\t_\t_\t_\t_\t_\t
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, name="ann.tsv", **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return WebAnnoTsv().read(path, WebAnnoTsv.options(**options))

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.sniff(tmp_path / "a.tsv", FILE.encode()) > 0.9
    assert importer.sniff(tmp_path / "a.tsv", b"tok\tner\n") == 0


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_layers(read, line_end, mark):
    material = read(mark + FILE.replace("\n", line_end))
    document = material.documents[0]
    assert document.text == "🐈 I trust them.\nWhy \\ not?\n"
    assert turns(material) == ["🐈 I trust them.", "Why \\ not?"]
    assert coded(material) == [
        ("cat", "🐈", ""),
        ("trust", "trust them", ""),
        ("deed_x", "trust", ""),
        ("Theme", "th", ""),
        ("cat", "Why", ""),
    ]
    assert {(code.name, code.parent) for code in material.codes} == {
        ("Theme", None),
        ("cat", "Theme"),
        ("trust", "Theme"),
        ("deed_x", "Theme"),
    }
    assert left_behind(material) == (
        "one annotation of the layer Dep",
        "3 annotations of the layer Lemma",
    )


def test_layers_that_a_person_names(read):
    assert coded(read(FILE, types="Lemma"))[:2] == [("I", "I", ""), ("trust", "trust", "")]
    with pytest.raises(BadInput, match=r"no layer “Dep”\. Its layers are: Theme and Lemma"):
        read(FILE, types="Dep")


def test_a_folder_for_each_document(read):
    assert read(FILE, name="annotation/talk.txt/ann.tsv").documents[0].name == "talk"
    assert read(FILE, name="elsewhere/talk.txt/ann.tsv").documents[0].name == "ann"


def test_places_that_are_none_are_told(read):
    material = read(FILE.replace("27-28", "27-99").replace("?\t_\t_", "?\tx\t_"))
    assert left_behind(material)[-1] == (
        "an annotation of the layer Theme, in line 19: its text has no passage 27:99"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no text"),
        ("tok\tner\n", "is not WebAnno TSV 3"),
        ("#FORMAT=WebAnno TSV 2\n", "is not WebAnno TSV 3"),
        (HEAD, "holds no sentence"),
        (FILE.replace("18-21", "3-6"), "does not follow the one before"),
        (FILE.replace("18-21", "90000-90003"), "does not follow the one before"),
        (FILE.encode()[:90] + b"\x00" + FILE.encode()[90:], "holds bytes that no text has"),
    ],
)
def test_what_is_wrong_is_told(read, text, told):
    with pytest.raises(BadInput, match=told):
        read(text)


def test_a_text_that_begins_later_begins_with_a_new_line(read):
    text = read(f"{HEAD}\n\n#Text=So\n1-1\t2-4\tSo\t_\t_\t_\t\n").documents[0].text
    assert text == "\n So\n"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("test", "user", "count"),
    [
        ("relationLabelTest", "user1", 26),
        ("relationLabelTest", "user2", 26),
        ("relationLabelTest", "curator", 26),
        ("simpleRelGovDiffTest", "user1", 2),
        ("simpleRelGovDiffTest", "user2", 2),
        ("simpleRelGovDiffTest", "curator", 1),
    ],
)
def test_real_annotators(shared, test, user, count):
    """Each token stands where the file says, so each coding has the token's own words."""
    path = shared / "interop" / "inception" / "tsv" / test / f"{user}.tsv"
    material = WebAnnoTsv().read(path, WebAnnoTsv.options())
    text = material.documents[0].text
    tokens = set()
    for line in path.read_text("utf-8").splitlines():
        if line[:1].isdigit():
            _, place, token, value = line.split("\t")[:4]
            start, end = map(int, place.split("-"))
            assert text[start:end] == token
            if value != "_":
                tokens.add((start, end, value))
    assert {(c.start, c.end, c.code) for c in material.codings} == tokens
    assert len(material.codings) == count
