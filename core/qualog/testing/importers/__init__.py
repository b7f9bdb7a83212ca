r"""The contract of importers, as tests for any importer, shipped or yours.

Write a class that begins with `Test`, let it inherit from `ImporterContract`, and give the
importer with samples of its files; pytest does the rest:

    class TestBarLines(ImporterContract):
        importer = BarLines()
        samples = (
            Sample("talk.bars", "I|How?\nR|Fine.\n", turns=(("I", "How?"), ("R", "Fine."))),
        )
"""

from qualog.testing.importers.characters import CharactersContract
from qualog.testing.importers.damaged import DamageContract
from qualog.testing.importers.effects import OptionsContract
from qualog.testing.importers.length import LengthContract
from qualog.testing.importers.reading import ReadingContract
from qualog.testing.importers.recognition import RecognitionContract
from qualog.testing.importers.wholeness import WholenessContract
from qualog.testing.samples import Sample

__all__ = ["ImporterContract", "Sample"]


class ImporterContract(
    RecognitionContract,
    ReadingContract,
    CharactersContract,
    WholenessContract,
    LengthContract,
    OptionsContract,
    DamageContract,
):
    """What every importer promises. Inherit, and give `importer` and `samples`.

    `prose` says that it reads any text. `utf8` says that its files, where they are text, are in
    UTF-8; set it to False for a format that has another encoding or none. `effects` are more
    samples, which are read for nothing but to see that each option changes something.
    """

    def test_there_are_samples(self) -> None:
        """A contract without a sample says nothing."""
        assert self.samples, "give samples: files of the kind that the importer reads"
