"""What a person typed is checked before anything is decided of it."""

import pytest

from qualog.errors import BadInput
from qualog.language import message
from qualog.operations.checks import is_taken, require_day, require_encodable, require_text


def test_white_space_around_a_text_is_left_off():
    assert require_text(" so \n", message("It needs a text.")) == "so"


def test_an_empty_text_is_refused_in_the_words_that_are_given():
    with pytest.raises(BadInput, match=r"^It needs a text\.$"):
        require_text(" \n", message("It needs a text."))


def test_half_a_character_is_refused_and_shown_with_the_words_around_it():
    assert require_encodable("på 🐈") == "på 🐈"
    with pytest.raises(BadInput, match=r"“…before.after…” has half a character"):
        require_encodable("before\ud800after")
    with pytest.raises(BadInput) as error:
        require_encodable("x" * 5000 + "\ud800" + "y" * 5000)
    assert str(error.value).encode()
    assert len(str(error.value)) < 120


def test_a_day_is_an_iso_date():
    assert require_day("2025-03-01") == "2025-03-01"
    assert require_day("20250301") == "2025-03-01"
    assert require_day(None) is None
    for wrong in ("last week", "2025-02-30", ""):
        with pytest.raises(BadInput, match=r"is not a day\. Write it as 2025-03-01"):
            require_day(wrong)


def test_letter_case_does_not_make_another_name():
    assert is_taken("ÅSA", ["Åsa"])
    assert is_taken("åsa", ["ÅSA"])
    assert not is_taken("Åse", ["Åsa"])
    assert not is_taken("x", [])


@pytest.mark.parametrize("value", [None, 3, b"x"])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(BadInput, match="stands where a text is wanted"):
        require_text(value, message("It needs a text."))
