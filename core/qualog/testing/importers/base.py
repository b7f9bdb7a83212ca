"""What the tests of importers share: the importer, its samples, and how a sample is read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qualog.errors import QualogError
from qualog.material import Material
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registrations, installed_plugins
from qualog.testing.damage import Damaged, contents
from qualog.testing.plugin import PluginContract
from qualog.testing.samples import Sample


class ImporterTests(PluginContract):
    """An importer with its samples; the contract's tests are in the classes that inherit."""

    importer: Importer
    samples: Sequence[Sample] = ()
    effects: Sequence[Sample] = ()
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

    def found(self, sample: Sample, folder: Path) -> Material | str:
        """Return what comes of a sample that may be anything: material, or why it is refused."""
        try:
            return self.read(sample, sample.write(folder))
        except QualogError as error:
            return str(error)


def parts(sample: Sample) -> Iterator[tuple[str, Damaged]]:
    """Yield what is in a sample's files, each with the file's name: of an archive, its files."""
    for name, data in sample.files.items():
        for part in contents(data):
            yield name, part


def texts(material: Material) -> list[str]:
    """Return the texts of all documents."""
    return [document.text for document in material.documents]
