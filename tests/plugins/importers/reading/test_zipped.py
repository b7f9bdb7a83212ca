"""Zip archives that are not trusted."""

import io
import zipfile

import pytest

from qualog.errors import BadInput
from qualog.testing.damage import packed
from qualog_plugins.importers.reading.zipped import Zipped, names_in

HEAD = b"PK\x03\x04"


def opened(data, most=1_000):
    return Zipped(data, "a.zip", most=most, advice="Copy it again.", too_large="Split it.")


def test_files_are_read_by_name_and_folders_are_not_files():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("folder/a.txt", b"hi")
        archive.writestr("../b.txt", b"")
    archive = opened(file.getvalue())
    assert archive.names == ("folder/a.txt", "../b.txt")
    assert (archive.read("folder/a.txt"), archive.read("../b.txt")) == (b"hi", b"")
    assert archive.size("folder/a.txt") == 2


def test_no_more_is_unpacked_than_may_be():
    archive = opened(packed({"a": "x" * 600, "b": "x" * 600}))
    assert len(archive.read("a")) == 600
    with pytest.raises(BadInput) as refused:
        archive.read("b")
    assert str(refused.value) == (
        "a.zip unpacks to far more than a file of its kind holds. Split it."
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", HEAD + bytes(50), packed({"a": "hi"})[:-10]],
    ids=["empty", "two bytes", "a head alone", "cut off"],  # an archive holds when it was packed
)
def test_a_damaged_archive_is_refused_with_advice(data):
    with pytest.raises(BadInput, match=r"a\.zip is damaged or cut off\. Copy it again\."):
        opened(data)


def test_a_damaged_file_in_it_is_named():
    data = packed({"a": "hello " * 50})
    # The name stands behind the header, whose time of day may have the same byte.
    at = zipfile.sizeFileHeader + len("a")
    archive = opened(data[:at] + b"\xff\xff\xff" + data[at + 3 :])
    with pytest.raises(BadInput, match=r"a\.zip is damaged: a in it cannot be unpacked"):
        archive.read("a")


def test_a_link_is_refused():
    info = zipfile.ZipInfo("harmless.txt")
    info.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(BadInput, match=r"link to another file \(harmless\.txt\).*do harm"):
        opened(file.getvalue())


def test_a_locked_file_is_refused_with_what_to_do():
    data = bytearray(packed({"a": "hi"}))
    data[6] |= 1  # the flag of encryption, in the file's own header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInput, match=r"locked with a password\. Save it without one"):
        opened(bytes(data)).read("a")


def test_a_way_of_packing_that_is_not_known_is_refused():
    data = bytearray(packed({"a": "hi"}))
    data[8] = 99
    data[data.index(b"PK\x01\x02") + 10] = 99
    with pytest.raises(BadInput, match="packed in a way that cannot be read"):
        opened(bytes(data)).read("a")


def test_names_are_looked_at_without_an_error(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"x/a.txt": "hi"}))
    assert names_in(path, HEAD) == ["x/a.txt"]
    assert names_in(path, b"I: hi") == []
    path.write_bytes(HEAD)
    assert names_in(path, HEAD) == []
