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
from qualog.language import plural
from qualog.material import (
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTurn,
    Material,
)
from qualog.options import NoOptions, option
from qualog.testing.importers import ImporterContract, Sample

TEXT = "%bars\n🐈 I trust them\n"
SAMPLE = Sample("talk.bars", TEXT, coded=(("trust", "trust"),), turns=((None, "🐈 I trust them"),))
counter = itertools.count()
MARK = b"\xef\xbb\xbf"


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


# What a file of several turns can lose: time|speaker|words|code|coder, a line for each.

TALK = (
    "%talk\n4.5|I|How was it?\n9|Åsa|Fine, I trust them.|trust|Ann\n\n12|Åsa||(coughs)\n"
    "15.25|Åsa|They listen, most days.|voice|Bo\n"
)
LONG = Sample(
    "talk.talk",
    TALK,
    coded=(("trust", "Fine, I trust them."), ("voice", "They listen, most days.")),
    turns=(
        ("I", "How was it?"),
        ("Åsa", "Fine, I trust them."),
        ("Åsa", "They listen, most days."),
    ),
    coders=("Ann", "Bo"),
    times=((4500, None), (9000, None), (15250, None)),
    dropped=("one line without words",),
)
BARE = Sample(LONG.name, LONG.content, LONG.coded)
"""The same, as an author gives it who says no more than what is coded."""


@frozen
class Options:
    codes: bool = option(True, help="import the codes too")


class Talk:
    """A sound importer of several turns, made of steps of which a flaw changes one."""

    name = "test-talk"
    summary = "a first line %talk, then lines of a talk"
    options = Options
    encoding = "utf-8"

    def sniff(self, path, head):
        return 0.9 if head.removeprefix(b"\xef\xbb\xbf").startswith(b"%talk") else 0.0

    def text(self, data):
        try:
            return data.decode("utf-8-sig")
        except ValueError:
            raise BadInput("no text in UTF-8") from None

    def lines(self, text):
        return text.split("\n")

    def time(self, words):
        return round(float(words) * 1000)

    def original(self, data):
        return data

    def author(self, name, codings):
        return name or None

    def told(self, silent):
        return (plural("one line without words", "{n} lines without words", silent),) * bool(silent)

    def read(self, path, options):
        data = path.read_bytes()
        first, *lines = self.lines(self.text(data))
        if first.strip() != "%talk":
            raise BadInput("not what it is to be")
        pieces, length, silent, turns, codings = [], 0, 0, [], []
        for line in lines:
            time, speaker, words, code, coder, *_ = (*line.split("|"), "", "", "", "")
            try:
                time = self.time(time) if line.strip() else 0
            except (ValueError, OverflowError):
                raise BadInput("a line without a time") from None
            if not words.strip() or "\0" in line or "\r" in line or not 0 <= time < 1e12:
                silent += bool(line.strip())
                continue
            start = length + len(f"{speaker}: ")
            end = start + len(words.strip())
            pieces.append(f"{speaker}: {words.strip()}\n")
            length = end + 1
            turns.append(ImportedTurn(start, end, speaker or None, time))
            if code and options.codes:
                codings.append(
                    ImportedCoding("talk", start, end, code, self.author(coder, codings))
                )
        if not turns:
            raise BadInput("nobody says anything")
        text = "".join(pieces)
        document = ImportedDocument("talk", text, tuple(turns), self.original(data), self.encoding)
        return Material((document,), codings=tuple(codings), dropped=self.told(silent))


def talk(**steps):
    """An importer of talks with another step or two."""
    return type("Flawed", (Talk,), {name: step for name, step in steps.items()})()


def after(change):
    """An importer of talks whose material is changed."""
    return talk(read=lambda self, path, options: change(Talk.read(self, path, options)))


def with_turns(change):
    """An importer of talks whose turns are changed."""

    def changed(material):
        [document] = material.documents
        return evolve(material, documents=(evolve(document, turns=change(document.turns)),))

    return after(changed)


def moved(turns):
    return tuple(evolve(turn, start=turn.start + 1) for turn in turns)


def drifted(turns):
    return tuple(
        evolve(turn, start=max(0, turn.start - 5 * n), end=turn.end - 5 * n)
        for n, turn in enumerate(turns)
    )


def anywhere(self, text):
    """Return the lines, found by going over all that is left for each."""
    lines = []
    while "\n" in text:
        line, text = text.split("\n", 1)
        lines.append(line)
    return [*lines, text]


def counted(self, text):
    """Return the lines, each after all before it were counted in Python."""
    lines = text.split("\n")
    return [line for n, line in enumerate(lines) if sum(1 for _ in lines[:n]) == n]


def no_codes(material):
    return evolve(material, codings=material.codings[:1])


def trust_alone(self, path, options):
    return evolve(Talk.read(self, path, Options()))


