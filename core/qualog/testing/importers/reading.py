"""What an importer reads: sound material, the same again, with the file as it is."""

from pathlib import Path
from typing import Final

import pytest

from qualog.importing.choice import HEAD
from qualog.material import ImportedCoding, ImportedMemo, ImportedMemoOn
from qualog.testing.importers.base import ImporterTests, parts
from qualog.testing.samples import Sample, check_material
from qualog.testing.watch import watched

_DAY: Final = 24 * 3600 * 1000
_EARLIEST: Final = 10 * 365 * _DAY
_LATEST: Final = 100 * 365 * _DAY
_FASTEST: Final = 100
"""Characters a second: nobody speaks a quarter as fast."""


class ReadingContract(ImporterTests):
    """What it reads is sound, is the same again, and has the units that it is to have."""

    def test_what_it_reads_is_sound(self, sample: Sample, tmp_path: Path) -> None:
        """Texts are canonical, all positions lie in them, turns are in order, losses are said."""
        check_material(self.read(sample, sample.write(tmp_path)))

    def test_it_reads_the_same_again(self, sample: Sample, tmp_path: Path) -> None:
        """The same file gives the same material, whenever it is read."""
        path = sample.write(tmp_path)
        assert self.read(sample, path) == self.read(sample, path)

    def test_the_original_is_the_file(self, sample: Sample, tmp_path: Path) -> None:
        """Byte for byte: this file, one that is read along with it, or one that is packed in it."""
        documents = self.read(sample, sample.write(tmp_path)).documents
        there = {*sample.files.values(), *(part.data for _, part in parts(sample))}
        for document in documents:
            assert document.original is None or document.original in there, (
                f"the original of “{document.name}” is none of the files, byte for byte"
            )

    def test_times_are_in_milliseconds(self, sample: Sample, tmp_path: Path) -> None:
        """Those of turns are the sample's `times`; without these, slow enough to be spoken."""
        documents = self.read(sample, sample.write(tmp_path)).documents
        turns = [(turn, document) for document in documents for turn in document.turns]
        if sample.times is not None:
            assert [(turn.time, turn.until) for turn, _ in turns] == list(sample.times)
            return
        times = [time for turn, _ in turns for time in (turn.time, turn.until) if time is not None]
        if not times:
            pytest.skip("its turns have no times")
        said = sum(
            turn.end - turn.start for turn, _ in turns if turn.time not in (None, max(times))
        )
        assert said * 1000 <= _FASTEST * (max(times) - min(times)), (
            f"{said} characters are said in {max(times) - min(times)} ms. "
            f"If that is so, give the sample its `times`"
        )

    def test_dates_are_in_milliseconds(self, sample: Sample, tmp_path: Path) -> None:
        """Those of codings and memos are of our days; in seconds, they would lie in 1970."""
        material = self.read(sample, sample.write(tmp_path))
        made: list[ImportedCoding | ImportedMemo | ImportedMemoOn] = [
            *material.codings,
            *material.memos,
            *material.memos_on,
        ]
        for each in made:
            assert each.dated is None or _EARLIEST < each.dated < _LATEST, (
                f"{each} is not dated in milliseconds since 1970"
            )

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
