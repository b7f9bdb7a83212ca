"""Every shipped importer keeps the contract that a third party's is held to."""

from tests.plugins.importers.effects import EFFECTS
from tests.plugins.importers.samples import SAMPLES

from qualog.plugins.registry import installed_plugins
from qualog.testing.importers import ImporterContract

IMPORTERS = {each.name: each.plugin for each in installed_plugins().importers()}
READS_ANY_TEXT = {"plain-text"}
NOT_IN_UTF8 = {"rtf", "pdf"}


def test_each_has_samples():
    assert SAMPLES.keys() == IMPORTERS.keys()


for name, importer in IMPORTERS.items():
    globals()[f"Test{name.title().replace('-', '')}"] = type(
        name,
        (ImporterContract,),
        {
            "importer": importer,
            "samples": SAMPLES.get(name, ()),
            "effects": EFFECTS.get(name, ()),
            "prose": name in READS_ANY_TEXT,
            "utf8": name not in NOT_IN_UTF8,
            "test_a_file_damaged_at_random": None,  # test_fuzz.py does, with real files too
        },
    )
