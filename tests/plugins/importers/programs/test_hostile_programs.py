"""Damaged projects of other programs: an importer says what is wrong, or gives what can come in."""

import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
import test_labelled_texts
import test_maxqda
import test_qualcoder
import test_rqda
import test_surveys
import test_taguette
import test_web_annotations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import make
from tests.plugins.importers.test_hostile_coded import take

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.project import Project
from qualog.testing.damage import damages
from qualog_plugins.importers.programs.archive import from_archive
from qualog_plugins.importers.programs.attribute_table import AttributeTable
from qualog_plugins.importers.programs.doccano import Doccano
from qualog_plugins.importers.programs.label_studio import LabelStudio
from qualog_plugins.importers.programs.maxqda import Maxqda
from qualog_plugins.importers.programs.qualcoder import QualCoder
from qualog_plugins.importers.programs.rqda import Rqda
from qualog_plugins.importers.programs.survey import Survey
from qualog_plugins.importers.programs.taguette import Taguette
from qualog_plugins.importers.programs.web_annotations import WebAnnotations

ONE = test_labelled_texts.result(5, 10, "trust", "trust")
LINE = {"text": test_labelled_texts.TEXT, "label": [[4, 9, "trust"]]}
ON_A_PAGE = [test_web_annotations.annotation("trust", "I ", document={"title": ["page"]})]
ON_A_PAGE[0]["target"][0]["source"] = "https://example.org/page"
DATABASES = {
    "taguette": (Taguette(), test_taguette.tables),
    "qualcoder": (QualCoder(), test_qualcoder.tables),
    "rqda": (Rqda(), test_rqda.tables),
    "maxqda": (Maxqda(), lambda: test_maxqda.TABLES),
}
TEXTS = {
    "web": (WebAnnotations(), json.dumps(ON_A_PAGE)),
    "doccano": (Doccano(), json.dumps(LINE)),
    "label-studio": (LabelStudio(), json.dumps([test_labelled_texts.task((1, [ONE]))])),
    "survey": (Survey(), test_surveys.ROWS),
    "attributes": (AttributeTable(), "case,age,b\nÅsa,41,x\n2,7.5,y\n"),
}
SUFFIXES = {"survey": ".csv", "attributes": ".csv"}
KINDS = (*DATABASES, *TEXTS)
ODD = [None, -1, 2**62, 1e308, float("inf"), b"\x00\xff", "", " ", "\x00", "x" * 70, "1; DROP"]


def write(kind, folder):
    """Write a whole file of a kind; give its importer and its path."""
    if kind in DATABASES:
        importer, tables = DATABASES[kind]
        return importer, make(folder / "p.qda", tables())
    importer, text = TEXTS[kind]
    path = folder / f"study{SUFFIXES.get(kind, '.json')}"
    path.write_text(text, "utf-8")
    return importer, path


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A study with the page that annotations are on."""
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Me"]) as project:
        text = "I trust them all.\n"
        project.imports.take_in(Material((ImportedDocument("page", text),)), importer="test")
        yield project.state


def look(importer, path, state):
    """Read a file; whatever it gives lies in its texts, and can be taken in."""
    importer.sniff(path, path.read_bytes()[:4096])
    return take(state, importer, path)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_whole_comes_in(tmp_path, state, kind):
    assert look(*write(kind, tmp_path), state)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(damages(), min_size=1, max_size=3))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_raises_nothing_else(tmp_path, state, kind, made):
    importer, path = write(kind, tmp_path)
    data = path.read_bytes()
    for damage in made:
        data = damage(data)
    path.write_bytes(data)
    look(importer, path, state)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.floats(0, 0.99), st.floats(0, 0.99), st.sampled_from(ODD)), max_size=4)
)
@pytest.mark.parametrize("kind", DATABASES)
def test_values_that_nobody_expects(tmp_path, state, kind, odd):
    importer, path = write(kind, tmp_path)
    with closing(sqlite3.connect(path)) as database, database:
        places = [
            (table, column)
            for (table,) in database.execute("SELECT name FROM sqlite_master").fetchall()
            for _, column, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()
        ]
        for where, row, value in odd:
            table, column = places[int(where * len(places))]
            [(rows,)] = database.execute(f"SELECT count(*) FROM {table}")
            one = int(row * rows) + 1
            database.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, one))
    look(importer, path, state)


@pytest.mark.parametrize("kind", DATABASES)
def test_tables_and_columns_that_are_not_there(tmp_path, state, kind):
    importer, path = write(kind, tmp_path)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    for table in tables:
        for change in (
            f"DROP TABLE {table}",
            f"ALTER TABLE {table} RENAME TO x",
            f"CREATE TRIGGER t AFTER UPDATE ON {table} BEGIN SELECT 1; END",
        ):
            path.write_bytes(whole)
            with closing(sqlite3.connect(path)) as database, database:
                database.execute(change)
            look(importer, path, state)


@pytest.mark.parametrize("kind", DATABASES)
def test_nothing_is_written_beside_a_database(tmp_path, state, kind):
    importer, path = write(kind, tmp_path)
    whole = path.read_bytes()
    path.chmod(0o444)
    assert look(importer, path, state)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00" * 50, b"\xed\xa0\x80", b"SQLite format 3\x00", b"PK\x03\x04"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_files_of_nothing(tmp_path, state, kind, content):
    importer, path = write(kind, tmp_path)
    path.write_bytes(content)
    assert look(importer, path, state) is None


@pytest.mark.parametrize("kind", ["web", "doccano", "label-studio"])
def test_one_enormous_line_is_refused_or_read(tmp_path, state, kind):
    importer, path = write(kind, tmp_path)
    path.write_text('{"text": "' + "x" * 5_000_000 + '", "label": [], "target": 3}', "utf-8")
    look(importer, path, state)


def test_a_bomb_in_an_archive(monkeypatch, tmp_path):
    monkeypatch.setattr("qualog_plugins.importers.programs.archive._MOST", 1000)
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.qda", b"\x00" * 5_000_000)
    with pytest.raises(BadInput, match="unpacks to far more"):
        from_archive(path.read_bytes(), "p.zip", "data.qda")


REAL = {
    "taguette": (Taguette(), "taguette/project.sqlite3"),
    "qualcoder": (QualCoder(), "qualcoder/synthetic_two_coders.qda/data.qda"),
    "web": (WebAnnotations(), "hypothesis/synthetic_two_users.json"),
    "doccano": (Doccano(), "doccano/labeling.jsonl"),
    "label-studio": (LabelStudio(), "labelstudio/synthetic_ner_two_annotators.json"),
    "survey": (Survey(), "qualcoder_examples/survey456.csv"),
}


@pytest.mark.shared
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(damages(), min_size=1, max_size=4))
@pytest.mark.parametrize("kind", REAL)
def test_real_files_that_are_damaged_raise_nothing_else(tmp_path, shared, state, kind, made):
    importer, file = REAL[kind]
    source = shared / "interop" / file
    data = source.read_bytes()
    for damage in made:
        data = damage(data)
    path = tmp_path / source.name
    path.write_bytes(data)
    look(importer, path, state)
