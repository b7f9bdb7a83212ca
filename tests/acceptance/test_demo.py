"""The demo, and every reading command on its study: now, at an earlier moment, as JSON."""

import json

import pytest
from tests.acceptance.shell import Shell

READING = [
    ["status"],
    ["documents"],
    ["read", "Interview 1"],
    ["search", "plan"],
    ["codes"],
    ["codings"],
    ["memo", "list"],
    ["themes"],
    ["theory", "show"],
    ["matrix", "documents"],
    ["matrix", "coders"],
    ["matrix", "cooccurrence"],
    ["agree"],
    ["agree", "--unit", "turn"],
    ["log"],
    ["history", "Following the plan"],
    ["codings", "--consensus"],
    ["discuss", "list"],
    ["questions"],
    ["moments"],
    ["participant", "list"],
    ["author", "list"],
]
EARLIER = "after open coding"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's folder, and what the demo printed."""
    shell = Shell(tmp_path_factory.mktemp("demo"))
    told = shell.qualog("demo", "study")
    return Shell(shell.folder / "study"), told


def test_the_demo_shows_what_there_is_to_see(demo):
    shell, told = demo
    for shown in (
        "Five interviews, two authors",
        "documents        5",
        "A plan of their own",
        "[split into A plan of their own and The plan as a form]",
        "merged the code “Templates and scripts” into the code “The client as a case”",
        "Krippendorff's alpha",
        "The log checks out",
        "demo-report.html",
    ):
        assert shown in told
    assert (shell.folder / "demo-report.html").stat().st_size > 10_000


def test_the_demo_is_a_study_as_it_was_asked_for(demo):
    shell, _ = demo
    status = json.loads(shell.qualog("status", "--json"))["status"]
    assert (status["documents"], len(status["authors"])) == (5, 2)
    assert status["codings"] >= 40
    assert status["links"]["rejected"] == 1
    themes = json.loads(shell.qualog("themes", "--json"))["themes"]
    assert sum(each["parent"] is None for each in themes) == 3
    log = json.loads(shell.qualog("log", "--json"))["log"]
    kinds = [each["kind"] for each in log]
    for kind in ("codes-merged", "code-split", "code-renamed"):
        [told] = [each for each in log if each["kind"] == kind]
        assert told["why"], kind
        assert kinds.count(kind) == 1
    assert {each["at"][:7] for each in log} == {"2025-02", "2025-03", "2025-04", "2025-05"}
    measures = json.loads(shell.qualog("agree", "--json"))["agreement"]["measures"]
    assert 0 < measures["alpha"]["overall"]["value"] < 1


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_reading_command_now_earlier_and_as_json(demo, command):
    shell, _ = demo
    now = shell.qualog(*command)
    earlier = shell.qualog(*command, "--at", EARLIER)
    assert now.strip()
    assert earlier.startswith(f"As of {EARLIER} (exact)")
    told = json.loads(shell.qualog(*command, "--json"))
    told_earlier = json.loads(shell.qualog(*command, "--json", "--at", EARLIER))
    assert told["at"]["moment"] == "now"
    assert told_earlier["at"]["moment"] == EARLIER
    assert told_earlier["at"]["exact"] is True
    assert told.keys() == told_earlier.keys()


def test_show_diff_plugins_and_verify(demo):
    shell, _ = demo
    log = json.loads(shell.qualog("log", "--json", "--kind", "codes-merged"))["log"]
    id_ = log[0]["id"]
    assert log[0]["why"] in shell.qualog("show", f"{id_[:4]}.{id_.partition('.')[2]}")
    assert json.loads(shell.qualog("show", id_, "--json"))["decision"]["why"] == log[0]["why"]
    told = shell.qualog("diff", EARLIER, "--only", "code")
    assert "renamed from “Own judgement”" in told
    assert json.loads(shell.qualog("diff", EARLIER, "before the report", "--json"))["changes"]
    assert "importer" in shell.qualog("plugins")
    assert json.loads(shell.qualog("plugins", "--json"))["faults"] == []
    assert json.loads(shell.qualog("verify", "--json"))["verification"]["faults"] == []


def test_earlier_is_earlier(demo):
    shell, _ = demo
    names = [each["name"] for each in json.loads(shell.qualog("codes", "--json"))["codes"]]
    old = json.loads(shell.qualog("codes", "--json", "--at", EARLIER))["codes"]
    assert "Discretion" in names
    assert "Own judgement" not in names
    assert "Own judgement" in [each["name"] for each in old]
    assert {each["status"] for each in old} == {"live"}
    assert json.loads(shell.qualog("themes", "--json", "--at", EARLIER))["themes"] == []
    by_day = json.loads(shell.qualog("status", "--json", "--at", "2025-02-04"))
    assert by_day["at"]["exact"] is False
    assert by_day["status"]["codings"] == 0


@pytest.mark.parametrize("format_name", ["report", "report-md", "codings-csv", "sqlite"])
def test_every_format_is_written_now_and_earlier(demo, tmp_path, format_name):
    shell, _ = demo
    now, earlier = tmp_path / "now", tmp_path / "earlier"
    shell.qualog("export", format_name, str(now))
    shell.qualog("export", format_name, str(earlier), "--at", EARLIER)
    (now_, earlier_) = (next(tmp_path.glob(f"{name}.*")) for name in ("now", "earlier"))
    assert now_.read_bytes() != earlier_.read_bytes()
    assert "already exists" in shell.fails("export", format_name, str(now))
    shell.qualog("export", format_name, str(now), "--force")


def test_a_second_demo_in_the_same_place_is_refused(demo):
    shell, _ = demo
    assert "already exists" in Shell(shell.folder.parent).fails("demo", "study")
