"""Line ends of one kind; characters that no text can hold are repaired, and the lost counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.importers.reading.characters import plain_line_ends, repair_text


@pytest.mark.parametrize(
    ("text", "repaired", "lost"),
    [
        ("Åsa 😀\n", "Åsa 😀\n", 0),
        ("\ud83d\ude00!", "😀!", 0),
        ("a\ud83db", "a\ufffdb", 1),
        ("\ude00\ud83d", "\ufffd\ufffd", 2),
        ("a\x00\ud83d\ude00\x00", "a\ufffd😀\ufffd", 2),
    ],
)
def test_halves_are_joined_and_what_is_left_of_them_is_counted(text, repaired, lost):
    found = repair_text(text)
    assert (found.text, found.lost) == (repaired, lost)


def test_what_was_lost_is_said_and_nothing_where_nothing_was():
    assert list(repair_text("Åsa").left_behind()) == []
    [line] = repair_text("\ud83d\x00").left_behind()
    assert str(line) == "halves of characters and NUL characters, each of which is now “�”: 2"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written_afterwards(text):
    found = repair_text(text).text
    found.encode("utf-8")
    assert "\x00" not in found


def test_every_line_ends_the_same_way():
    assert plain_line_ends("a\r\nb\rc\nd\r\r\n") == "a\nb\nc\nd\n\n"
