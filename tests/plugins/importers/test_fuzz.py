"""Damaged files of every format: an importer says what is wrong, or gives what can come in.

All importers of this installation are asked, through the registry, so that a new one is fuzzed
before anybody thinks of it. `--nightly` tries more, and real files too.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.samples import STUDY, samples_of
from tests.plugins.importers.test_real_files import COME

from qualog.material import ImportedDocument, Material
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog.testing.damage import damages
from qualog.testing.samples import Sample, outcome

IMPORTERS = [offer.name for offer in installed_plugins().importers()]


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A study with documents of the names that the files speak of."""
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Me"]) as project:
        documents = tuple(ImportedDocument(*each) for each in STUDY.items())
        project.imports.import_(Material(documents), importer="test")
        yield project.state


def real_samples(folder, name, most=200_000):
    """Give the real files of an importer, with those beside them that are read along."""
    found = []
    for file, row in COME.items():
        path = folder / file
        if row.importer != name or path.stat().st_size > most:
            continue
        root = path.parents[3] if name == "catma" else path.parent
        beside = [each for each in root.rglob("*") if each.is_file()] if name == "catma" else []
        beside += [path.with_suffix(".txt")] if name == "brat" else []
        files = {str(each.relative_to(root)): each.read_bytes() for each in beside}
        found.append(Sample(str(path.relative_to(root)), path.read_bytes(), beside=files))
    return found


FOUND = [
    ("subtitles", "talk.srt", "99:00:01,000 --> 00:02,5\nÅ: a\n\n00:03,0 --> 00:04,0\nÅ: b"),
    ("otranscribe", "talk.otr", r'{"text": "<p>I: Hej</p>", "media": "\ud83dx.mp3"}'),
    ("doccano", "set.jsonl", r'{"text": "\u0000", "label": []}'),
    ("uima-xmi", "talk.json", r'{"%TYPES": {}, "%FEATURE_STRUCTURES": [{"%ID": [], "%TYPE": {}}]}'),
    ("qcoder", "talk.txt", "(QCODE)" * 40_000),
    ("coded-segments", "rows.csv", "document,code,quote\ntalk,a,\"" + 'I ""so' * 9_000 + '"\n'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "content"), FOUND, ids=[each[0] for each in FOUND])
def test_what_the_fuzz_found_once(name, file, content, tmp_path, state):
    offer = installed_plugins().importers().named(name)
    outcome(offer.plugin, Sample(file, content), tmp_path, state)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_damaged_file_raises_nothing_that_is_not_for_people(name, tmp_path, state, request):
    nightly = request.config.getoption("--nightly")
    pool = list(samples_of(name))
    if nightly:
        pool += real_samples(request.getfixturevalue("shared") / "interop", name)
    offer = installed_plugins().importers().named(name)

    @settings(
        max_examples=1500 if nightly else 20,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(pool), st.integers(0, 99), st.lists(damages(), min_size=1, max_size=4))
    def try_one(sample, file, made):
        name, data = list(sample.files.items())[file % len(sample.files)]
        for damage in made:
            data = damage(data)
        outcome(offer.plugin, sample.with_file(name, data), tmp_path, state)

    try_one()
    assert not installed_plugins().failures
