"""The contract of importers can fail: a flaw of each kind is found by the test that is for it."""

import itertools
import socket
import unicodedata
from contextlib import suppress

import attrs
import pytest
from attrs import evolve, frozen
from tests.core.testing.held import holds_not

from qualog.errors import BadInput
from qualog.material import (
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTurn,
    Material,
)
from qualog.options import NoOptions
from qualog.testing.importers import ImporterContract, Sample

TEXT = "%bars\n🐈 I trust them\n"
SAMPLE = Sample("talk.bars", TEXT, coded=(("trust", "trust"),), turns=((None, "🐈 I trust them"),))
counter = itertools.count()


class Sound:
    name = "test-bars"
    summary = "a first line %bars, then words"
    options = NoOptions

    def sniff(self, path, head):
        return 0.9 if head.removeprefix(b"\xef\xbb\xbf").startswith(b"%bars") else 0.0

    def read(self, path, options):
        try:
            mark, text = path.read_bytes().decode("utf-8-sig").split("\n", 1)
        except ValueError:
            raise BadInput("no text in UTF-8 of two lines") from None
        words = text.strip()
        if mark != "%bars" or not words or "\0" in words or "\r" in words:
            raise BadInput("not what it is to be")
        at = words.find("trust")
        coding = ImportedCoding("talk", at, at + 5, "trust")
        document = ImportedDocument("talk", words, (ImportedTurn(0, len(words)),))
        return Material((document,), codings=(coding,) if at >= 0 else ())


def changed(**told):
    """An importer whose material is another than it is to be."""

    class Changed(Sound):
        def read(self, path, options):
            return evolve(super().read(path, options), **{k: v() for k, v in told.items()})

    return Changed()


def document(text, *turns):
    return lambda: (ImportedDocument("talk", text, turns),)


class TakesAll(Sound):
    def sniff(self, path, head):
        return 1.0


class ByNameAlone(Sound):
    def sniff(self, path, head):
        return 0.9 if path.suffix == ".bars" else 0.0


class Stumbles(Sound):
    def read(self, path, options):
        path.read_bytes().decode()
        return super().read(path, options)


class Normalises(Sound):
    def read(self, path, options):
        found = super().read(path, options)
        text = unicodedata.normalize("NFC", found.documents[0].text)
        return evolve(found, documents=(evolve(found.documents[0], text=text, turns=()),))


class KeepsTheMark(Sound):
    def read(self, path, options):
        found = super().read(path, options)
        text = path.read_bytes().decode().partition("\n")[0].partition("%")[0]
        text += found.documents[0].text
        return Material((ImportedDocument("talk", text),))


class CountsBytes(Sound):
    def read(self, path, options):
        found = super().read(path, options)
        at = found.documents[0].text.encode().find(b"trust")
        return evolve(found, codings=(ImportedCoding("talk", at, at + 5, "trust"),))


class WritesBeside(Sound):
    def read(self, path, options):
        path.with_suffix(".cache").write_text("seen", "utf-8")
        return super().read(path, options)


class CallsHome(Sound):
    def read(self, path, options):
        with socket.socket() as home, suppress(OSError):
            home.connect(("127.0.0.1", 9))
        return super().read(path, options)


def memos():
    return (ImportedMemo("talk", f"read for the {next(counter)}th time"),)


