"""A small study to test plugins on, in which much of what can happen has happened."""

from collections.abc import Iterable
from pathlib import Path

from qualog.decisions.codings import Region
from qualog.decisions.theory import Concept, TheoryPack
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project

NAME = 'Trust & "care" <b>'
TALK = 'talk 1/2 "in" spring'
SAID = (
    ("I", "How was it?"),
    ("R", "It was fine, I trust them <em>all</em> & more, på svenska 🐈."),
    ("I", "Why?"),
    ("R", "=SUM(A1) is what they say.\nThey listen, most days."),
)
LETTER = "../letter"
WITHDRAWN = ("Quennie Overton", "zebrawood", "xylograph")
"""What must be nowhere: the name, the words and what was written about who withdrew."""

HIDDEN = "quagmire"
"""What must be nowhere while the round is blind: a word of the other coder's."""

EARLY, LATER = "early days", "jacaranda"
"""A named moment, and a word that was said only after it."""


def new_study(folder: Path) -> Project:
    """Make an empty study of two authors."""
    return Project.create(folder / "study.qualog", NAME, ["Ingrid Falk", "Samir <i>"])


def add_text(project: Project, name: str, text: str, coded: Iterable[tuple[str, str]] = ()) -> None:
    """Add a text, with codings by their codes and words; codes that are missing are created."""
    document = ImportedDocument(name, text)
    codings = tuple(ImportedCoding(name, None, None, code, quote=words) for code, words in coded)
    project.imports.import_(Material((document,), codings=codings), importer="test")


def full_study(folder: Path) -> Project:
    """Make a study of three texts and a picture, coded by two, where one participant withdrew."""
    project = new_study(folder)
    both = ["Ingrid Falk", "Samir <i>"]
    project.about.describe("How do people <trust> those who help them?")
    project.participants.add("Anna <i>", name="Anna Real")
    project.participants.add("Bo", name=WITHDRAWN[0])
    project.imports.import_(Material((_transcript(),)), importer="test")
    project.documents.speaker(TALK, "R", participant="Anna <i>")
    add_text(project, LETTER, "They decide | and we wait.\n\nNobody *asks* us.")
    add_text(project, "Bo's", f"They had a {WITHDRAWN[1]} table.")
    project.documents.attribute("Bo's", "Bo")
    picture = ImportedDocument("map.png", "", media="image/png", original=b"\x89PNG")
    on_it = ImportedCoding("map.png", 0, 0, "places", region=Region(box=(1, 2, 30, 40)))
    project.imports.import_(Material((picture,), codings=(on_it,)), importer="test")

    project.codes.add("trust", definition="relies on & leans on", include="says so")
    project.codes.add("confidence", definition="is sure")
    project.codes.add('power / "voice"', definition="decides for others")
    project.codes.add("=old", definition="nobody's")
    project.codings.apply("trust", TALK, quote="I trust them <em>all</em> & more", by=both[:1])
    sure = project.codings.apply("confidence", TALK, quote="I trust them", by=both[1:])
    project.codings.apply('power / "voice"', TALK, turn=4, by=both, why="we agreed")
    project.codings.apply('power / "voice"', LETTER, quote="and we wait", by=both[:1])
    project.codings.apply("trust", LETTER, quote="we wait.\n\nNobody *asks*", by=both[:1])
    of_bo = project.codings.apply("trust", "Bo's", quote=WITHDRAWN[1])
    project.memos.write(f"sounds like {WITHDRAWN[2]}", about=of_bo.id)
    project.memos.write("sure, or <hoping>?", about=sure.id)
    project.memos.write("near to trust", about="confidence")
    project.moments.name(EARLY)

    project.codes.merge(["confidence"], "trust", why="one & the same", by=both)
    project.codes.retire("=old", why="never used")
    project.codes.add(LATER)
    project.themes.add("Leaning on others", definition="who leans <on> whom", by=both)
    project.themes.assign("Leaning on others", ["trust"])
    concepts = (Concept("I–Thou", "they meet"), Concept("I–It", "a thing among things"))
    project.theory.adopt(TheoryPack("I & Thou", author="Buber", concepts=concepts))
    link = project.theory.propose("trust", "I–Thou", reason="they <meet>")
    project.theory.accept(link.id, why="we saw it")
    project.participants.withdraw("Bo")
    return project


def go_blind(project: Project) -> None:
    """Open a blind round on the talk, which the other coder has coded already."""
    other = ["Samir <i>"]
    project.codes.add("mire")
    coding = project.codings.apply("mire", TALK, quote="most days", by=other)
    project.memos.write(f"a {HIDDEN} of a thing", about=coding.id, by=other)
    coders = [author.name for author in project.state.authors.values()]
    project.rounds.open("R1", [TALK], coders, blind=True)


def _transcript() -> ImportedDocument:
    text, turns = "", []
    for label, words in SAID:
        text += f"{label}: "
        turns.append(ImportedTurn(len(text), len(text) + len(words), label))
        text += f"{words}\n"
    return ImportedDocument(TALK, text, tuple(turns), original=text.encode())
