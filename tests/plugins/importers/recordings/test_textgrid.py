"""Praat's TextGrids: long and short, speakers and levels."""

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.recordings.textgrid import TextGrid


def short(*tiers):
    """Make a TextGrid in the short form: tiers are a name and intervals."""
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", "9", "<exists>"]
    lines.append(str(len(tiers)))
    for name, *intervals in tiers:
        lines += ['"IntervalTier"', f'"{name}"', "0", "9", str(len(intervals))]
        for begin, end, words in intervals:
            lines += [str(begin), str(end), f'"{words}"']
    return "\n".join(lines) + "\n"


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, **options):
        path = tmp_path / "talk.TextGrid"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_file(TextGrid(), path, **options)

    return read


REAL = {
    "bobby_words_with_newlines.TextGrid": (
        [(None, "BOBBY RIPPED THE LEDGER", (0.065, 1.117))],
        ("the tier “word”: 4", "the tier “points”: 4"),
    ),
    "childproject.TextGrid": (
        [
            ("CHI*", "1", (1.602, 2.215)),
            ("C1", "1", (2.215, 3.32)),
            ("C2", "1", (4.1, 5.21)),
            ("MOT*", "1", (5.593, 7.521)),
            ("LF2P", "1", (8.101, 9.285)),
        ],
        (),
    ),
    "mary.TextGrid": (
        [(None, "mary rolled the barrel", (0.315, 1.518))],
        ("the tier “phone”: 14", "the tier “pitch”: 4"),
    ),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_files(shared, name):
    path = shared / "interop" / "textgrid" / name
    material = read_file(TextGrid(), path)
    assert (heard(material), left_behind(material)) == REAL[name]
    check_material(material)
    assert TextGrid().sniff(path, path.read_bytes()[:4096]) > 0.9


def test_intervals_that_overlap_by_a_rounding_error_all_come_in(read):
    material = read(short(("Ann", (0, 2.0000001, "one"), (2.0, 3, "two"), (6, 7, 'say ""three""'))))
    assert heard(material) == [
        ("Ann", "one two", (0.0, 3.0)), ("Ann", 'say "three"', (6.0, 7.0)),
    ]  # fmt: skip
    assert len(heard(read(short(("A", (0, 2.1, "one"), (2, 3, "two"))), join=False))) == 2


def test_words_that_an_aligner_cut_are_utterances_again(read):
    grid = short(
        ("Ann - words", (0, 1, "so"), (1, 1.5, "sp"), (2, 3, "it"), (6, 7, "was")),
        ("Ann - phones", (0, 1, "s")),
        ("Bo - words", (1, 2, "mm")),
    )
    assert heard(read(grid)) == [
        ("Ann", "so it", (0.0, 3.0)), ("Bo", "mm", (1.0, 2.0)), ("Ann", "was", (6.0, 7.0)),
    ]  # fmt: skip
    assert heard(read(grid, tiers="Ann - phones")) == [("Ann", "s", (0.0, 1.0))]


def test_utf_16_and_long(read):
    grid = short(("Åsa", (0, 2, "hej")))
    assert heard(read(grid.encode("utf-16")))[0][0] == "Åsa"


HOSTILE = {
    "halved": short(("A", (0, 1, "x")))[:-8],
    "no numbers": short(("A", ("x", "y", "z"))),
    "huge numbers": short(("A", ("1e9999", "1e308", "x"), ("9" * 400, -1, "y"))),
    "a huge count": short(("A", (0, 1, "x"))).replace("\n1\n0\n", "\n999999999999\n0\n"),
    "a negative count": short(("A", (0, 1, "x"))).replace("\n1\n", "\n-1\n"),
    "an endless count": short(("A", (0, 1, "x"))).replace("\n1\n", "\n1e999\n"),
    "open": short(("A", (0, 1, "x"))) + '"' * 50_001,
    "quotes": 'File type = "ooTextFile" "TextGrid" ' + '""' * 50_000 + '"',
    "absent": '"ooTextFile"\n"TextGrid"\n0\n1\n<absent>\n',
    "binary": "ooBinaryFile\x08TextGrid",
    "other": '"ooTextFile"\n"PitchTier"\n0\n1\n',
    "long name": short(("word " * 20_000, (0, 1, "x"))),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(tmp_path, what):
    path = tmp_path / "a.TextGrid"
    path.write_text(HOSTILE[what], "utf-8")
    holds_up(TextGrid(), path)


def test_a_tier_that_is_not_there_is_told(read):
    with pytest.raises(BadInput, match=r"no interval tier “B”\. Its interval tiers are: A"):
        read(short(("A", (0, 1, "x"))), tiers="B")


def test_half_a_file_is_refused(read):
    with pytest.raises(BadInput, match="damaged or cut off"):
        read(HOSTILE["halved"])
