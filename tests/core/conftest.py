"""A study to test the core with, made through the public door."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import define
from tests.core.opened import OPENED

from qualog.errors import QualogError
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project

TEXT = "I: How was it?\nR: It was fine, I trust\nthem all.\nI: Why?\nR: They listen, most days.\n"


@define
class HandClock:
    """A clock that is set by hand, in milliseconds."""

    now: int = 1_750_000_000_000

    def __call__(self) -> int:
        return self.now


def transcript(name: str = "talk", text: str = TEXT) -> ImportedDocument:
    turns, position = [], 0
    for line in TEXT.replace("trust\nthem", "trust them").splitlines():
        label, _, words = line.partition(": ")
        start = position + len(label) + 2
        turns.append(ImportedTurn(start, start + len(words), label))
        position += len(line) + 1
    return ImportedDocument(name, text, tuple(turns), original=text.encode())


def begin(project: Project) -> None:
    project.participants.add("Anna", name="Anna Real")
    project.imports.import_(
        Material(documents=(transcript(),)), importer="test", participant="Anna"
    )
    project.codes.add("trust", definition="relies on somebody")
    project.codes.add("power")


@pytest.fixture(autouse=True)
def copies_closed() -> Iterator[None]:
    """Let go of the copies that a test was given, also where its own file was moved away."""
    yield
    while OPENED:
        project = OPENED.pop()
        if not project._is_closed:
            with suppress(QualogError, OSError):
                project.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def project(tmp_path: Path, clock: HandClock) -> Iterator[Project]:
    """A study of two authors with one transcript, one participant and two codes."""
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid", "Samir"], clock=clock) as made:
        begin(made)
        yield made
