"""Files that were made to do harm, for every importer of this installation, through the registry.

Each is refused in words for people, or taken in as sound material: no traceback, nothing of
another file, bounded memory, and through the command line no line in the log.
"""

import io
import json
import re
import stat
import struct
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from click.testing import CliRunner
from tests.plugins.importers.samples import SAMPLES, STUDY, samples_of

from qualog.material import ImportedDocument, Material
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog.testing.damage import contents, packed, unpacked
from qualog.testing.samples import outcome
from qualog_cli.main import qualog

IMPORTERS = [offer.name for offer in installed_plugins().importers()]
ARCHIVES = [
    name for name in IMPORTERS
    if any(each.startswith(b"PK") for one in samples_of(name) for each in one.files.values())
]  # fmt: skip
SECRET = "Nobody may read this"
WRONG = [None, True, -1, 2**70, 1e308, "", "x", "\ud83d", "\0", [], {}, [[]]]
DEEP = [
    b"[",
    b'{"a":',
    b"<a>",
    b"<div>",
    b"{",
    b"{\\field{",
    b"(QCODE)",
    b'"',
    b"<v A>",
    b">>",
    b"&#x",
]
BRACKETS = 5_000
_BESIDE = re.compile(r"theme|styles|docProps|rels|Content_Types|workbook|mimetype|exported")


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A study with documents of the names that the files speak of."""
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Me"]) as project:
        documents = tuple(ImportedDocument(*each) for each in STUDY.items())
        project.imports.import_(Material(documents), importer="test")
        yield project.state


@pytest.fixture
def look(tmp_path, state):
    """Give what comes of harmed samples of an importer."""

    def look(name, *harmed):
        offer = installed_plugins().importers().named(name)
        return [outcome(offer.plugin, each, tmp_path / "harmed", state) for each in harmed]

    return look


def places(data):
    """Give each content of a file, but what an importer of it passes over."""
    return [each for each in contents(data) if not _BESIDE.search(each.name)]


def harmed(name, harm):
    """Give an importer's samples with each of their contents harmed, one at a time."""
    for sample in samples_of(name):
        for file, data in sample.files.items():
            for content in places(data):
                for new in harm(content.data):
                    yield sample.with_file(file, content.put(new))


