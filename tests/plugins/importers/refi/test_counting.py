"""How positions were counted is found out from the words, and said where it cannot be."""

import pytest

from qualog.errors import BadInput
from qualog_plugins.importers.refi.counting import (
    CountedText,
    Counting,
    RefiPassage,
    choose_counting,
)

TALK = "\ufeff" + "".join(
    f"🐈 Number {n} said that they trust nobody 😀 any more.\r\n" for n in range(12)
)
WAYS = [
    Counting(utf16, crlf, mark, inclusive)
    for utf16 in (False, True)
    for crlf in (False, True)
    for mark in (False, True)
    for inclusive in (False, True)
]
PHRASES = ["said that they trust", "nobody", "any more", "Number 4", "Number 11 said"]


def counted(text, phrase, way, after=0):
    """Count a phrase's place as a program would; written apart from what is tested."""
    seen = text if way.mark else text.removeprefix("\ufeff")
    if not way.crlf_twice:
        seen = seen.replace("\r\n", "\n")
    start = seen.index(phrase, after)
    width = (lambda each: len(each.encode("utf-16-le")) // 2) if way.utf16 else len
    first, last = width(seen[:start]), width(seen[: start + len(phrase)])
    return RefiPassage(first, last - way.inclusive)


def choose(text, passages, asked="auto", origin="Some Program"):
    return choose_counting([CountedText(text, tuple(passages))], asked, origin, "x.qdpx")


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_each_way_is_found_out(way):
    passages = [counted(TALK, phrase, way, after) for phrase in PHRASES for after in (0, 99)]
    choice = choose(TALK, passages)
    assert choice.counting == way
    assert str(way) in str(choice.how)
    assert f"{2 * len(passages)} of {2 * len(passages)}" in str(choice.how)
    assert "“" in choice.samples[0]


def test_where_all_ways_give_the_same_nothing_is_asked():
    choice = choose("So they trust us.", [RefiPassage(3, 7)], asked="exclusive")
    assert "every way of counting gives the same passages" in str(choice.how)


def test_ends_are_exclusive_if_nothing_speaks_against_it():
    assert not choose("So they trust us.", [RefiPassage(3, 8)]).counting.inclusive
    assert choose("So they trust us.", [RefiPassage(3, 6), RefiPassage(8, 12)]).counting.inclusive


UNCLEAR = "😀 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb"


def test_where_words_do_not_tell_the_error_shows_what_to_type():
    with pytest.raises(BadInput) as caught:
        choose(UNCLEAR, [RefiPassage(5, 9), RefiPassage(6, 12)])
    told = str(caught.value)
    assert "-o offsets=codepoints-crlf1-nobom-exclusive: “aaaa”" in told
    assert "-o offsets=utf16-crlf1-nobom-exclusive: “aaaa”" in told
    assert choose(UNCLEAR, [RefiPassage(5, 9)], asked="utf16").counting.utf16
    assert choose(
        UNCLEAR, [RefiPassage(5, 9)], asked="utf16-crlf1-nobom-inclusive"
    ).counting.inclusive


def test_a_program_that_is_known_is_believed_where_words_do_not_tell():
    choice = choose(UNCLEAR, [RefiPassage(5, 9)], origin="NVivo for Windows 12.6")
    assert choice.counting.utf16
    assert "as NVivo for Windows 12.6 is known to count" in str(choice.how)


def test_words_go_before_what_a_program_is_known_for():
    way = Counting(crlf_twice=True)
    passages = [counted(TALK, phrase, way, 99) for phrase in PHRASES[:3]]
    assert choose(TALK, passages, origin="NVivo for Windows 12.6").counting == way


@pytest.mark.parametrize("cut", ["", "…", "..."])
def test_quotations_speak(cut):
    """In the middle of words, only what the file says stands there can tell."""
    text = "😀 abcdefghijklmnopqrstuvwxyz"
    quote = "efghijkl" if not cut else "efgh" + cut
    choice = choose(text, [RefiPassage(7, 15, quote)])
    assert choice.counting.utf16
    choice = choose(text, [RefiPassage(6, 14, quote)])
    assert not choice.counting.utf16


def test_quotations_speak_by_the_white_space_at_their_edges():
    text = "Hej 😀 alla"
    assert choose(text, [RefiPassage(0, 6, "Hej 😀")]).counting.utf16
    assert not choose(text, [RefiPassage(0, 6, "Hej 😀 ")]).counting.utf16
    with pytest.raises(BadInput, match="“Hej 😀 ”"):  # what is shown differs
        choose(text, [RefiPassage(0, 6)])


@pytest.mark.parametrize("asked", ["utf8", "utf16-", "utf16-codepoints", "exclusive-crlf3"])
def test_a_way_that_is_none(asked):
    with pytest.raises(BadInput, match="is not a way of counting"):
        choose(TALK, [RefiPassage(3, 6)], asked=asked)


def test_nothing_marked_is_nothing_to_choose():
    assert choose(TALK, []).how is None
