"""The exported database in other programs, and frames, as the documentation shows them."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from tests.folders import ROOT

SQL = ROOT / "docs" / "how-to" / "ask-with-sql.md"
DATABASE = ROOT / "docs" / "reference" / "database.md"
FRAMES = ROOT / "docs" / "reference" / "frames.md"


@pytest.fixture
def demo(shell):
    """A shell in a folder with the demo's study, exported as the guide says."""
    shell.qualog("demo", ".")
    shell.qualog("export", "sqlite", "study.db")
    return shell


def shown(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def run(shell, *words):
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=shell.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.databases
@pytest.mark.parametrize("page", [SQL, FRAMES], ids=lambda page: page.stem)
def test_what_is_shown_in_python_runs_as_it_is_shown(demo, page):
    blocks = shown(page, "python")
    printed = [run(demo, "-W", "error", "-c", block) for block in blocks]
    assert len(printed) == {"ask-with-sql": 2, "frames": 1}[page.stem]
    assert all("Listening" in each or "Interview 1" in each for each in printed)


@pytest.mark.databases
def test_datasette_opens_it_and_finds_words(demo):
    def get(path):
        return json.loads(run(demo, "-m", "datasette", "--get", path, "study.db"))

    tables = json.loads(run(demo, "-m", "datasette", "inspect", "study.db"))["study"]["tables"]
    asked = json.loads(demo.qualog("sql", "SELECT count(*) AS n FROM codings", "--json"))
    assert tables["codings"]["count"] == asked[0]["n"]
    for table, column in (("documents", "text"), ("turns", "text"), ("codings", "quotation")):
        found = get(f"/study/{table}.json?_search=room&_shape=array")
        assert found, table
        assert all("room" in row[column].casefold() for row in found)
    assert get("/study/passages.json?_size=1")["rows"]


def test_the_file_has_the_same_tables_as_are_asked(demo):
    with closing(sqlite3.connect(demo.folder / "study.db")) as database:
        database.row_factory = sqlite3.Row
        schema = json.loads(demo.qualog("sql", "--schema", "--json"))["tables"]
        for table in schema:
            found = database.execute(f"SELECT * FROM {table['name']}").fetchall()
            asked = json.loads(demo.qualog("sql", f"SELECT * FROM {table['name']}", "--json"))
            if table["name"] == "decisions":  # the export itself is a decision
                asked = asked[: len(found)]
            if table["name"] != "study":
                assert [dict(row) for row in found] == asked, table["name"]


def test_full_text_is_found_in_the_file_as_the_guide_says(demo):
    *_, query = shown(SQL, "sql")
    with closing(sqlite3.connect(demo.folder / "study.db")) as database:
        found = [text for (text,) in database.execute(query)]
    assert any("lyssna" in text for text in found)
    sought = json.loads(demo.qualog("sql", "SELECT stems('lyssnade') AS sought", "--json"))
    assert sought[0]["sought"] in query


def test_full_text_is_found_by_stems_as_the_reference_says(demo):
    [query] = shown(DATABASE, "sql")
    found = json.loads(demo.qualog("sql", query, "--json"))
    assert any("listened" in row["text"] for row in found)
