"""Which files an importer takes for its own."""

import random
from pathlib import Path

from qualog.importing.choice import HEAD, importer_for
from qualog.testing.importers.base import ImporterTests
from qualog.testing.samples import Sample

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


class RecognitionContract(ImporterTests):
    """Which files it takes for its own."""

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
