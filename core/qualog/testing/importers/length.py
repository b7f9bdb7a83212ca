"""What an importer does with a longer file: it brings as much more, in as much more time."""

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from qualog.material import Material
from qualog.testing.importers.base import ImporterTests, texts
from qualog.testing.importers.wholeness import check_turns
from qualog.testing.samples import Sample

_SHORT: Final = 16_384
_SLACK: Final = 2.5
_TIMES: Final = (4, 16, 64)
_BEGINNING: Final = 10

Longer = Callable[[int], Sample]
"""Makes a sample so many times as long."""


class LengthContract(ImporterTests):
    """A file that is longer brings as much more, and is read in as much more time."""

    def test_a_longer_file_brings_more(self, sample: Sample, tmp_path: Path) -> None:
        """With the same again and again, no turn or coding is lost or lies elsewhere."""
        longer = self._longer(sample, tmp_path)
        three, four = (self.read(sample, longer(n).write(tmp_path)) for n in (3, 4))
        for document in four.documents:
            check_turns(document)
        for what, before, after in (
            ("turn", _turns(three), _turns(four)),
            ("coding", _codings(three), _codings(four)),
        ):
            more = len(after) - len(before)
            assert more > 0 or not after or what == "turn", (
                f"four times as long, it has no {what} more than three times as long"
            )
            if more > 0:
                assert after[-more:] == after[-2 * more : -more], f"a {what} has moved or is lost"

    def test_a_longer_file_takes_as_much_longer(self, sample: Sample, tmp_path: Path) -> None:
        """Of 16 times as much, a reader that goes over the rest for each line takes 256 times.

        It is the processor's own time, and what disturbs it can only let the test pass: for a short
        file the median of its readings counts, for a long one the shortest.
        """
        longer = self._longer(sample, tmp_path)
        copies = max(1, _SHORT // len(sample.content))
        short = median(self._seconds(longer(copies), tmp_path) for _ in range(7))
        for times in _TIMES:
            long, bound = longer(copies * times), times * _SLACK * short
            assert any(self._seconds(long, tmp_path) <= bound for _ in range(3)), (
                f"{times} times as much takes {_SLACK} times as long as it would, and longer"
            )

    def _seconds(self, sample: Sample, folder: Path) -> float:
        """Return how long the processor is busy with reading a sample."""
        path = sample.write(folder)
        collects = gc.isenabled()
        gc.disable()  # it goes over all objects of the program, also those of others
        try:
            begun = time.process_time()
            self.read(sample, path)
            return time.process_time() - begun
        finally:
            if collects:
                gc.enable()

    def _longer(self, sample: Sample, folder: Path) -> Longer:
        """Return what makes the sample longer: its own way, or lines that may follow again."""
        if sample.longer is not None:
            make = sample.longer
            return lambda times: sample.with_file(sample.name, make(times))
        ways = [(longer, self._sizes(longer, folder)) for longer in _again(sample)]
        for grows in (_evenly, _steadily):
            for longer, sizes in ways:
                if grows(sizes):
                    return longer
        pytest.skip("give the sample `longer`: a function that makes it so many times as long")

    def _sizes(self, longer: Longer, folder: Path) -> list[int]:
        """Return how much comes of the sample and of longer ones; nothing of what is refused."""
        found = [self.found(longer(times), folder) for times in (1, 2, 3, 4)]
        return [
            0 if isinstance(each, str) else sum(map(len, (*texts(each), each.codings)))
            for each in found
        ]


def _again(sample: Sample) -> list[Longer]:
    """Return what makes a text longer: all its lines again, or all after a beginning."""
    lines = sample.content.splitlines(keepends=True)
    if not lines or b"\0" in sample.content:
        return []
    end = b"" if lines[-1].endswith((b"\n", b"\r")) else b"\n"
    return [
        partial(_with_more, sample, end, b"".join(lines[first:]) + end)
        for first in range(min(len(lines), _BEGINNING))
    ]


def _with_more(sample: Sample, end: bytes, more: bytes, times: int) -> Sample:
    return sample.with_file(sample.name, sample.content + end + more * (times - 1))


def _evenly(sizes: Sequence[int]) -> bool:
    """Return whether each time brings as much as the first, but for the ends of lines."""
    return _grows(sizes) and all(
        abs(size - sizes[0] * times) <= times for times, size in enumerate(sizes, start=1)
    )


def _grows(sizes: Sequence[int]) -> bool:
    return all(before < after for before, after in pairwise((0, *sizes)))


def _steadily(sizes: Sequence[int]) -> bool:
    """Return whether each time after the first brings as much as the one before."""
    return _grows(sizes) and sizes[3] - sizes[2] == sizes[2] - sizes[1]


def _turns(material: Material) -> list[Any]:
    return [
        (turn.speaker, document.text[turn.start : turn.end])
        for document in material.documents
        for turn in document.turns
    ]


def _codings(material: Material) -> list[Any]:
    by_name = {document.name: document.text for document in material.documents}
    return [
        (
            coding.code,
            coding.author,
            coding.quote
            if coding.start is None
            else by_name.get(coding.document, "")[coding.start : coding.end],
        )
        for coding in material.codings
    ]
