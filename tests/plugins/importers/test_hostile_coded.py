"""Damaged files of coded material: an importer says what is wrong, or gives what can come in."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from qualog.errors import QualogError
from qualog.material import ImportedDocument, Material
from qualog.project import Project
from qualog.testing.damage import damages
from qualog.testing.samples import check_material
from qualog.verbs.taking_in import Act
from qualog_plugins.importers.annotators.brat import Brat
from qualog_plugins.importers.annotators.catma import Catma
from qualog_plugins.importers.annotators.token_table import TokenTable
from qualog_plugins.importers.annotators.uima_xmi import UimaXmi
from qualog_plugins.importers.annotators.webanno_tsv import WebAnnoTsv
from qualog_plugins.importers.tables.coded_segments import CodedSegments
from qualog_plugins.importers.tables.coded_units import CodedUnits

TEXT = "R: I trust them 🐈 all.\nI: Åh, why?\n"


def write_brat(folder: Path) -> tuple[Path, Path]:
    (folder / "talk.txt").write_text(TEXT, "utf-8")
    told = "T1\tTRUST 3 10\tI trust\nT2\tALL 16 17;18 21\t🐈 all\n"
    told += "#1\tAnnotatorNotes T1\thm\nR1\tX T1 T2\n"
    (folder / "talk.ann").write_text(told, "utf-8")
    return folder / "talk.txt", folder / "talk.ann"


def write_segments(folder: Path) -> tuple[Path, Path]:
    path = folder / "rows.csv"
    path.write_text(
        'document,coder,code,start,end,quote,memo\ntalk,Ann,"a;b",3,10,I trust,hm\n'
        'talk,Bo,"x ""y""",,,"why?",\n',
        "utf-8",
    )
    return path, path


def write_workbook(folder: Path) -> tuple[Path, Path]:
    book = Workbook()
    for row in (["document", "coder", "code", "quote"], ["talk", "Ann", "a", "why?"]):
        book.active.append(row)
    book.save(folder / "rows.xlsx")
    return folder / "rows.xlsx", folder / "rows.xlsx"


def write_units(folder: Path) -> tuple[Path, Path]:
    path = folder / "units.csv"
    path.write_text("id,text,coder,kind,on\n1,snow,Ann,a,1\n1,,Bo,b;c,0\n2,sun,Ann,-,NA\n", "utf-8")
    return path, path


def write_tokens(folder: Path) -> tuple[Path, Path]:
    path = folder / "tokens.tsv"
    path.write_text("tok\tsentstart\tstwr\nI\tyes\tdirect.speech.1\nam\tno\tx.1|y.2.z\n", "utf-8")
    return path, path


def write_xmi(folder: Path) -> tuple[Path, Path]:
    path = folder / "cas.xmi"
    path.write_text(
        '<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" '
        'xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///c.ecore">'
        '<c:Theme sofa="1" begin="2" end="9" value="trust"/><c:Note sofa="1" begin="0" end="2"/>'
        '<cas:Sofa xmi:id="1" sofaString="🐈 I trust&#13;&#10;them."/></xmi:XMI>',
        "utf-8",
    )
    return path, path


def write_webanno(folder: Path) -> tuple[Path, Path]:
    path = folder / "ann.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Theme|value|sure\n#T_RL=x.Dep|kind\n\n\n"
        "#Text=🐈 I trust\n1-1\t0-2\t🐈\tcat[1]\t*[1]\t_\t\n1-2\t3-4\tI\tcat[1]|b\\|c\t_\tx\t\n"
        "1-3\t5-10\ttrust\t_\t_\t_\t\n\n#Text=Why?\n2-1\t12-16\tWhy?\t*\t_\t_\t\n",
        "utf-8",
    )
    return path, path


def write_catma(folder: Path) -> tuple[Path, Path]:
    files = {
        "documents/D_1/header.json": {"gitContentInfoSet": {"title": "talk"}},
        "tagsets/T_1/C_1/propertydefs.json": {
            "name": "trust", "parentUuid": "",
            "userDefinedPropertyDefinitions": {"P": {"name": "sure"}},
        },
        "collections/C_1/annotations/ann_0.json": [
            {"body": {"tag": "tagsets/T_1/C_1", "properties": {"user": {"P": ["yes"]}}},
             "target": {"items": [{"source": "D_1", "selector": {"start": 3, "end": 10}}]}},
        ],
    }  # fmt: skip
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    (folder / "documents/D_1/D_1.txt").write_text(TEXT, "utf-8")
    return path, path


