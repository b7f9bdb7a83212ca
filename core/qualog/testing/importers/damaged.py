"""What an importer does with damaged files: it says so, or gives sound material."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualog.state.state import State
from qualog.testing.damage import NOTHING, USUAL, Damage, contents, damages
from qualog.testing.importers.base import ImporterTests
from qualog.testing.samples import Sample, outcome


class DamageContract(ImporterTests):
    """Damaged files lead to a message or to sound material, never to a stumble."""

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
