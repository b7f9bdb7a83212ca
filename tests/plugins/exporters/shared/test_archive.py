"""Zip files: the same bytes whenever they are written."""

import time
import zipfile
from io import BytesIO

from qualog_plugins.exporters.shared.archive import write_archive


def test_the_same_files_are_the_same_bytes_on_another_day(tmp_path, monkeypatch):
    files = [("a.txt", b"one"), ("b/c.txt", b"two" * 1_000)]
    write_archive(tmp_path / "first.zip", files)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 86_400)
    again = BytesIO()
    write_archive(again, files)
    assert (tmp_path / "first.zip").read_bytes() == again.getvalue()
    with zipfile.ZipFile(again) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == files
        assert archive.getinfo("b/c.txt").compress_size < 3_000
