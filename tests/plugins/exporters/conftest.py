"""A small study, made through the public door, with names that a format must not stumble over."""

import pytest
from attrs import define

from qualog.decisions.theory import Concept, TheoryPack
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.options import read_options
from qualog.project.project import Project

STUDY = 'Trust & "care" <script>alert(1)</script>'
INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"
REAL_NAMES = ("Margareta Verkligsson", "Karl-Erik Sannare")
TALK = [
    ("I", "How was it?"),
    ("R", "It was fine, I trust them <em>all</em> & more."),
    ("I", "Why?"),
    ("R", "=SUM(A1) is what they say på svenska.\n- Listen, most days.\n1. And ask."),
]
LETTER = "They decide | and we wait.\n\nNobody *asks* us."


@define
class HandClock:
    now: int = 1_740_830_400_000  # 2025-03-01 12:00 UTC

    def __call__(self) -> int:
        return self.now

    def next_day(self) -> None:
        self.now += 24 * 3_600_000


def transcript(name, said):
    text, turns = "", []
    for label, words in said:
        text += f"{label}: "
        turns.append(ImportedTurn(len(text), len(text) + len(words), label))
        text += words + "\n"
    return ImportedDocument(name, text, tuple(turns), original=text.encode())


@pytest.fixture
def project(tmp_path):
    """Two authors, two participants, two documents; all that can happen to a code happens."""
    clock = HandClock()
    both = [INGRID, SAMIR]
    with Project.create(tmp_path / "s.qualog", STUDY, both, clock=clock) as p:
        p.about.describe("How do people <trust> those who help them?")
        p.participants.add("Anna <i>", name=REAL_NAMES[0])
        p.participants.add("Bo", name=REAL_NAMES[1])
        talk = transcript("talk <1>", TALK)
        p.imports.import_(Material(documents=(talk,)), importer="test")
        p.documents.speaker(talk.name, "R", participant="Anna <i>")
        p.documents.speaker(talk.name, "I", author=SAMIR)
        p.documents.held(talk.name, [SAMIR], day="2025-02-20")
        p.documents.transcribed(talk.name, [INGRID], day="2025-02-21")
        p.documents.mark_read(talk.name, by=both)
        letter = ImportedDocument("letter", LETTER)
        p.imports.import_(Material(documents=(letter,)), importer="test", participant="Bo")

        clock.next_day()
        p.codes.add(
            "trust <script>x</script>",
            definition="relies on & leans on",
            include="says so",
            exclude="mere hope",
        )
        p.codes.add("confidence", definition="is sure")
        p.codes.add("power", definition="decides for others")
        p.codes.add("=cmd", definition="formulas")
        p.codes.add("old one")
        p.codes.add("voice")
        trusting = "I trust them <em>all</em> & more."
        p.codings.apply("trust <script>x</script>", talk.name, quote=trusting, by=[INGRID])
        sure = p.codings.apply("confidence", talk.name, quote=trusting, by=[SAMIR])
        p.codings.apply("voice", talk.name, turn=4, by=both, why="we agreed")
        spoken = p.codings.apply("=cmd", talk.name, quote="=SUM(A1)", by=[SAMIR])
        p.codings.apply("power", "letter", quote="They decide | and we wait.", by=[INGRID])
        p.codings.apply("power", "letter", quote="Nobody *asks* us.", by=both)
        p.memos.write("sure, or <hoping>?", about=sure.id)
        p.memos.write("near to trust", about="confidence")
        p.memos.write("said & done", about="power")
        p.memos.write("on the whole letter", about="letter")
        p.attributes.define("shift")
        p.attributes.give("Anna <i>", "shift", "by night")
        p.moments.name("first pass")

        clock.next_day()
        p.codes.merge(["confidence"], "trust <script>x</script>", why="one & the same", by=both)
        recode = {spoken.id: "sums"}
        p.codes.split("=cmd", ["sums", "orders"], recode=recode, why="two things")
        p.codes.retire("old one", why="never used")
        p.codes.rename("power", "Power over", why="clearer")
        p.codes.define("voice", definition="is heard")

        p.themes.add("Leaning on others", definition="who leans <on> whom", by=both)
        p.themes.add("Being heard", parent="Leaning on others", definition="or not")
        p.themes.add("Given up")
        p.themes.add("Below what was given up", parent="Given up")
        p.themes.assign("Leaning on others", ["trust <script>x</script>"])
        p.themes.assign("Being heard", ["voice"])
        p.themes.assign("Below what was given up", ["sums"])
        p.themes.relate("Being heard", "Leaning on others", "rests & leans on")
        p.themes.relate("Being heard", "Leaning on others", "rests & leans on")
        p.themes.retire("Given up")
        p.memos.write("a <memo> about the theme", about="Being heard")

        pack = TheoryPack(
            "I & Thou",
            author="Buber",
            summary="two ways to meet",
            sources=("Buber <1923>",),
            concepts=(Concept("I–Thou"), Concept("I–It", "a thing among things")),
        )
        p.theory.adopt(pack)
        link = p.theory.propose("trust <script>x</script>", "I–Thou", reason="they <meet>")
        p.theory.accept(link.id, why="we saw it & agreed", by=both)
        link = p.theory.propose("Power over", "I–It", reason="handled like a thing")
        p.theory.reject(link.id, why="too <strong> a word")
        link = p.theory.propose(sure.id, "I–It", reason="this once")
        p.theory.accept(link.id, why="only here")
        p.theory.propose("voice", "I–Thou", reason="nobody has looked yet")
        yield p


@pytest.fixture
def export(project, tmp_path):
    """Return what writes the study with an exporter, and returns the file and what it lacks."""

    def write(exporter, moment=None, **options):
        target = tmp_path / f"out{exporter.suffix}"
        chosen = read_options(exporter.options, options, owner=exporter.name)
        left_out = exporter.write(project.at(moment), target, chosen)
        drafts = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
        assert drafts == []
        return target, list(map(str, left_out))

    return write
