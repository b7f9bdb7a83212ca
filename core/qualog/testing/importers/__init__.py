r"""The contract of importers, as tests for any importer, shipped or yours.

Write a class that begins with `Test`, let it inherit from `ImporterContract`, and give the
importer with samples of its files; pytest does the rest:

    class TestBarLines(ImporterContract):
        importer = BarLines()
        samples = (
            Sample("talk.bars", "I|How?\nR|Fine.\n", turns=(("I", "How?"), ("R", "Fine."))),
        )
"""

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualog.importing.choice import HEAD, importer_for
from qualog.material import ImportedDocument, Material
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registrations, installed_plugins
from qualog.project.project import Project
from qualog.state.state import State
from qualog.testing.damage import NOTHING, USUAL, Damage, contents, damages
from qualog.testing.plugin import PluginContract
from qualog.testing.samples import Sample, check_material, outcome
from qualog.testing.watch import watched

_MARK = b"\xef\xbb\xbf"
_BY_NAME = 0.2

STRANGERS = {
    "a picture": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb",
    "random bytes": random.Random(1).randbytes(2000),
}
"""Files that are of no importer's kind, by what they are."""

PROSE = (
    b"It was late when we came to the house. Nobody had lit the lamps,\n"
    b"and so we waited at the gate until somebody called our names.\n"
)


