"""QualCoder's own import code reads what Qualog exports.

Where QualCoder is: $QUALOG_TEST_QUALCODER names a Python that can import it (its source may be
on $PYTHONPATH), or it is installed beside Qualog. Otherwise these tests are skipped.
"""

import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.plugins.refi import kept, read

from qualog.decisions.codings import Region
from qualog.material import (
    ImportedAttribute,
    ImportedAttribution,
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
    ImportedValue,
    Material,
)
from qualog.project.project import Project
from qualog_plugins.exporters.refi.qdc import Qdc
from qualog_plugins.exporters.refi.qdpx import Qdpx

READS = Path(__file__).with_name("qualcoder_reads.py")
TALK = "I: Hur är det? 😀\nR: Jag litar på dem 🐈, alla.\nI: Why?\nR: They listen.\n"
MAP = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6360000002000100ffff03000006000557bf"
)


@pytest.fixture(scope="module")
def python():
    found = os.environ.get("QUALOG_TEST_QUALCODER")
    if found is None and importlib.util.find_spec("qualcoder"):
        found = sys.executable
    if found is None:
        pytest.skip("QualCoder is not here: name a Python that has it in $QUALOG_TEST_QUALCODER")
    return found


@pytest.fixture
def in_qualcoder(python, tmp_path):
    def take(exporter, project):
        target = tmp_path / f"out{exporter.suffix}"
        exporter.write(project.at(None), target, exporter.options())
        ran = subprocess.run(
            [python, str(READS), str(target), str(tmp_path / "theirs.qda")],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "HOME": str(tmp_path)},
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout.splitlines()[-1])

    return take


@pytest.fixture
def study(tmp_path):
    at = TALK.index
    with Project.create(tmp_path / "study.qualog", "Study", ["Ingrid Falk"]) as made:
        made.about.describe("Whom do they trust?")
        material = Material(
            documents=(
                ImportedDocument("talk", TALK),
                ImportedDocument("map", "", original=MAP, media="image/png"),
            ),
            codes=(
                ImportedCode("relations", "between people"),
                ImportedCode("trust", "relies on", "says so", parent="relations"),
                ImportedCode("voice"),
            ),
            codings=(
                ImportedCoding("talk", at("Jag"), at(", alla"), "trust", "Ingrid Falk", key="1"),
                ImportedCoding("talk", at("Jag"), at(", alla"), "trust", "Samir"),
                ImportedCoding("talk", at("Jag"), at(", alla"), "voice", "Samir"),
                ImportedCoding("talk", at("They"), len(TALK) - 2, "voice", "Samir"),
                ImportedCoding("map", 0, 0, "voice", "Samir", region=Region(box=(1, 2, 30, 40))),
            ),
            memos=(ImportedMemo("talk", "why so short?", at("Why"), at("Why") + 4, "Samir"),),
            memos_on=(
                ImportedMemoOn("study", "", "Where do we go?", "Samir"),
                ImportedMemoOn("code", "voice", "Where do we go?", "Ingrid Falk"),
                ImportedMemoOn("coding", "1", "sure?", "Ingrid Falk"),
            ),
            participants=("Anna",),
            attributions=(ImportedAttribution("talk", "Anna", at("Jag"), at("\nI: Why")),),
            attributes=(ImportedAttribute("age", "integer"),),
            values=(ImportedValue("participant", "Anna", "age", "41"),),
        )
        made.imports.import_(material, importer="test")
        yield made


def test_a_project(study, in_qualcoder):
    theirs = in_qualcoder(Qdpx(), study)
    assert dict(theirs["sources"])["talk"] == TALK
    assert [[name, above] for name, _, above in theirs["codes"]] == [
        ["relations", None], ["trust", "relations"], ["voice", None],
    ]  # fmt: skip
    assert theirs["codes"][1][1] == "relies on\n\nInclude: says so"
    ours = Counter(
        (code.rpartition(" / ")[2], document, start, end, TALK[start:end], coder)
        for document, start, end, region, code, coder, _ in kept(study.state)["codings"].elements()
        if region is None
    )
    assert Counter(map(tuple, theirs["codings"])) == ours
    assert theirs["images"] == [["voice", "map", 1, 2, 29, 38, "Samir"]]
    assert theirs["cases"] == [["Anna"]]
    assert theirs["values"] == [["age", "41", "Anna"]]
    at = TALK.index
    assert ["talk", at("Why"), at("Why") + 4, "why so short?", "Samir"] in theirs["annotations"]
    assert sorted(words for _, words, _ in theirs["journals"]) == [
        "Where do we go?", "Where do we go?", "sure?",
    ]  # fmt: skip
    wrong = ("error", "cannot", "duplicated", "trying to read")
    assert [
        line for line in theirs["messages"] if any(word in line.lower() for word in wrong)
    ] == []


def test_a_codebook(study, in_qualcoder):
    theirs = in_qualcoder(Qdc(), study)
    assert [(name, above) for name, _, above in theirs["codes"]] == [
        ("relations", None), ("trust", "relations"), ("voice", None),
    ]  # fmt: skip
    assert "3 categories and codes imported" in " ".join(theirs["messages"])


def test_what_qualcoder_exports_comes_back(study, in_qualcoder, tmp_path):
    """QualCoder writes a byte order mark and does not count it."""
    in_qualcoder(Qdpx(), study)
    (path,) = (tmp_path / "theirs.qda").glob("*.qdpx")
    material = read(path)
    with Project.create(tmp_path / "back.qualog", "Back", ["Importer"]) as back:
        back.imports.import_(material, importer="refi-qda")
        before, after = kept(study.state), kept(back.state)
    assert after["documents"]["talk"] == before["documents"]["talk"]
    assert after["codes"] == before["codes"]
    spans = [{place[:6] for place in study_["codings"]} for study_ in (before, after)]
    assert {span for span in spans[0] if span[0] == "talk"} <= spans[1]
    assert after["values"] == {("Anna", "age"): 41}
