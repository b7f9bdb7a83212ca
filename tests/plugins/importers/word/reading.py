"""Word files as the importer reads them."""

from pathlib import Path

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.word.importer import Word


def read(path: Path, **options):
    return Word().read(path, Word.options(**options))


def text_of(path: Path) -> str:
    return read(path).documents[0].text


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as raised:
        read(path)
    assert path.name in str(raised.value)
    return str(raised.value)
