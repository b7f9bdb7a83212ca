"""A small study to break, and another copy of it that decided something too."""

import os
import shutil
from pathlib import Path

import pytest
from tests.core.conftest import transcript

from qualog.material import Material
from qualog.project.project import Project

ACTS = Path(__file__).with_name("acts.py")
WORDS = "It was fine, I trust"


@pytest.fixture(scope="session")
def study(tmp_path_factory) -> Path:
    """A folder with a study (`s.qualog`) and a copy of it (`other.qualog`), closed."""
    folder = tmp_path_factory.mktemp("study")
    before = os.environ.get("QUALOG_CONFIG")
    os.environ["QUALOG_CONFIG"] = str(folder / "configuration")
    try:
        with Project.create(folder / "s.qualog", "Study", ["Ingrid", "Samir"]) as project:
            project.participants.add("Anna", name="Anna Andersdotter")
            document = Material(documents=(transcript(),))
            project.imports.import_(document, importer="test", participant="Anna")
            project.codes.add("trust", definition="relies on somebody")
            project.codings.apply("trust", "talk", quote="I trust", why="says so")
            project.memos.write("she sounds sure of it", about="Anna")
        shutil.copy(folder / "s.qualog", folder / "other.qualog")
        with Project.open(folder / "other.qualog", author=["Samir"]) as other:
            for number in range(5):
                other.codes.add(f"theirs {number}")
    finally:
        if before is None:
            del os.environ["QUALOG_CONFIG"]
        else:
            os.environ["QUALOG_CONFIG"] = before
    return folder
