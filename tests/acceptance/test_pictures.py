"""The pictures of the documentation show what the demo's study holds."""

import json
import re
import subprocess
import sys
from html import unescape
from xml.etree import ElementTree

import pytest
from tests.acceptance.shell import Shell
from tests.folders import ROOT

DRAW = "import sys, pathlib; import pictures; pictures.write(pathlib.Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """The pictures by name, as their script draws them."""
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, "-c", DRAW, str(folder)]
    subprocess.run(command, cwd=ROOT / "docs", check=True)
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.svg")}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    shell = Shell(tmp_path_factory.mktemp("demo"))
    shell.qualog("demo", ".")
    return shell


def words(picture):
    """Give what a picture says, a line for each of its texts."""
    return [unescape(text) for text in re.findall(r"<text [^>]*>(.*?)</text>", picture)]


def test_the_margin_has_the_turn_and_each_coding_of_it(demo, pictures):
    said = " ".join(words(pictures["margin"]))
    earlier = ["--document", "Interview 1", "--at", "after open coding", "--json"]
    codings = json.loads(demo.qualog("codings", *earlier))["codings"]
    shown = [coding for coding in codings if " ".join(coding["quote"].split()) in said]
    assert len(shown) == 4
    assert any("I can cut the money" in coding["quote"] for coding in shown)
    for coding in shown:
        [author] = coding["made"]["authors"]
        assert f"{coding['code']}, {author}" in said


def test_the_lives_have_each_change_with_its_reason(demo, pictures):
    said = " ".join(" ".join(words(pictures["lives"])).split())
    log = json.loads(demo.qualog("log", "--json"))["log"]
    changes = ("codes-merged", "code-split", "code-renamed", "code-defined", "code-retired")
    decided = [each for each in log if each["kind"] in changes]
    assert len(decided) >= 4
    for each in decided:
        assert " ".join((each["why"] or "").split()) in said
    assert "Own judgement → Discretion" in said


def test_agreement_is_what_the_program_computes(demo, pictures):
    rows = words(pictures["agreement"])
    for moment in ("after open coding", "before the report"):
        asked = ["--unit", "turn", "--measure", "alpha", "--at", moment, "--json"]
        measured = json.loads(demo.qualog("agree", *asked))["agreement"]["measures"]["alpha"]
        value = f"{measured['overall']['value']:.3f}"
        assert value in rows[rows.index("overall") + 1].split(" → ")


def test_every_picture_is_sound_xml_with_a_title_and_colours_for_light_and_dark(pictures):
    assert len(pictures) == 3
    for picture in pictures.values():
        root = ElementTree.fromstring(picture)
        assert root.find("{*}title").text
        assert "prefers-color-scheme: dark" in picture


def test_each_is_on_the_first_page_and_what_its_description_quotes_is_in_it(pictures):
    page = (ROOT / "docs" / "index.md").read_text("utf-8")
    shown = dict(re.findall(r"\{image\} generated/(\w+)\.svg\n:alt: (.+)", page))
    assert shown.keys() == pictures.keys()
    for name, description in shown.items():
        for quoted in re.findall(r"“(.+?)”", description):
            assert quoted in " ".join(words(pictures[name])), name
