"""A reader without Qualog verifies a study and a proof; what an author made up is named to all."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from tests.acceptance.shell import Shell
from tests.folders import ROOT

from qualog.decisions.documents import PassageAttributed
from qualog.project.project import Project
from qualog.text.chunks import seal_text

OTHER_WORDS = "has other words than the text that it cuts into finer parts"


@pytest.fixture
def study(tmp_path):
    shell = Shell(tmp_path)
    shell.qualog("demo", "study")
    return Shell(tmp_path / "study")


def alone(*arguments):
    """Run the verifier of the reference as a reader does: exit code, and what it prints."""
    program = ROOT / "docs" / "reference" / "verify_log.py"
    command = [sys.executable, "-P", str(program), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_a_study_and_a_proof_as_a_reader_checks_them(study):
    code, shown = alone(study.folder / "demo.qualog")
    assert code == 0
    [letters] = re.findall(r"^copy (.{23}), author", shown, re.MULTILINE)
    assert alone(study.folder / "demo.qualog", "--copy", letters)[0] == 0
    log = json.loads(study.qualog("log", "--json", "--kind", "codes-merged"))["log"]
    study.qualog("prove", log[0]["id"], "proof.json")
    code, shown = alone(study.folder / "proof.json")
    assert code == 2
    assert letters in shown
    code, shown = alone(study.folder / "proof.json", "--key", letters)
    assert (code, shown.startswith("proved: ")) == (0, True)
    assert alone(study.folder / "proof.json", "--key", "0000-0000-0000-0000-0000")[0] == 1


def test_words_put_in_a_participants_mouth_are_named_by_all_and_refused(study, monkeypatch):
    """Finer parts with other words of the same length, as an author's own program can write."""
    mine, theirs = study.folder / "demo.qualog", study.folder / "other" / "demo.qualog"
    theirs.parent.mkdir()
    shutil.copyfile(mine, theirs)
    with Project.open(theirs, author=["Ingrid Falk"]) as project:
        document = next(iter(project.state.documents.values()))
        start = sum(part.length for part in document.parts[:2])
        length = document.parts[2].length
        content, stored = seal_text(("I never listen to any of them. " * 99)[:length])
        decision = PassageAttributed(
            document=document.id,
            start=start,
            end=start + length,
            participant=next(iter(project.state.participants)),
            first=2,
            last=3,
            parts=(content,),
            revision=document.revision,
        )
        project.decide(decision, contents=(stored,))
    verified = study.run("verify", "--project", str(theirs))
    assert (verified.code, OTHER_WORDS in verified.out) == (1, True)
    assert OTHER_WORDS in study.run("doctor", "--project", str(theirs)).out
    code, shown = alone(theirs)
    assert (code, OTHER_WORDS in shown) == (1, True)
    before = mine.read_bytes()
    assert OTHER_WORDS in study.fails("merge", str(theirs))
    assert mine.read_bytes() == before
