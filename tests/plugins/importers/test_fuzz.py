"""Damaged files of every format: an importer says what is wrong, or gives what can come in.

All importers of this installation are asked, through the registry, so that a new one is fuzzed
before anybody thinks of it. `--nightly` tries more, and real files too.
"""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.samples import Sample, samples, samples_of
from tests.plugins.importers.soundness import outcome
from tests.plugins.importers.test_real_files import COME

from qualog.material import ImportedDocument, Material
from qualog.plugins import choose, installed_plugins
from qualog.project import Project

IMPORTERS = [offer.name for offer in installed_plugins().importers()]
ODD = [
    b"\x00", b"\x00" * 40, b"\xed\xa0\x80", b"\\ud83d", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\xff",
    b"-1", b"9" * 20, b"1e999", b"|", b"\t", b'"', b"\\", b"<", b"&#x0;", b"&#xd800;", b"{", b"]",
    b"[[[[", b"\xe2\x80\xa8", b"../../etc", b"\xf0\x9f\x90\x88", b"null", b"'", b">>", b"",
]  # fmt: skip
KINDS = ["cut", "insert", "insert", "repeat", "out", "digit", "flip", "swap"]


def damaged(data, kind, at, odd, size):
    """Give bytes that were cut, put in, repeated, taken out, exchanged, or of which a bit fell."""
    place = at % (len(data) + 1)
    match kind:
        case "cut":
            return data[:place]
        case "insert":
            return data[:place] + odd + data[place:]
        case "repeat":
            return data[:place] + data[max(0, place - size * 4) :]
        case "out":
            return data[:place] + data[place + size :]
        case "swap":
            return data[:place] + data[place + size : place + 2 * size] + data[place:]
        case "digit":
            digits = [index for index, each in enumerate(data) if 48 <= each <= 57] or [place]
            place = digits[at % len(digits)]
            return data[:place] + b"%d" % (size % 10) + data[place + 1 :]
    flipped = bytes([each ^ (1 << size % 8) for each in data[place : place + 1]])
    return data[:place] + flipped + data[place + 1 :]


def with_member(data, at, harm):
    """Give an archive with one of its files harmed; the bytes themselves where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive that was harmed before lets out whatever it runs into
        files = {}
    if not files:
        return harm(data)
    wanted = sorted(files)[at % len(files)]
    inner = files[wanted]
    files[wanted] = with_member(inner, at, harm) if inner.startswith(b"PK") else harm(inner)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


harms = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 2**24),
        st.sampled_from(ODD),
        st.integers(1, 60),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def harmed(sample, file, harms):
    """Give a sample of which one file was harmed, in an archive also one of its files."""
    name = sorted(sample.files)[file % len(sample.files)]
    data = sample.files[name]
    for kind, at, odd, size, inside in harms:

        def harm(content, how=(kind, at, odd, size)):
            return damaged(content, *how)

        is_archive = inside and data.startswith(b"PK")
        data = with_member(data, at, harm) if is_archive else harm(data)
    return sample.with_file(name, data)


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A study with documents of the names that the files speak of."""
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Me"]) as project:
        texts = [("talk", "R: I trust them 🐈 all.\nI: Åh, why?\n"), ("page", "I trust them.\n")]
        documents = tuple(ImportedDocument(name, text) for name, text in texts)
        project.imports.take_in(Material(documents), importer="test")
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
        files = {str(each.relative_to(root)): each.read_bytes() for each in (path, *beside)}
        found.append(Sample(str(path.relative_to(root)), files))
    return found


def test_each_shipped_importer_is_the_surest_of_its_samples(tmp_path, state):
    for offer in installed_plugins().importers():
        if offer.source.distribution == "qualog":
            for number, sample in enumerate(samples()[offer.name]):
                path = sample.write(tmp_path / offer.name / str(number))
                assert installed_plugins().importer_for(path).name == offer.name
                material = outcome(offer, path, state)
                assert material.documents or material.codings or material.codes or material.values


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
    offer = choose(installed_plugins().importers(), name, "importer")
    outcome(offer, Sample(file, {file: content.encode()}).write(tmp_path), state)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_damaged_file_raises_nothing_that_is_not_for_people(name, tmp_path, state, request):
    nightly = request.config.getoption("--nightly")
    pool = list(samples_of(name))
    if nightly:
        pool += real_samples(request.getfixturevalue("shared") / "interop", name)
    offer = choose(installed_plugins().importers(), name, "importer")

    @settings(
        max_examples=1500 if nightly else 20,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, len(pool) - 1), st.integers(0, 99), harms)
    def try_one(which, file, made):
        sample = harmed(pool[which], file, made)
        outcome(offer, sample.write(tmp_path / str(which)), state)

    try_one()
    assert not installed_plugins().faults
