"""A group interview, told in decisions: what of it is whose."""

from collections.abc import Iterator

import pytest

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project

TURNS = (
    ("I", "How is it to work here?"),
    ("A", "Nobody ever asks us."),
    ("I", "And the clients?"),
    ("B", "With them I take my time."),
    ("A", "Some of us do."),
)


def group(name: str = "group") -> ImportedDocument:
    text, turns = "", []
    for speaker, words in TURNS:
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        turns.append(ImportedTurn(start, start + len(words), speaker))
    return ImportedDocument(name, text, tuple(turns), original=text.encode())


@pytest.fixture
def interview(tmp_path, clock) -> Iterator[Project]:
    """A group interview of Anna and Bo by Ingrid, with a code."""
    with Project.create(tmp_path / "g.qualog", "Group", ["Ingrid", "Samir"], clock=clock) as made:
        for name in ("Anna", "Bo"):
            made.participants.add(name, name=f"{name} Real")
        made.imports.import_(Material(documents=(group(),)), importer="test")
        made.documents.speaker("group", "A", participant="Anna")
        made.documents.speaker("group", "B", participant="Bo")
        made.documents.speaker("group", "I", author="Ingrid")
        made.codes.add("time")
        yield made
