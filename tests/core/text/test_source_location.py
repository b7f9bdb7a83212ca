"""The words of a document in the bytes of its file: there and back, in every encoding."""

import codecs
import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualog.text.byte_offsets import ByteMap
from qualog.text.source_location import SourceMap

PLAIN = {  # read as, and what a stretch of it is decoded by
    "utf-8": "utf-8", "utf-8-sig": "utf-8", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "utf-16": None, "utf-32": None, "cp1252": "cp1252", "mac_roman": "mac_roman",
    "cp1251": "cp1251", "shift_jis": "shift_jis", "cp932": "cp932", "euc_jp": "euc_jp",
    "gb18030": "gb18030", "big5": "big5", "euc_kr": "euc_kr",
}  # fmt: skip
WITH_STATE = ["iso2022_jp", "utf-7", "shift_jisx0213", "hz"]
WORDS = [*"aå ß€Жяあ漢か゚한中\t—”", "\n", "\r\n", "\r", "😀", "e\u0301", "\ufeff"]


@st.composite
def files(draw, encodings):
    encoding = draw(st.sampled_from(encodings))
    found = []
    for each in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)):
        try:
            each.encode(encoding)
        except UnicodeError:
            continue
        found.append(each)
    data = "".join(found or ["x"]).encode(encoding)
    big = encoding in ("utf-16", "utf-32") and draw(st.booleans())
    if big:
        mark = {"utf-16": codecs.BOM_UTF16_BE, "utf-32": codecs.BOM_UTF32_BE}[encoding]
        data = mark + "".join(found or ["x"]).encode(f"{encoding}-be")
    return encoding, data, draw(st.integers(0, 60)), draw(st.integers(1, 60))


def one_line_end(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_one_code_point_a_character(found):
    return not any(run.joined and run.length > 1 for run in found.runs)


@settings(max_examples=150)
@given(files([*PLAIN, *WITH_STATE]))
@example(("utf-16", codecs.BOM_UTF16_BE + "a\r\n😀b".encode("utf-16-be"), 1, 2))
@example(("utf-8", "\ufeff\r\nå".encode(), 0, 2))
@example(("utf-7", b"+/v8A5Q-", 0, 1))
def test_a_passage_has_its_bytes_and_the_bytes_their_passage(file):
    encoding, data, start, length = file
    found = ByteMap.of(data, encoding)
    assert found.text == one_line_end(data.decode(encoding).removeprefix("\ufeff"))
    if not found.text:
        return
    start %= len(found.text)
    end = min(len(found.text), start + length)
    first, last = found.bytes_of(start, end)
    assert 0 <= first < last <= len(data)
    back = found.passage_of(first, last)
    assert back[0] <= start
    assert end <= back[1]
    if is_one_code_point_a_character(found):
        assert back == (start, end)
    codec = PLAIN.get(encoding) or (found.codec if encoding in PLAIN else None)
    if codec:
        assert one_line_end(data[first:last].decode(codec)) == found.text[start:end]


@settings(max_examples=60)
@given(files([*PLAIN, *WITH_STATE]))
@example(("utf-7", b"+AOU\r\n", 0, 1))
@example(("utf-7", b"+/v8A5Q-", 0, 1))
def test_bytes_go_on_as_the_text_does(file):
    encoding, data, *_ = file
    found = ByteMap.of(data, encoding)
    places = [found.bytes_of(at, at + 1) for at in range(len(found.text))]
    for before, after in itertools.pairwise(places):
        assert before == after or before[1] <= after[0]
    for at in range(len(data)):
        start, end = found.passage_of(at, at + 1)
        assert 0 <= start <= end <= len(found.text)
        if start < end:
            first, last = found.bytes_of(start, end)
            assert first <= at < last


@settings(max_examples=60)
@given(files([*PLAIN, *WITH_STATE]))
@example(("utf-7", b"+/v8A5Q-", 0, 1))
def test_bytes_decoded_anew_are_the_words(file):
    encoding, data, start, length = file
    text = one_line_end(data.decode(encoding).removeprefix("\ufeff"))
    if not text:
        return
    origin = SourceMap.of(data, encoding, text)
    assert origin.is_whole
    start %= len(text)
    (piece,) = origin.pieces(start, start + length)
    assert piece.start <= start
    assert origin.decoded(piece) == text[piece.start : piece.end]
    assert origin.passages(piece.first, piece.last) == [(piece.start, piece.end)]


def test_the_map_is_as_long_as_the_lines_and_not_the_characters():
    data = ("word " * 1_000 + "\r\n").encode("cp1252") * 20
    assert len(ByteMap.of(data, "cp1252").runs) == 40


SUBTITLES = """WEBVTT

1
00:00:03.129 --> 00:00:05.000
<v Åsa>Hej, &lt;hör&gt; du
mig så bra?</v>

2
00:00:05.000 --> 00:01:09.500
Ja.
"""


def test_pieces_of_a_format_are_found_in_their_order():
    text = "Hej, <hör> du mig så bra? Ja.\n"
    origin = SourceMap.of(SUBTITLES.encode("utf-16"), "utf-16", text)
    pieces = origin.pieces(0, len(text))
    told = [text[each.start : each.end] for each in pieces]
    assert told == ["Hej,", "du", "mig så bra?", "Ja."]
    assert [each.line for each in pieces] == [5, 5, 6, 10]
    assert [origin.decoded(each) for each in pieces] == told
    assert not origin.is_whole
    (ja,) = origin.pieces(text.index("Ja"), text.index("Ja") + 2)
    assert origin.passages(ja.first, ja.last) == [(26, 28)]
    assert origin.passages(0, 20) == []


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        (b"PK\x03\x04...", None, "packed"),
        (b"%PDF-1.7 ...", None, "PDF"),
        (b"\xff\x00words", None, "not text in UTF-8"),
        (b"words", "no-such-encoding", "not text in no-such-encoding"),
        (b"something else", "utf-8", "none of the document's words"),
    ],
)
def test_what_has_no_bytes_of_its_own_says_so(data, encoding, told):
    origin = SourceMap.of(data, encoding, "words")
    assert told in str(origin.why_not)
    assert origin.pieces(0, 5) == []
    assert origin.passages(0, 5) == []


REAL = {
    "subtitles/synthetic_teams_speakers.vtt": 1.0,
    "subtitles/cue_tags.vtt": 1.0,
    "subtitles/captions_with_bom.vtt": 1.0,
    "chat/vandam.cha": 1.0,
    "otr/synthetic_swedish.otr": 1.0,
    "whisper/smartphone.words.json": 1.0,
    "inception/synthetic_two_users.source.txt": 1.0,
    "qualcoder_examples/intervju2_crlf.txt": 1.0,
    "taguette/document1.html": 0.85,
    "rtf/Example_text.rtf": 0.95,
}


@pytest.mark.shared
def test_real_files(shared):
    from qualog.importing.choice import importer_for
    from qualog.plugins.registry import installed_plugins

    for name, share in REAL.items():
        (path,) = (shared / "interop").rglob(name.partition("/")[2])
        offer = importer_for(path, installed_plugins().importers())
        (document,) = offer.plugin.read(path, offer.plugin.options()).documents
        origin = SourceMap.of(document.original, document.encoding, document.text)
        pieces = origin.pieces(0, len(document.text))
        words = [document.text[each.start : each.end] for each in pieces]
        assert [origin.decoded(each) for each in pieces] == words, name
        assert [each.first for each in pieces] == sorted(each.first for each in pieces), name
        found = len(re.sub(r"\s", "", "".join(words))) / len(re.sub(r"\s", "", document.text))
        assert found >= share, name