@pytest.mark.parametrize("name", IMPORTERS)
def test_nuls_and_halves_of_characters(name, look):
    odd = (b"\x00", b"\xed\xa0\xbd", b"\\ud83d", b"&#xd83d;", b"&#0;")

    def harm(data):
        letters = [found.start() for found in re.finditer(rb"[a-z]{3}", data)]
        for at in letters[:: max(1, len(letters) // 5)]:
            yield from (data[:at] + each + data[at:] for each in odd)

    look(name, *harmed(name, harm))


@pytest.mark.parametrize("name", IMPORTERS)
def test_huge_numbers(name, look):
    huge = (b"9" * 5000, b"-1", b"1e999", b"2147483648", "٣²".encode())

    def harm(data):
        numbers = list(re.finditer(rb"\d+", data))
        for found in numbers[:: max(1, len(numbers) // 6)]:
            yield from (data[: found.start()] + each + data[found.end() :] for each in huge)
        yield from (re.sub(rb"\d+", each, data) for each in huge)

    look(name, *harmed(name, harm))


def with_wrong_types(value):
    """Give JSON with each of its values in turn exchanged for others."""
    yield from WRONG
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, inner in parts:
        for wrong in with_wrong_types(inner):
            yield {**value, key: wrong} if isinstance(value, dict) else [
                *value[:key], wrong, *value[key + 1 :],
            ]  # fmt: skip


def json_of(data):
    try:
        return json.loads(data)
    except ValueError:
        return None


@pytest.mark.parametrize(
    "name",
    [
        name for name in IMPORTERS
        if any(json_of(each) for one in samples_of(name) for each in one.files.values())
    ],
)  # fmt: skip
def test_wrong_types_in_json(name, look):
    def harm(data):
        for value in with_wrong_types(json_of(data)) if json_of(data) else ():
            yield json.dumps(value).encode()

    look(name, *harmed(name, harm))


@pytest.mark.parametrize("name", IMPORTERS)
def test_deep_nesting(name, look):
    def harm(data):
        for each in DEEP:
            at = len(data) * 2 // 3
            yield each * BRACKETS
            yield data[:at] + each * BRACKETS + data[at:]

    look(name, *harmed(name, harm))


@pytest.mark.parametrize("name", IMPORTERS)
def test_entities_are_not_resolved(name, look, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    kinds = {
        f'<!ENTITY a0 "ha">{laughs}': b"&a11;",
        f'<!ENTITY a SYSTEM "{secret.as_uri()}">': b"&a;",
        f'<!ENTITY % a SYSTEM "{secret.as_uri()}"> %a;': b"&b;",
    }

    def harm(data):
        found = re.search(rb"<([A-Za-z][\w:]*)", data)
        if found is None:
            return
        for declared, used in kinds.items():
            doctype = b"<!DOCTYPE %s [%s]>" % (found[1], declared.encode())
            told = re.sub(rb"<!DOCTYPE[^>]*>", b"", data)
            at = re.search(rb"<[A-Za-z]", told).start()
            with_text = re.sub(rb">(?=[^<])", b">" + used, told[at:])
            with_value = re.sub(rb'(?<=[a-z]=")', used, told[at:], count=9)
            yield from (told[:at] + doctype + each for each in (with_text, with_value))

    assert SECRET not in repr(look(name, *harmed(name, harm)))


def with_sizes(archive, size):
    """Give an archive whose files all say that they unpack to so many bytes."""
    data = bytearray(archive)
    for found in re.finditer(b"PK\x01\x02", archive):
        struct.pack_into("<L", data, found.start() + 24, size)
    return bytes(data)


@pytest.mark.parametrize("name", ARCHIVES)
def test_bombs_in_archives(name, look):
    """What says that it unpacks to 3 GB is not unpacked; what lies is not believed."""
    honest, lying = [], []
    for sample in samples_of(name):
        for file, data in sample.files.items():
            if data.startswith(b"PK"):
                honest.append(sample.with_file(file, with_sizes(data, 3 * 2**30)))
                files = {
                    each: content if _BESIDE.search(each) else bytes(9_000_000)
                    for each, content in unpacked(data).items()
                }
                lying.append(sample.with_file(file, with_sizes(packed(files), 1000)))
    assert all("unpacks to far more than" in each for each in look(name, *honest))
    tracemalloc.start()
    try:
        look(name, *lying)
        assert tracemalloc.get_traced_memory()[1] < 9_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ARCHIVES)
def test_no_way_leads_out_of_an_archive(name, look, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")

    def links(files):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for name in files:
                info = zipfile.ZipInfo(name)
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(info, str(secret))
        return whole.getvalue()

    def harm(data):
        files = unpacked(data)
        yield links(files)
        for way in ("../", "../" * 9, f"{tmp_path}/", "..\\", "C:\\"):
            yield packed({f"{way}{each}": content for each, content in files.items()})
            yield packed({**files, f"{way}secret.txt": b"other"})

    for sample in samples_of(name):
        for file, data in sample.files.items():
            if data.startswith(b"PK"):
                found = look(name, *(sample.with_file(file, each) for each in harm(data)))
                assert SECRET not in repr(found)
    assert secret.read_text("utf-8") == SECRET
    assert {each.name for each in tmp_path.iterdir()} == {"secret.txt", "harmed"}


def test_through_the_command_line_no_line_comes_into_the_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(qualog, ["init", "Study", "--author", "Me", "--project", "s.qualog"]).exit_code == 0
    before = run(qualog, ["fingerprint"]).output
    for name in IMPORTERS:
        sample = samples_of(name)[0]
        path = sample.with_file(sample.name, b"\x00\xff\xed\xa0\x80" * 9).write(tmp_path / name)
        answer = run(qualog, ["import", str(path), "--with", name])
        assert answer.exit_code == 2, name
        assert answer.output.startswith("Error: "), name
        assert isinstance(answer.exception, SystemExit), name
    word = SAMPLES["word"][0]
    for number, harm in enumerate(
        [
            lambda data: data[: len(data) // 2],
            lambda data: with_sizes(data, 3 * 2**30),
            lambda data: packed({**unpacked(data), "word/document.xml": b"<!DOCTYPE x [<!ENTITY"}),
            lambda data: packed({**unpacked(data), "word/comments.xml": b"<a>" * 9999}),
        ]
    ):
        path = word.with_file(word.name, harm(word.content)).write(tmp_path / f"{number}")
        answer = run(qualog, ["import", str(path)])
        assert (answer.exit_code, type(answer.exception)) == (2, SystemExit)
    assert run(qualog, ["fingerprint"]).output == before


_BIG = """
import resource, sys
from pathlib import Path
from qualog.errors import PluginError, QualogError
from qualog.importing.reading import read_material
from qualog.plugins.registry import installed_plugins
resource.setrlimit(resource.RLIMIT_AS, (5 * 2**30, 5 * 2**30))
offer = installed_plugins().importers().named(sys.argv[1])
try:
    print(len(read_material(offer, Path(sys.argv[2]), {}).documents))
except PluginError:
    raise
except QualogError as error:
    print(error)
"""


def bounded(name, path, seconds=120):
    """Let an importer read a big file with 5 GB of memory and two minutes at most."""
    ran = subprocess.run(
        [sys.executable, "-c", _BIG, name, str(path)],
        capture_output=True, encoding="utf-8", check=False, timeout=seconds,
    )  # fmt: skip
    assert ran.returncode == 0, f"{name}: {ran.stderr[-2000:]}"
    return ran.stdout


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_line_of_100_megabytes(name, tmp_path, request):
    if not request.config.getoption("--nightly"):
        pytest.skip("--nightly reads what is big")
    for sample in samples_of(name):
        for data in [
            *harmed_once(sample, b"x" * 100_000_000),
            *harmed_once(sample, b"x " * 5 * 10**7),
        ]:
            bounded(name, data.write(tmp_path / "big"))


def harmed_once(sample, words):
    """Give a sample with many words amid the first words of its main file's largest content."""
    content = max(places(sample.content), key=lambda each: len(each.data))
    found = re.search(rb"(trust|Hej|hi|them|Why|why|so it|yes|code|case)", content.data)
    at = found.start() if found else len(content.data) // 2
    harmed = content.put(content.data[:at] + words + content.data[at:])
    yield sample.with_file(sample.name, harmed)


def test_a_million_comments(tmp_path, request):
    if not request.config.getoption("--nightly"):
        pytest.skip("--nightly reads what is big")
    from tests.plugins.importers.docx_files import comment, end, make, para, run, start

    count = 1_000_000
    body = "".join(para(start(each), run("a"), end(each)) for each in range(count))
    comments = "".join(comment(each, "b") for each in range(count))
    path = make(tmp_path / "many.docx", body, comments)
    assert "unpacks to far more than a file of its kind holds" in bounded("word", path)
