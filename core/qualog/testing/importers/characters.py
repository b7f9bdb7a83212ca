"""How bytes become characters: none is changed, lost or guessed in silence."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from qualog.importing.choice import HEAD
from qualog.material import ImportedDocument, Material
from qualog.testing.damage import contents
from qualog.testing.importers.base import ImporterTests, parts, texts
from qualog.testing.samples import Sample

_MARK: Final = b"\xef\xbb\xbf"
_NOT_UTF8: Final = (b"\xff", b"\xe5", b"\x81")
"""Bytes that no text in UTF-8 has between two letters of ASCII; the last is in no Windows-1252."""

_REPLACED: Final = "\ufffd"

_UTF16: Final = re.compile(r"\\u([0-9a-fA-F]{4})")


class CharactersContract(ImporterTests):
    """How bytes become characters: none is changed, lost or guessed in silence."""

    def test_it_does_not_normalise(self, sample: Sample, tmp_path: Path) -> None:
        """A character that has another form (Å, U+212B) stays the one that it is."""
        self._needs_utf8(sample)
        odd, _, path = self._with_odd(sample, "\u212b".encode(), tmp_path)
        found = texts(self.read(sample, path))
        assert any(odd.decode() in text for text in found), f"it changed {odd.decode()!r}"

    def test_a_byte_order_mark_is_no_word(self, sample: Sample, tmp_path: Path) -> None:
        """A file that Windows wrote a byte order mark into gives the same texts."""
        self._needs_utf8(sample)
        before = texts(self.read(sample, sample.write(tmp_path)))
        marked = _MARK + sample.content.removeprefix(_MARK)
        path = sample.with_file(sample.name, marked).write(tmp_path)
        assert self.importer.sniff(path, path.read_bytes()[:HEAD]) > 0
        assert texts(self.read(sample, path)) == before

    @pytest.mark.parametrize("byte", _NOT_UTF8)
    def test_a_byte_that_does_not_fit_is_not_lost(
        self, sample: Sample, tmp_path: Path, byte: bytes
    ) -> None:
        """It is refused, told, or read in another encoding that is noted; never `\ufffd`."""
        before = self.found(sample, tmp_path)
        odd, changed, _ = self._with_odd(sample, byte, tmp_path)
        found = self.found(changed, tmp_path)
        if isinstance(found, str) or isinstance(before, str):
            return
        if (found.how, found.dropped) != (before.how, before.dropped):
            return
        assert not any(_REPLACED in text for text in texts(found)), (
            f"{odd!r} reads as “{_REPLACED}”, and that is not said"
        )
        assert not self.utf8 or any(_reads(document, odd) for document in found.documents), (
            f"{odd!r} is not in UTF-8: it reads on, and neither says so nor notes an encoding "
            f"in which its text holds these bytes"
        )

    def test_the_encoding_is_the_one_by_which_it_was_read(
        self, sample: Sample, tmp_path: Path
    ) -> None:
        """By it, the letters of the text are found in the original."""
        check_encodings(self.read(sample, sample.write(tmp_path)))
        if not self.utf8:
            return
        _, changed, _ = self._with_odd(sample, "ö\u212b".encode(), tmp_path)
        found = self.found(changed, tmp_path)
        if isinstance(found, Material):
            check_encodings(found)

    def _needs_utf8(self, sample: Sample) -> None:
        if not (self.utf8 and _is_text(sample.content)):
            pytest.skip("it is not text in UTF-8")

    def _with_odd(self, sample: Sample, odd: bytes, folder: Path) -> tuple[bytes, Sample, Path]:
        """Put bytes into a word that its files hold once; return the word, and what is written."""
        before = self.read(sample, sample.write(folder))
        for word in re.findall(rb"[A-Za-z]{3,}", " ".join(texts(before)).encode()):
            for changed in _changed(sample, word, word[:1] + odd + word[2:]):
                return word[:1] + odd + word[2:], changed, changed.write(folder)
        pytest.skip("no word of its texts is found once in its files, in ASCII or UTF-8")


def check_encodings(material: Material) -> None:
    """Check that each text that has an original and an encoding has its letters from there."""
    for document in material.documents:
        if document.original is None or document.encoding is None:
            continue
        whole = document.original.decode(document.encoding)
        there = {*whole, *html.unescape(whole), *_characters(whole)}
        missing = {letter for letter in document.text if letter.isalpha()} - there
        assert not missing, (
            f"“{document.name}” is not in {document.encoding}: read so, its original has no "
            f"{''.join(sorted(missing))}"
        )


def _characters(text: str) -> str:
    r"""Return the characters that are written as in JSON: `\u00e5`."""
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in _UTF16.findall(text))
    return units.decode("utf-16-be", "replace")


def _changed(sample: Sample, word: bytes, new: bytes) -> Iterator[Sample]:
    """Yield the sample with another word, where just one part of it holds the word, and once."""
    holders = [(name, part) for name, part in parts(sample) if word in part.data]
    if len(holders) == 1:
        [(name, part)] = holders
        if part.data.count(word) == 1 and _is_text(part.data):
            yield sample.with_file(name, part.put(part.data.replace(word, new)))


def _reads(document: ImportedDocument, odd: bytes) -> bool:
    """Return whether bytes stand in a text as the encoding that it notes has them."""
    try:
        word = odd.decode(document.encoding or "")
    except (UnicodeDecodeError, LookupError):
        return False
    return word in document.text


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode() and len(list(contents(content))) == 1
    except UnicodeDecodeError:
        return False