FLAWS = {
    "takes all": (TakesAll(), "test_it_leaves_strange_files_alone", "takes .* for its own"),
    "takes prose": (TakesAll(), "test_it_leaves_prose_alone", "assert"),
    "takes empty": (TakesAll(), "test_it_leaves_an_empty_file_alone", "assert"),
    "by name": (ByNameAlone(), "test_it_leaves_strange_files_alone", "if it is called talk.bars"),
    "stumbles": (Stumbles(), "test_a_file_of_nothing", "can't decode"),
    "stumbles over damage": (Stumbles(), "test_a_damaged_file", "can't decode"),
    "normalises": (Normalises(), "test_it_does_not_normalise", "it changed"),
    "keeps the mark": (KeepsTheMark(), "test_a_byte_order_mark_is_no_word", "assert"),
    "counts bytes": (CountsBytes(), "test_it_comes_into_a_study_and_once", "assert"),
    "writes": (WritesBeside(), "test_it_only_reads", "wrote .*talk.cache"),
    "calls home": (CallsHome(), "test_it_only_reads", "socket.connect"),
    "reads otherwise": (changed(memos=memos), "test_it_reads_the_same_again", "assert"),
    "adds more": (changed(memos=memos), "test_it_comes_into_a_study_and_once", "more was imported"),
    "line ends": (
        changed(documents=document("a\r\nb")),
        "test_what_it_reads_is_sound",
        "line ends",
    ),
    "NUL": (changed(documents=document("a\0b")), "test_what_it_reads_is_sound", "NUL"),
    "half a character": (
        changed(documents=document("a\ud83d"), codings=tuple),
        "test_what_it_reads_is_sound",
        "surrogates",
    ),
    "half a character in a code": (
        changed(codings=lambda: (ImportedCoding("talk", 0, 1, "a\ud83d"),)),
        "test_what_it_reads_is_sound",
        "surrogates",
    ),
    "turns overlap": (
        changed(documents=document("abcdef", ImportedTurn(0, 4), ImportedTurn(3, 6))),
        "test_what_it_reads_is_sound",
        "overlaps",
    ),
    "turns outside": (
        changed(documents=document("abc", ImportedTurn(0, 4))),
        "test_what_it_reads_is_sound",
        "lies outside",
    ),
    "ends before": (
        changed(documents=document("abc", ImportedTurn(0, 3, time=2, until=1))),
        "test_what_it_reads_is_sound",
        "ends before it begins",
    ),
    "codings outside": (
        changed(codings=lambda: (ImportedCoding("talk", 3, 99, "x"),)),
        "test_what_it_reads_is_sound",
        "the coding “x” lies outside",
    ),
    "loses without a word": (
        changed(dropped=lambda: (" ",)),
        "test_what_it_reads_is_sound",
        "in no words",
    ),
    "not installed": (Sound(), "test_it_is_installed", "There is no"),
}


def held(importer):
    contract = ImporterContract()
    contract.importer, contract.samples = importer, (SAMPLE,)
    return contract


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_found(flaw, tmp_path):
    importer, test, told = FLAWS[flaw]
    holds_not(held(importer), test, told, sample=SAMPLE, tmp_path=tmp_path, own_configuration=None)


def test_a_sound_importer_has_none(tmp_path):
    contract = held(Sound())
    for test in {each for _, each, _ in FLAWS.values()} - {"test_it_is_installed"}:
        folder = tmp_path / test
        folder.mkdir()
        given = {"sample": SAMPLE, "tmp_path": folder, "own_configuration": None}
        method = getattr(contract, test)
        names = method.__code__.co_varnames[: method.__code__.co_argcount]
        method(**{name: given[name] for name in names if name in given})


@frozen
class Untold:
    depth: int = attrs.field(default=3)


@frozen
class Untyped:
    names: list = attrs.field(factory=list, metadata={"help": "names"})


@pytest.mark.parametrize(
    ("options", "told"), [(Untold, "no help text"), (Untyped, "can type|typed")]
)
def test_options_that_nobody_can_type(options, told):
    importer = Sound()
    importer.options = options
    holds_not(held(importer), "test_its_options_are_typed_and_described", told)


@pytest.mark.parametrize("name", ["Bars", "bar lines", ""])
def test_a_name_that_nobody_can_type(name):
    importer = Sound()
    importer.name = name
    holds_not(
        held(importer), "test_it_has_a_name_and_one_line_that_says_what_it_does", "not a name"
    )


def test_a_contract_without_a_sample_says_so():
    holds_not(ImporterContract(), "test_there_are_samples", "give samples")
