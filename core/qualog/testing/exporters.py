"""The contract of exporters, as tests for any exporter, shipped or yours.

Write a class that begins with `Test`, let it inherit from `ExporterContract`, and give the
exporter with words of the study in `qualog.testing.study` that its file must hold; pytest does
the rest:

    class TestMyExporter(ExporterContract):
        exporter = MyExporter()
        holds = ("trust", "They decide")
"""

import io
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import pytest
from attrs import frozen

from qualog.errors import QualogError
from qualog.exporting.targets import default_name
from qualog.plugins.protocols import Exporter, WithSeveralFiles
from qualog.plugins.registry import Registrations, installed_plugins
from qualog.project.project import Project
from qualog.testing.plugin import PluginContract
from qualog.testing.study import EARLY, HIDDEN, LATER, WITHDRAWN, full_study, go_blind, new_study
from qualog.testing.watch import watched
from qualog.views.study import Study


@frozen
class Studies:
    """Where the studies lie: one in which much has happened, and one in a blind round."""

    full: Path
    blind: Path


_STUDIES = pytest.StashKey[Studies]()
_DAY = 24 * 3600
_OLD = b"what was there before\n"


class ExporterContract(PluginContract):
    """What every exporter promises. Inherit, and give `exporter` and `holds`.

    `holds` are words of the study (`qualog.testing.study`) that are found in what is written.
    `tried` are options that it is run with, as they are typed after `-o`; the first are those
    under which `holds` holds. If it packs its file other than as a zip, say in `unpacked` how
    it is read.
    """

    exporter: Exporter
    holds: Sequence[str] = ()
    tried: Sequence[Mapping[str, str]] = ({},)

    def plugin(self) -> Exporter:
        """Return the exporter."""
        return self.exporter

    def installed(self) -> Registrations[Exporter]:
        """Return the exporters that are installed."""
        return installed_plugins().exporters()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run what asks for options that are `typed` with each."""
        if "typed" in metafunc.fixturenames:
            names = [
                " ".join(f"{name}={value}" for name, value in typed.items()) or "-"
                for typed in self.tried
            ]
            metafunc.parametrize("typed", self.tried, ids=names)

    @pytest.fixture
    def project(self, own_configuration: None, studies: "Studies") -> Iterator[Project]:
        """Yield a study in which much has happened."""
        with Project.open(studies.full) as project:
            yield project

    @pytest.fixture
    def studies(
        self,
        own_configuration: None,
        request: pytest.FixtureRequest,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> "Studies":
        """Return the studies that exporters are tested on: made once, as nobody changes them."""
        stash = request.config.stash
        if _STUDIES not in stash:
            with full_study(tmp_path_factory.mktemp("study")) as made:
                pass
            with full_study(tmp_path_factory.mktemp("blind")) as blind:
                go_blind(blind)
            stash[_STUDIES] = Studies(made.path, blind.path)
        return stash[_STUDIES]

    def unpacked(self, content: bytes) -> bytes:
        """Return what a file holds, so that words are found in it."""
        if not content.startswith(b"PK"):
            return content
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"\n".join(self.unpacked(package.read(name)) for name in package.namelist())

    def target(self, folder: Path) -> Path:
        """Return the file that it is to write in a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"out{self.exporter.suffix}"

    def write(self, study: Study, folder: Path, typed: Mapping[str, str]) -> dict[Path, bytes]:
        """Export into a folder; return all that is in it then."""
        target = self.target(folder)
        left_out = self.exporter.write(study, target, self.options(**typed))
        assert not isinstance(left_out, str), "what is left out is a sequence of sentences"
        assert all(str(what).strip() for what in left_out), "what is left out is said in no words"
        return files_in(folder)

    def announced(self, study: Study, folder: Path, typed: Mapping[str, str]) -> set[Path]:
        """Return the files that it says it will write, relative to the folder."""
        target = self.target(folder)
        files: Sequence[Path] = [target]
        if isinstance(self.exporter, WithSeveralFiles):
            files = self.exporter.files(study, target, self.options(**typed))
        return {file.relative_to(folder) for file in files}

    # What it writes

    def test_its_file_has_a_name_of_its_own(self) -> None:
        """A file that nobody named is called as that of no other format that is installed."""
        others = [offer.plugin for offer in self.installed() if offer.name != self.exporter.name]
        own = default_name(self.exporter, "study")
        assert own.casefold() not in {default_name(other, "study").casefold() for other in others}

    def test_it_writes_what_it_says(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """Just the files that it announced, so that qualog export replaces no other."""
        announced = self.announced(project.at(), tmp_path / "out", typed)
        assert self.write(project.at(), tmp_path / "out", typed).keys() == announced
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_what_it_writes_holds_the_study(self, project: Project, tmp_path: Path) -> None:
        """The words that it is to hold are there."""
        assert self.holds, "give `holds`: words of the study that are found in what it writes"
        files = self.write(project.at(), tmp_path, self.tried[0])
        whole = b"\n".join(map(self.unpacked, files.values()))
        for words in self.holds:
            assert words.encode() in whole, f"“{words}” is not in it"

    def test_the_same_state_gives_the_same_bytes(
        self,
        project: Project,
        tmp_path: Path,
        typed: Mapping[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Also a day later, so that two exports can be compared."""
        first = self.write(project.at(), tmp_path / "first", typed)
        now = time.time
        monkeypatch.setattr(time, "time", lambda: now() + _DAY)
        assert self.write(project.at(), tmp_path / "second", typed) == first

    def test_it_writes_over_what_was_there(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """With --force, nothing of the old file stays."""
        new = self.write(project.at(), tmp_path / "new", typed)
        self.put_old(tmp_path / "old", new, _OLD * 100_000)
        assert self.write(project.at(), tmp_path / "old", typed) == new

    def test_it_only_writes_there(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """It decides nothing, writes nowhere else, and asks nobody over the network."""
        heads = project.log.store.heads()
        self.write(project.at(), tmp_path / "first", typed)
        with watched() as acts:
            self.write(project.at(), tmp_path / "again", typed)
        # A temporary file is not written to a place of the user's.
        assert [act for act in acts if gettempdir() not in act] == []
        assert project.log.store.heads() == heads

    # Which study

    def test_an_empty_study(
        self, own_configuration: None, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """A study without a text is written too, or refused in words."""
        with new_study(tmp_path) as project:
            try:
                announced = self.announced(project.at(), tmp_path / "out", typed)
                assert self.write(project.at(), tmp_path / "out", typed).keys() == announced
            except QualogError as error:
                assert str(error).strip()
                assert files_in(tmp_path / "out") == {}

    def test_an_earlier_moment(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """What was decided later is not in it."""
        files = self.write(project.at(EARLY), tmp_path, typed)
        self.lacks(files, LATER)

    def test_nothing_of_who_withdrew(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """Neither what they said nor who they were, nor what was written about it."""
        files = self.write(project.at(), tmp_path / "now", typed)
        files |= self.write(project.at(EARLY), tmp_path / "before", typed)
        self.lacks(files, *WITHDRAWN)

    def test_nothing_that_a_blind_round_hides(
        self, own_configuration: None, studies: Studies, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """While the round is open, the other coder's work is not in it; or it says no."""
        with Project.open(studies.blind, viewer=["Ingrid Falk"]) as project:
            assert project.at().hidden
            try:
                self.lacks(self.write(project.at(), tmp_path / "out", typed), HIDDEN)
            except QualogError as error:
                assert str(error).strip()

    # When it fails

    def test_a_folder_that_is_not_there(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """It says so, and makes none."""
        target = tmp_path / "nowhere" / f"out{self.exporter.suffix}"
        with pytest.raises(QualogError):
            self.exporter.write(project.at(), target, self.options(**typed))
        assert files_in(tmp_path) == {}

    def test_a_disk_that_is_full(
        self, project: Project, tmp_path: Path, typed: Mapping[str, str]
    ) -> None:
        """Each file is what it was before or what it is to be, and no draft is left."""
        new = self.write(project.at(), tmp_path / "new", typed)
        self.put_old(tmp_path / "old", new, _OLD)
        with files_up_to(max(map(len, new.values())) * 2 // 3), pytest.raises(QualogError):
            self.write(project.at(), tmp_path / "old", typed)
        left = files_in(tmp_path / "old")
        assert left.keys() == new.keys()
        for path, content in left.items():
            assert content in (_OLD, new[path]), f"{path} is half written"

    def put_old(self, folder: Path, new: Mapping[Path, bytes], content: bytes) -> None:
        """Put something into a folder, where files will be written."""
        for path in new:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    def lacks(self, files: Mapping[Path, bytes], *words: str) -> None:
        """Check that words are in none of the files, nor in their names."""
        for path, content in files.items():
            for word in words:
                assert word.encode() not in self.unpacked(content), f"“{word}” is in {path}"
                assert word not in str(path), f"“{word}” is in the name {path}"


def files_in(folder: Path) -> dict[Path, bytes]:
    """Return the files in a folder and below it, by their paths relative to the folder."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is full."""
    resource = pytest.importorskip("resource", reason="this system has no limit on files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
