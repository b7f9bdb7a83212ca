"""Agreement over the life of a study: replayed at each stop, with what lies between; and a plot."""

import json
from xml.etree import ElementTree

import pytest


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    from tests.acceptance.shell import Shell

    shell = Shell(tmp_path_factory.mktemp("demo"))
    shell.qualog("demo", ".")
    return shell


def told(shell, *arguments):
    return json.loads(shell.qualog("agree", *arguments, "--json"))["agreement"]


def alpha(shell, *arguments):
    return told(shell, "-m", "alpha", *arguments)["measures"]["alpha"]["overall"]


def test_at_each_moment_it_is_what_it_was_then(demo):
    stages = told(demo, "--over-time", "moments", "--unit", "turn")["stages"]
    assert [each["name"] for each in stages] == ["after open coding", "before the report"]
    for each in stages:
        then = alpha(demo, "--unit", "turn", "--at", each["name"])
        assert each["agreement"]["value"] == then["value"]
        assert each["agreement"]["interval"] == then["interval"]
        assert each["exact"] is True
    assert stages[0]["codings"] > 0 == stages[1]["codings"]


def test_what_lies_between_is_told_with_its_reason(demo):
    [_, second] = told(demo, "--over-time", "moments")["stages"]
    sentences = [each["sentence"] for each in second["between"]]
    assert any("merged the code “Templates and scripts”" in each for each in sentences)
    assert any("redefined the code “The decision”" in each for each in sentences)
    assert all(each["authors"] for each in second["between"])
    shown = demo.qualog("agree", "--over-time", "moments")
    assert "On the way to 2, before the report:" in shown
    assert "each our own of these two codes" in shown


def test_by_week_each_coding_is_counted_once(demo):
    stages = told(demo, "--over-time", "weeks")["stages"]
    codings = json.loads(demo.qualog("codings", "--json"))["codings"]
    assert sum(each["codings"] for each in stages) == len(codings)
    assert stages[-1]["agreement"]["value"] == alpha(demo)["value"]
    earlier = told(demo, "--over-time", "weeks", "--at", "after open coding")["stages"]
    assert earlier[-1]["agreement"]["value"] == alpha(demo, "--at", "after open coding")["value"]
    assert all(not each["exact"] for each in stages)


def test_a_round_is_measured_as_of_its_close(shell):
    shell.qualog("demo", ".")
    coders = ("--coder", "Ingrid Falk", "--coder", "Samir Haddad")
    shell.qualog("round", "open", "R1", "--document", "Interview 1", *coders)
    shell.qualog("round", "close", "R1")
    quote = ("--quote", "I would rather put it on the table")
    shell.qualog("apply", "The room", "Interview 2", *quote, "--author", "Ingrid Falk")
    [stage] = told(shell, "--over-time", "rounds")["stages"]
    assert stage["name"] == "R1"
    assert stage["documents"] == ["Interview 1"]
    assert stage["agreement"]["value"] == alpha(shell, "--round", "R1")["value"]


def test_the_plot_can_be_read_without_the_program(demo):
    demo.qualog("agree", "--over-time", "moments", "--unit", "turn", "--plot", "way.svg")
    root = ElementTree.parse(demo.folder / "way.svg").getroot()
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    values = [
        each["agreement"]["value"]
        for each in told(demo, "--over-time", "moments", "--unit", "turn")["stages"]
    ]
    for value in values:
        assert f"{value:.2f}" in texts
    assert any(each.startswith("1  after open coding: ") for each in texts)
    assert any("merged the code" in each for each in texts)
    assert "way.svg already exists" in demo.fails(
        "agree", "--over-time", "moments", "--plot", "way.svg"
    )


def test_before_and_after_the_discussions(demo):
    measures = told(demo, "--discussed", "--unit", "turn")["measures"]
    for each in measures.values():
        assert each["overall"]["value"] < each["after_discussion"]["overall"]["value"]
    assert "after discussion" in demo.qualog("agree", "--discussed")
    before = told(demo, "--unit", "turn")["measures"]
    assert {name: each["overall"] for name, each in measures.items()} == {
        name: each["overall"] for name, each in before.items()
    }


def test_the_sentences_say_what_the_value_after_discussion_means(demo):
    told = demo.qualog("agree", "--discussed", "--sentence", "-m", "alpha")
    assert "After discussion, Krippendorff's α (nominal) = " in told
    assert "Settled passages agree by definition" in told
    assert "After discussion" not in demo.qualog("agree", "--sentence", "-m", "alpha")


def test_a_group_alone(shell):
    shell.qualog("init", "Two", "--author", "Ingrid", "--author", "Samir")
    for name in ("Ada", "Bo"):
        shell.qualog("participant", "add", name)
    (shell.folder / "talk.txt").write_text(
        "Ada: I said this.\nBo: I said that.\nAda: Again.\nBo: So?\n", "utf-8"
    )
    shell.qualog("import", "talk.txt")
    shell.qualog("document", "speaker", "talk", "Ada", "--participant", "Ada")
    shell.qualog("document", "speaker", "talk", "Bo", "--participant", "Bo")
    shell.qualog("attribute", "define", "role")
    shell.qualog("attribute", "give", "Ada", "role", "manager")
    shell.qualog("code", "add", "trust")
    for author, turns in (("Ingrid", "12"), ("Samir", "13")):
        for turn in turns:
            shell.qualog("apply", "trust", "talk", "--turn", turn, "--author", author)

    def percent(*arguments):
        measures = told(shell, "-m", "percent", "--unit", "turn", *arguments)["measures"]
        return measures["percent"]["overall"]

    assert (percent()["units"], percent()["value"]) == (4, 0.5)
    managers = percent("--where", "role = manager")
    assert (managers["units"], managers["value"]) == (2, 0.5)
    assert "Where role = manager" in shell.qualog("agree", "--where", "role = manager")
    shell.qualog("moment", "done")
    [stage] = told(shell, "--over-time", "moments", "--unit", "turn", "--where", "role = manager")[
        "stages"
    ]
    assert stage["agreement"]["units"] == 2
    passages = json.loads(
        shell.qualog("disagreements", "--unit", "turn", "--where", "role = manager", "--json")
    )
    assert [each["start"] for each in passages["passages"]["passages"]] == [40]


def test_mistakes_are_told(shell):
    shell.qualog("init", "Empty", "--author", "Ingrid")
    assert "No point in time has a name yet" in shell.fails("agree", "--over-time", "moments")
    assert "No round has been closed yet" in shell.fails("agree", "--over-time", "rounds")
    assert "Nothing has been coded yet" in shell.fails("agree", "--over-time", "weeks")
    assert "Add --over-time" in shell.fails("agree", "--plot", "x.svg")
    assert "Only one measure can be followed" in shell.fails(
        "agree", "--over-time", "weeks", "-m", "alpha", "-m", "percent"
    )