_DOCUMENT = "documents/D_1/D_1.txt"
_TAG = "tagsets/T_1/C_1/propertydefs.json"
KINDS = {
    "brat": (Brat(), write_brat),
    "brat-text": (Brat(), lambda folder: write_brat(folder)[:1] * 2),
    "segments": (CodedSegments(), write_segments),
    "workbook": (CodedSegments(), write_workbook),
    "units": (CodedUnits(), write_units),
    "tokens": (TokenTable(), write_tokens),
    "xmi": (UimaXmi(), write_xmi),
    "webanno": (WebAnnoTsv(), write_webanno),
    "catma": (Catma(), write_catma),
    "catma-text": (
        Catma(),
        lambda folder: (write_catma(folder)[0], folder / "documents/D_1/D_1.txt"),
    ),
    "catma-tag": (
        Catma(),
        lambda folder: (write_catma(folder)[0], folder / "tagsets/T_1/C_1/propertydefs.json"),
    ),
}


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A study with a document of the name that the files speak of."""
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Me"]) as project:
        project.imports.take_in(Material((ImportedDocument("talk", TEXT),)), importer="test")
        yield project.state


def take(state, importer, path):
    """Read a file and make all decisions of it, without writing them."""
    try:
        material = importer.read(path, importer.options())
        drafts = list(Act(state, importer.name, ("me",), []).drafts(material, None, None))
    except QualogError as error:
        assert str(error)
        return None
    check_material(material)
    return drafts


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_whole_comes_in(tmp_path, state, kind):
    importer, write = KINDS[kind]
    path, _ = write(tmp_path)
    assert take(state, importer, path)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(damages(), min_size=1, max_size=3))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_raises_nothing_else(tmp_path, state, kind, made):
    importer, write = KINDS[kind]
    path, harmed = write(tmp_path)
    data = harmed.read_bytes()
    for damage in made:
        data = damage(data)
    harmed.write_bytes(data)
    importer.sniff(path, path.read_bytes()[:4096])
    take(state, importer, path)


REAL = {
    "brat": (Brat(), "brat/bratiaa/Max/esp.train-doc-29.ann"),
    "units": (CodedUnits(), "multi_coder/tidycomm_fbposts.csv"),
    "tokens": (TokenTable(), "redewiedergabe_nc/mars/rwk1_digbib_1039-1.tsv"),
    "webanno": (WebAnnoTsv(), "inception/tsv/relationLabelTest/user1.tsv"),
    "xmi": (UimaXmi(), "uima_cas/emoji/debug.xmi"),
    "catma": (Catma(), "catma/gitma_demo/**/MVauth_0.json"),
}


@pytest.mark.shared
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(damages(), min_size=1, max_size=4))
@pytest.mark.parametrize("kind", REAL)
def test_real_files_that_are_damaged_raise_nothing_else(tmp_path, shared, state, kind, made):
    importer, pattern = REAL[kind]
    [source] = (shared / "interop").glob(pattern)
    path = tmp_path / source.name
    if kind == "catma":
        root = source.parents[3]
        path = tmp_path / "project" / source.relative_to(root)
        if not path.exists():
            shutil.copytree(root, tmp_path / "project")
            for each in (tmp_path / "project").rglob("*"):
                each.chmod(0o755)
    if kind == "brat":
        shutil.copyfile(source.with_suffix(".txt"), path.with_suffix(".txt"))
    data = source.read_bytes()
    for damage in made:
        data = damage(data)
    path.write_bytes(data)
    take(state, importer, path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\x00" * 50, b"\xed\xa0\x80"])
@pytest.mark.parametrize("kind", KINDS)
def test_files_of_nothing(tmp_path, state, kind, content):
    importer, write = KINDS[kind]
    path, harmed = write(tmp_path)
    harmed.write_bytes(content)
    importer.sniff(path, path.read_bytes()[:4096])
    take(state, importer, path)