class ImporterContract(PluginContract):
    """What every importer promises. Inherit, and give `importer` and `samples`.

    `prose` says that it reads any text. `utf8` says that its files, where they are text, are in
    UTF-8; set it to False for a format that has another encoding or none.
    """

    importer: Importer
    samples: Sequence[Sample] = ()
    prose = False
    utf8 = True

    def plugin(self) -> Importer:
        """Return the importer."""
        return self.importer

    def installed(self) -> Registrations[Importer]:
        """Return the importers that are installed."""
        return installed_plugins().importers()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run what asks for a `sample` with each."""
        if "sample" in metafunc.fixturenames:
            names = [sample.name for sample in self.samples]
            metafunc.parametrize("sample", self.samples, ids=names)

    def read(self, sample: Sample, path: Path) -> Material:
        """Read a sample with its options."""
        return self.importer.read(path, self.options(**sample.options))

    def test_there_are_samples(self) -> None:
        """A contract without a sample says nothing."""
        assert self.samples, "give samples: files of the kind that the importer reads"

    # Which files it takes for its own

    def test_it_knows_its_own_files(self, sample: Sample, tmp_path: Path) -> None:
        """It says of its samples how sure it is, from above 0 to 1."""
        path = sample.write(tmp_path)
        assert 0 < self.importer.sniff(path, sample.content[:HEAD]) <= 1

    def test_it_is_the_surest_of_its_own_files(self, sample: Sample, tmp_path: Path) -> None:
        """Without `--with`, it is this importer that reads its samples."""
        path = sample.write(tmp_path)
        surest = importer_for(path, self.installed()).name
        assert (surest == self.importer.name) is not sample.asked_for, f"{surest} is the surest"

    def test_it_leaves_strange_files_alone(self, tmp_path: Path) -> None:
        """What holds nothing of its kind is not its own; no name alone makes it sure."""
        for what, content in STRANGERS.items():
            for name in ("stranger.bin", *(sample.name for sample in self.samples)):
                path = tmp_path / "strange" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                most = 0 if name == "stranger.bin" else _BY_NAME
                sure = self.importer.sniff(path, content[:HEAD])
                assert sure <= most, f"it takes {what} for its own, if it is called {name}"

    def test_it_leaves_an_empty_file_alone(self, tmp_path: Path) -> None:
        """An empty file of another name is not its own."""
        (tmp_path / "stranger.bin").touch()
        assert self.importer.sniff(tmp_path / "stranger.bin", b"") == 0

    def test_it_leaves_prose_alone(self, tmp_path: Path) -> None:
        """A plain text is not its own, unless it reads any text."""
        path = tmp_path / "notes.txt"
        path.write_bytes(PROSE)
        assert (self.importer.sniff(path, PROSE) > 0) is self.prose

    # What it reads

    def test_what_it_reads_is_sound(self, sample: Sample, tmp_path: Path) -> None:
        """Texts are canonical, all positions lie in them, turns are in order, losses are said."""
        check_material(self.read(sample, sample.write(tmp_path)))

    def test_it_reads_the_same_again(self, sample: Sample, tmp_path: Path) -> None:
        """The same file gives the same material, whenever it is read."""
        path = sample.write(tmp_path)
        assert self.read(sample, path) == self.read(sample, path)

    def test_it_does_not_normalise(self, sample: Sample, tmp_path: Path) -> None:
        """A character that has another form (Å, U+212B) stays the one that it is."""
        if not (self.utf8 and _is_text(sample.content)):
            pytest.skip("it is not text in UTF-8")
        documents = self.read(sample, sample.write(tmp_path)).documents
        for word in re.findall(r"[A-Za-z]{3,}", " ".join(document.text for document in documents)):
            holders = [name for name, data in sample.files.items() if word.encode() in data]
            if len(holders) == 1 and sample.files[holders[0]].count(word.encode()) == 1:
                odd = f"{word[0]}\u212b{word[2:]}"
                content = sample.files[holders[0]].replace(word.encode(), odd.encode())
                path = sample.with_file(holders[0], content).write(tmp_path)
                found = _texts(self.read(sample, path))
                assert any(odd in text for text in found), f"it changed {odd!r}"
                return

    def test_a_byte_order_mark_is_no_word(self, sample: Sample, tmp_path: Path) -> None:
        """A file that Windows wrote a byte order mark into gives the same texts."""
        if not (self.utf8 and _is_text(sample.content)):
            pytest.skip("it is not text in UTF-8")
        texts = _texts(self.read(sample, sample.write(tmp_path)))
        marked = _MARK + sample.content.removeprefix(_MARK)
        path = sample.with_file(sample.name, marked).write(tmp_path)
        assert self.importer.sniff(path, path.read_bytes()[:HEAD]) > 0
        assert _texts(self.read(sample, path)) == texts

    def test_it_only_reads(self, sample: Sample, tmp_path: Path) -> None:
        """It changes no file, leaves none behind, and asks nobody over the network."""
        path = sample.write(tmp_path)
        self.read(sample, path)  # what it imports the first time may be compiled and written
        with watched() as acts:
            self.importer.sniff(path, sample.content[:HEAD])
            self.read(sample, path)
        assert acts == []
        found = {path for path in tmp_path.rglob("*") if path.is_file()}
        assert found == {tmp_path / name for name in sample.files}
        assert {name: (tmp_path / name).read_bytes() for name in sample.files} == sample.files

    # Damaged files

    def test_a_file_of_nothing(self, sample: Sample, tmp_path: Path) -> None:
        """Empty, blank, NUL bytes, half a character: it says so, or gives sound material."""
        for name in sample.files:
            for content in NOTHING:
                self.survive(sample.with_file(name, content), tmp_path)

    def test_a_damaged_file(self, sample: Sample, tmp_path: Path) -> None:
        """Cut off, flipped, with odd bytes in it: it says so, or gives sound material."""
        for name, data in sample.files.items():
            for damage in USUAL:
                self.survive(sample.with_file(name, damage(data)), tmp_path)
            for content in contents(data):
                half = content.data[: len(content.data) // 2]
                self.survive(sample.with_file(name, content.put(half)), tmp_path)

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
            HealthCheck.too_slow,
        ],
    )
    @given(which=st.integers(0, 9), made=st.lists(damages(), min_size=1, max_size=3))
    def test_a_file_damaged_at_random(
        self, sample: Sample, tmp_path: Path, which: int, made: list[Damage]
    ) -> None:
        """The same, in ways that nobody thought of."""
        name, content = list(sample.files.items())[which % len(sample.files)]
        for damage in made:
            content = damage(content)
        self.survive(sample.with_file(name, content), tmp_path)

    def survive(self, sample: Sample, folder: Path) -> None:
        """Read a sample that may be anything: a `QualogError` with words, or sound material."""
        outcome(self.importer, sample, folder, State())

    # In a study

    def test_it_comes_into_a_study_and_once(
        self, own_configuration: None, sample: Sample, tmp_path: Path
    ) -> None:
        """The codings mark the words that they are to mark; a second time adds nothing."""
        path = sample.write(tmp_path / "files")
        with Project.create(tmp_path / "study.qualog", "Study", ["Ingrid"]) as project:
            there = tuple(ImportedDocument(name, text) for name, text in sample.texts.items())
            if there:
                project.imports.import_(Material(there), importer="test")
            before = project.state.decisions
            project.imports.import_(self.read(sample, path), importer=self.importer.name)
            state = project.state
            once = state.decisions
            assert once > before, "nothing was imported"
            assert _coded(state) == list(sample.coded)
            if sample.turns is not None:
                assert _turns(state) == list(sample.turns)
            project.imports.import_(self.read(sample, path), importer=self.importer.name)
            assert project.state.decisions == once, "the second time, more was imported"


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _texts(material: Material) -> list[str]:
    return [document.text for document in material.documents]


def _coded(state: State) -> list[tuple[str, str]]:
    return [
        (state.codebook.name(coding.code), state.quote(coding))
        for document in state.documents
        for coding in state.codings_in(document)
    ]


def _turns(state: State) -> list[tuple[str | None, str]]:
    return [
        (
            document.speakers[turn.speaker] if turn.speaker >= 0 else None,
            state.text(id_)[turn.start : turn.end],
        )
        for id_, document in state.documents.items()
        for turn in document.turns
    ]
