"""The study that Qualog was born from, coded again in a shell, up to its published report."""

import json
import shutil

import lxml.html
import pytest

THEORIES = ("i-and-thou", "power-and-help", "street-level-bureaucracy")


@pytest.fixture
def analysis(shared):
    return json.loads((shared / "thesis" / "analysis.json").read_text("utf-8"))


def test_the_published_analysis_comes_out_of_the_log(shell, shared, analysis):
    text = (shared / "thesis" / "thesis.sv.txt").read_text("utf-8")
    shutil.copy(shared / "thesis" / "thesis.sv.txt", shell.folder / "thesis.txt")

    # Two authors, five participants, one text.
    shell.qualog("init", "Mötet", "--author", "Author 1", "--author", "Author 2")
    for participant in analysis["participants"]:
        shell.qualog("participant", "add", participant)
    shell.qualog("import", "thesis.txt", "-o", "speakers=no", "--name", "Uppsats")
    both = ("--author", "Author 1", "--author", "Author 2")

    # Each quotation is somebody's words, and is coded with its subtheme by both together.
    for theme in analysis["themes"]:
        for subtheme in theme["subthemes"].values():
            shell.qualog("code", "add", subtheme, *both)
    names = {id_: name for theme in analysis["themes"] for id_, name in theme["subthemes"].items()}
    for quote in analysis["quotes"]:
        words = text[quote["start"] : quote["end"]]
        told = shell.qualog(
            "document", "attribute", "Uppsats", quote["participant"], "--quote", words
        )
        assert quote["participant"] in told
        shell.qualog("apply", names[quote["subtheme"]], "Uppsats", "--quote", words, *both)

    # The themes over them, and the theories they are read through.
    for theme in analysis["themes"]:
        shell.qualog("theme", "add", theme["name"], *both)
        shell.qualog("theme", "assign", theme["name"], *theme["subthemes"].values(), *both)
    for pack in THEORIES:
        shell.qualog("theory", "adopt", pack, *both)
    shell.qualog("theory", "propose")
    shell.qualog("verify")

    # What was coded is what was published, to the character.
    codings = json.loads(shell.qualog("codings", "--json"))["codings"]
    assert [(c["start"], c["end"], c["code"], c["participants"]) for c in codings] == [
        (q["start"], q["end"], names[q["subtheme"]], [q["participant"]])
        for q in sorted(analysis["quotes"], key=lambda each: each["start"])
    ]

    # And so is the report: chapters, subthemes, quotations, participants, in order.
    shell.qualog("export", "report", "report.html")
    page = lxml.html.parse(str(shell.folder / "report.html")).getroot()
    headings = [" ".join(each.text_content().split()) for each in page.iter("h2", "h3", "h4")]
    published = [
        name
        for theme in analysis["themes"]
        for name in (theme["name"], *theme["subthemes"].values())
    ]
    assert [each for each in headings if each in published] == published
    quotes = list(page.iter("blockquote"))
    told = [" ".join(each.text_content().split()) for each in quotes]
    wanted = [
        (" ".join(text[q["start"] : q["end"]].split()), q["participant"])
        for q in analysis["quotes"]
    ]
    assert len(told) == len(wanted) == 21
    for each, (words, participant) in zip(told, wanted, strict=True):
        assert words in each
        assert participant in each
    whole = page.text_content()
    for theory in json.loads(shell.qualog("theory", "show", "--json"))["theories"]:
        assert theory["name"] in whole