OF_A_TALK = {
    "replaces": (
        talk(text=lambda self, data: data.removeprefix(MARK).decode("utf-8", "replace")),
        "test_a_byte_that_does_not_fit_is_not_lost",
        "reads as",
        BARE,
    ),
    "ignores": (
        talk(text=lambda self, data: data.removeprefix(MARK).decode("utf-8", "ignore")),
        "test_a_byte_that_does_not_fit_is_not_lost",
        "neither says so",
        BARE,
    ),
    "goes over the rest": (
        talk(lines=anywhere), "test_a_longer_file_takes_as_much_longer", "times as long", BARE
    ),
    "goes over what was before": (
        talk(lines=counted), "test_a_longer_file_takes_as_much_longer", "times as long", BARE
    ),
    "seconds": (
        talk(time=lambda self, words: round(float(words))),
        "test_times_are_in_milliseconds",
        "characters are said in",
        BARE,
    ),
    "seconds, where times are given": (
        talk(time=lambda self, words: round(float(words))),
        "test_times_are_in_milliseconds",
        "assert",
        LONG,
    ),
    "dated in seconds": (
        after(lambda material: evolve(
            material, codings=tuple(evolve(each, dated=1_700_000_000) for each in material.codings)
        )),
        "test_dates_are_in_milliseconds",
        "not dated in milliseconds",
        BARE,
    ),
    "idle option": (talk(read=trust_alone), "test_each_option_has_an_effect", "codes: no", BARE),
    "another original": (
        talk(original=lambda self, data: data.strip()),
        "test_the_original_is_the_file",
        "none of the files",
        BARE,
    ),
    "wrong encoding": (
        talk(encoding="cp1252"),
        "test_the_encoding_is_the_one_by_which_it_was_read",
        "is not in cp1252",
        BARE,
    ),
    "not such bytes": (
        talk(encoding="ascii"),
        "test_the_encoding_is_the_one_by_which_it_was_read",
        "can't decode",
        BARE,
    ),
    "loses in silence": (
        talk(told=lambda self, silent: ()),
        "test_what_is_left_behind_is_said",
        "coughs.* brings nothing",
        BARE,
    ),
    "loses in silence what is to be told": (
        talk(told=lambda self, silent: ()), "test_what_is_left_behind_is_said", "assert", LONG
    ),
    "wrong author": (
        talk(author=lambda self, name, codings: codings[-1].author if codings else name),
        "test_codings_are_by_who_made_them",
        "Bo",
        LONG,
    ),
    "no author": (
        talk(author=lambda self, name, codings: None),
        "test_codings_are_by_who_made_them",
        "Ann",
        LONG,
    ),
    "codings lost": (
        after(no_codes), "test_a_longer_file_brings_more", "no coding more", BARE
    ),
    "codings lost that are given": (
        after(no_codes), "test_it_comes_into_a_study_and_once", "assert", LONG
    ),
    "turns lost": (
        with_turns(lambda turns: turns[:1]),
        "test_turns_lie_where_the_words_are",
        "is in no turn",
        BARE,
    ),
    "turns lost that are given": (
        with_turns(lambda turns: turns[:-1]),
        "test_it_comes_into_a_study_and_once",
        "assert",
        LONG,
    ),
    "turns moved": (
        with_turns(moved), "test_turns_lie_where_the_words_are", "within a word", BARE
    ),
    "turns moved more and more": (
        with_turns(drifted), "test_a_longer_file_brings_more", "moved|within|white", BARE
    ),
    "turns by others": (
        with_turns(lambda turns: tuple(evolve(each, speaker="I") for each in turns)),
        "test_it_comes_into_a_study_and_once",
        "assert",
        LONG,
    ),
}  # fmt: skip
"""By what is wrong: the importer, the test that finds it, what is told, and on which sample."""

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


def held(importer, sample=SAMPLE):
    contract = ImporterContract()
    contract.importer, contract.samples = importer, (sample,)
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


@pytest.mark.parametrize("flaw", OF_A_TALK)
def test_a_flaw_in_a_talk_is_found(flaw, tmp_path):
    importer, test, told, sample = OF_A_TALK[flaw]
    given = {"tmp_path": tmp_path, "own_configuration": None, "byte": b"\xff"}
    holds_not(held(importer, sample), test, told, sample=sample, **given)


@pytest.mark.parametrize("test", dict.fromkeys(test for _, test, _, _ in OF_A_TALK.values()))
def test_a_sound_importer_of_talks_has_none(test, tmp_path):
    method = getattr(held(Talk(), LONG), test)
    given = {"sample": LONG, "tmp_path": tmp_path, "own_configuration": None, "byte": b"\xff"}
    names = method.__code__.co_varnames[: method.__code__.co_argcount]
    method(**{name: given[name] for name in names if name in given})


@pytest.mark.parametrize("test", dict.fromkeys(test for _, test, _, _ in OF_A_TALK.values()))
def test_a_sample_that_says_little_is_enough(test, tmp_path):
    method = getattr(held(Talk(), BARE), test)
    given = {"sample": BARE, "tmp_path": tmp_path, "own_configuration": None, "byte": b"\xff"}
    names = method.__code__.co_varnames[: method.__code__.co_argcount]
    with suppress(pytest.skip.Exception):
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
