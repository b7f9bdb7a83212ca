"""That an importer brings all that is in a file, and says what it does not bring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog.state.state import State
from qualog.testing.importers.base import ImporterTests
from qualog.testing.samples import Sample

_WHO_IMPORTS = "whoever imports"


class WholenessContract(ImporterTests):
    """It brings all that is in a file, each where it belongs, and says what it does not bring."""

    def test_it_comes_into_a_study_and_once(
        self, own_configuration: None, sample: Sample, tmp_path: Path
    ) -> None:
        """The codings mark the words that they are to mark; a second time adds nothing."""
        path = sample.write(tmp_path / "files")
        with _study(sample, tmp_path) as project:
            before = project.state.decisions
            project.imports.import_(self.read(sample, path), importer=self.importer.name)
            once = project.state.decisions
            assert once > before, "nothing was imported"
            assert [coding[:2] for coding in _coded(project.state)] == list(sample.coded)
            if sample.turns is not None:
                assert _turns_in(project.state) == list(sample.turns)
            project.imports.import_(self.read(sample, path), importer=self.importer.name)
            assert project.state.decisions == once, "the second time, more was imported"

    def test_codings_are_by_who_made_them(
        self, own_configuration: None, sample: Sample, tmp_path: Path
    ) -> None:
        """Each is by the one of the sample's `coders`; None is whoever imports."""
        if not sample.coded:
            pytest.skip("it has no codings")
        if sample.coders is None:
            pytest.skip("give the sample its `coders`: who made each of its codings")
        path = sample.write(tmp_path / "files")
        with _study(sample, tmp_path) as project:
            project.imports.import_(self.read(sample, path), importer=self.importer.name)
            assert [coding[2] for coding in _coded(project.state)] == list(sample.coders)

    def test_turns_lie_where_the_words_are(self, sample: Sample, tmp_path: Path) -> None:
        """None is cut off. Each line is in one, unless the sample's `turns` say otherwise."""
        documents = self.read(sample, sample.write(tmp_path)).documents
        if not any(document.turns for document in documents):
            pytest.skip("it has no turns")
        for document in documents:
            check_turns(document)
            if sample.turns is None:
                _check_lines(document)

    def test_what_is_left_behind_is_said(self, sample: Sample, tmp_path: Path) -> None:
        """All that is in `dropped`; without it, something, where a line of words brings nothing."""
        whole = self.read(sample, sample.write(tmp_path))
        if sample.dropped is not None:
            assert list(map(str, whole.dropped)) == list(sample.dropped)
            return
        if whole.dropped:
            return
        for line, shorter in _without_a_line(sample):
            found = self.found(shorter, tmp_path)
            assert isinstance(found, str) or _brought(found) != _brought(whole), (
                f"“{line}” brings nothing, and that is not said. "
                f"If nothing is lost by it, give the sample `dropped=()`"
            )


def check_turns(document: ImportedDocument) -> None:
    """Check that turns are whole: none begins or ends within a word, or with white space."""
    text = document.text
    for turn in document.turns:
        words = text[turn.start : turn.end]
        cut = _is_inside_a_word(text, turn.start) or _is_inside_a_word(text, turn.end)
        assert not cut, f"“{document.name}”: the turn “{words}” begins or ends within a word"
        assert words == words.strip(), (
            f"“{document.name}”: around the turn “{words}” is white space"
        )


def _check_lines(document: ImportedDocument) -> None:
    """Check that in a text that has turns each line is in one."""
    place = 0
    for line in document.text.split("\n") if document.turns else ():
        end = place + len(line)
        covered = any(turn.start < end and place < turn.end for turn in document.turns)
        assert covered or not line.strip(), (
            f"“{document.name}”: the line “{line}” is in no turn. "
            f"If that is so, give the sample its `turns`"
        )
        place = end + 1


def _is_inside_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1 : place + 1].isalnum()


def _without_a_line(sample: Sample) -> Iterator[tuple[str, Sample]]:
    """Yield each line with words, and the sample without it; nothing if it is no text."""
    try:
        lines = sample.content.decode().splitlines(keepends=True)
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines):
        if any(character.isalnum() for character in line):
            rest = "".join((*lines[:number], *lines[number + 1 :]))
            yield line.strip(), sample.with_file(sample.name, rest.encode())


def _brought(material: Material) -> Material:
    """Return what is brought of a file, without its bytes and how it was read."""
    documents = tuple(evolve(each, original=None) for each in material.documents)
    return evolve(material, documents=documents, how="", samples=())


def _study(sample: Sample, folder: Path) -> Project:
    """Make a study that has the texts which the sample speaks of."""
    project = Project.create(folder / "study.qualog", "Study", [_WHO_IMPORTS])
    there = tuple(ImportedDocument(name, text) for name, text in sample.texts.items())
    if there:
        project.imports.import_(Material(there), importer="test")
    return project


def _coded(state: State) -> list[tuple[str, str, str | None]]:
    return [
        (
            state.codebook.name(coding.code),
            state.quote(coding),
            _names(state, coding.made.authors),
        )
        for document in state.documents
        for coding in state.codings_in(document)
    ]


def _names(state: State, authors: tuple[str, ...]) -> str | None:
    names = " & ".join(state.authors[author].name for author in authors)
    return None if names == _WHO_IMPORTS else names


def _turns_in(state: State) -> list[tuple[str | None, str]]:
    return [
        (
            document.speakers[turn.speaker] if turn.speaker >= 0 else None,
            state.text(id_)[turn.start : turn.end],
        )
        for id_, document in state.documents.items()
        for turn in document.turns
    ]
