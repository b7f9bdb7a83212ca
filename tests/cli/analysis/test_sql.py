"""Asking the study with SQL on the command line."""

import csv
import io
import json
import signal
import subprocess
import sys
import time

import pytest

CODES = "SELECT name, codings FROM codebook WHERE codings > 3 ORDER BY name"


def rows(demo, *words):
    return json.loads(demo.qualog("sql", *words, "--json"))


def test_rows_are_a_table_and_counted(demo):
    shown = demo.qualog("sql", CODES)
    found = rows(demo, CODES)
    assert len(found) > 1
    assert shown.splitlines()[0].split() == ["name", "codings"]
    assert shown.splitlines()[-1] == f"{len(found)} rows."
    assert "Nothing was found." in demo.qualog("sql", "SELECT 1 FROM codes WHERE name = ''")


def test_the_forms_have_the_same_rows(demo):
    found = rows(demo, CODES)
    lines = demo.qualog("sql", CODES, "--nl").splitlines()
    assert [json.loads(line) for line in lines] == found
    table = csv.DictReader(io.StringIO(demo.qualog("sql", CODES, "--csv")))
    assert [{**row, "codings": int(row["codings"])} for row in table] == found


def test_csv_has_its_heading_and_what_is_missing_is_empty(demo):
    assert demo.qualog("sql", "SELECT 1 AS a, NULL AS b", "--csv") == "a,b\n1,\n"
    assert demo.qualog("sql", "SELECT name FROM codes LIMIT 0", "--csv") == "name\n"


def test_it_counts_what_the_other_commands_list(demo):
    codings = json.loads(demo.qualog("codings", "--json"))["codings"]
    assert rows(demo, "SELECT count(*) AS n FROM passages") == [{"n": len(codings)}]
    log = json.loads(demo.qualog("log", "--json"))["log"]
    assert rows(demo, "SELECT count(*) AS n FROM decisions") == [{"n": len(log)}]


def test_it_is_as_of_any_moment_and_says_so(demo):
    names = [row["name"] for row in rows(demo, "SELECT name FROM codes")]
    then = ("--at", "after open coding")
    before = [row["name"] for row in rows(demo, "SELECT name FROM codes", *then)]
    assert set(before) < set(names) | {"caseload", *before}
    assert len(before) < len(names)
    assert "As of after open coding (exact)" in demo.qualog("sql", "SELECT 1", *then)


def test_it_is_narrowed_to_a_group_and_says_what_is_not(demo):
    demo.qualog("-a", "Ingrid Falk", "attribute", "define", "role")
    demo.qualog("-a", "Ingrid Falk", "attribute", "give", "Interviewee 1", "role", "manager")
    where = ("--where", "role = manager")
    whole = "Whatever the condition, the texts of documents and the decisions are in full."
    assert whole in demo.qualog("sql", "SELECT 1", *where)
    whose = "SELECT DISTINCT participant FROM turn_list WHERE participant IS NOT NULL"
    assert rows(demo, whose, *where) == [{"participant": "Interviewee 1"}]
    assert len(rows(demo, whose)) == 5


def test_the_schema_says_what_every_column_means(shell):
    shown = shell.qualog("sql", "--schema")
    assert "A coding: a passage of a text, or a region, with a code." in shown
    assert "document     id of documents: the document." in shown
    assert "turns_stems MATCH stems('…')" in shown
    schema = json.loads(shell.qualog("sql", "--schema", "--json"))
    tables = {table["name"]: table for table in schema["tables"]}
    assert {"codings", "passages", "turns", "decisions", "study"} <= tables.keys()
    code = next(each for each in tables["codings"]["columns"] if each["name"] == "code")
    assert code == {
        "name": "code",
        "type": "text",
        "references": "codes",
        "meaning": "the code that it counts as.",
    }


def test_the_schema_is_no_csv(shell):
    assert "--json" in shell.fails("sql", "--schema", "--csv")


@pytest.mark.parametrize("words", [(), ("SELECT 1", "--schema")])
def test_it_is_a_query_or_the_schema(demo, words):
    assert "Write one query, in quotation marks." in demo.fails("sql", *words)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM coding", "There is no table “coding”. Did you mean"),
        ("SELECT nam FROM codes", "There is no column “nam”. Did you mean “name”?"),
        ("SELECT * FORM codes", "The query cannot be understood near “FORM”."),
        ("DELETE FROM codes", "A query reads the study; it can neither change it"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(demo, query, said):
    assert said in demo.fails("sql", query)


def test_another_s_codings_in_a_blind_round_are_not_there_and_that_is_said(demo):
    ingrid, samir = ("-a", "Ingrid Falk"), ("-a", "Samir Haddad")
    coders = ("-c", "Ingrid Falk", "-c", "Samir Haddad")
    demo.qualog(*ingrid, "round", "open", "secret", "-d", "Interview 1", "--blind", *coders)
    demo.qualog(*ingrid, "apply", "The room", "Interview 1", "--turn", "1")
    asking = (
        "sql",
        "SELECT count(*) AS n FROM codings JOIN turns USING (document, start, end) "
        "WHERE turns.turn = 1",
    )
    assert json.loads(demo.qualog(*ingrid, *asking, "--json")) == [{"n": 1}]
    assert "are hidden" in demo.qualog(*samir, *asking)
    as_json = demo.run(*samir, *asking, "--json")
    assert json.loads(as_json.out) == [{"n": 0}]
    assert "are hidden" in as_json.err


FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
PROGRAM = """
import sys
from qualog.tables import asking
from qualog_cli.main import main
answer = asking._answer
def announced(*what):
    print("begun", flush=True)
    return answer(*what)
asking._answer = announced
main()
"""


def test_ctrl_c_stops_a_query_that_runs_for_ever(demo):
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "sql", FOR_EVER],
        cwd=demo.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with running:
        try:
            assert running.stdout.readline() == "begun\n"
            time.sleep(1)  # so that SQLite itself is at work
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 2
    assert said.strip().startswith("Stopped.")


@pytest.mark.parametrize("form", ["--json", "--nl"])
def test_json_has_no_number_that_json_does_not_know(demo, form):
    shown = demo.qualog("sql", "SELECT 9e999 AS a, -9e999 AS b, 1.5 AS c", form)
    [row] = [json.loads(shown)] if form == "--nl" else json.loads(shown)
    assert row == {"a": None, "b": None, "c": 1.5}


def test_csv_has_a_line_break_of_a_passage_in_its_cell(demo):
    query = "SELECT quotation FROM passages"
    table = list(csv.DictReader(io.StringIO(demo.qualog("sql", query, "--csv"))))
    assert table == rows(demo, query)
    assert any("\n" in row["quotation"] and "," not in row["quotation"] for row in table)
    shown = demo.qualog("sql", "SELECT 'a' || char(10) || 'b' AS x, 1 AS y", "--csv")
    assert shown == 'x,y\n"a\nb",1\n'
