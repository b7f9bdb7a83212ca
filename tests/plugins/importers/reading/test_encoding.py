"""Which encoding a text is in: detected, or named by a person and refused where it is not."""

from pathlib import Path

import pytest
from attrs import frozen

from qualog.errors import BadInput
from qualog_plugins.importers.reading.encoding import decode, decode_as_found, looks_like_text

SWEDISH = (
    "Åsa: Jag är på väg, så är det.\nÖrjan: Är det så här vi gör?\nÅsa: Ja, för att få tid över.\n"
)
POLISH = "Zażółć gęślą jaźń. Pani Małgorzata powiedziała, że już późno i trzeba iść do domu.\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Řekla, že přijde později.\n"
FRENCH = "Élodie : ça va très bien, merci. J'étais à l'école, là-bas.\n"
RUSSIAN = "Привет, как дела? Всё хорошо, спасибо. Это было очень интересно для меня.\n"


@frozen
class Decoded:
    text: str
    encoding: str


def read(data: bytes, encoding: str | None = None) -> Decoded:
    return Decoded(*decode(data, Path("Interview 1.txt"), encoding))


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize(
    "text", [SWEDISH, POLISH, RUSSIAN, "I: 😀 e\u0301\n", "访谈者：一二三，一起 Anna\n一、一下\n"]
)
def test_unicode_is_read_with_and_without_a_mark(codec, text):
    document = read(text.encode(codec))
    assert document.text == text
    assert document.encoding is not None
    assert text.encode(codec).decode(document.encoding).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", SWEDISH),
        ("latin-1", SWEDISH),
        ("mac_roman", SWEDISH),
        ("cp850", SWEDISH),
        ("cp1252", "smörgås"),
        ("cp1252", "This is English, and one name, Åsa, stands in it.\n"),
        ("cp1252", "I said “yes” and it’s fine – really…\n"),
        ("mac_roman", "I said “yes” and it’s fine – really…\n"),
        ("cp1252", FRENCH),
        ("cp1250", POLISH),
        ("iso8859_2", POLISH),
        ("cp1250", CZECH),
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
    ],
)
def test_old_encodings_come_out_right(codec, text):
    document = read(text.encode(codec))
    assert document.text == text


def test_nothing_is_normalised():
    decomposed = "A\u030asa: nej\u00a0då \u200b\n"
    assert read(decomposed.encode()).text == decomposed


def test_an_encoding_can_be_named():
    assert read("čeština".encode("cp1250"), encoding="cp1250").text == "čeština"
    assert read("čeština".encode("cp1250"), encoding="cp1250").encoding == "cp1250"


@pytest.mark.parametrize("name", ["no-such", "rot13", "base64", "utf\x00"])
def test_an_unknown_encoding_is_refused(name):
    with pytest.raises(BadInput, match="not a text encoding"):
        read(b"I: hi", encoding=name)


def test_an_encoding_that_does_not_fit_is_refused_with_the_place():
    with pytest.raises(BadInput, match=r"Interview 1\.txt.*“utf-8”.*line 2"):
        read("I: ja\nR: då".encode("cp1252"), encoding="utf-8")


@pytest.mark.parametrize("escaped", [r"\ud83d\ude00", r"a\udc80"])
def test_halves_of_characters_never_get_through(escaped):
    with pytest.raises(BadInput):
        read(escaped.encode(), encoding="unicode_escape")


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"]
)
def test_an_empty_file_is_refused(data):
    with pytest.raises(BadInput, match="holds no text"):
        read(data)


def test_a_utf_16_file_that_is_cut_is_refused():
    with pytest.raises(BadInput, match="cut off"):
        read("I: hej".encode("utf-16")[:-1])


def test_line_ends_and_a_mark_stay_where_offsets_count_them():
    data = "\ufeffÅsa: a\r\nb\rc".encode("utf-16")
    text, encoding = decode_as_found(data, Path("a.txt"), None)
    assert (text.removeprefix("\ufeff"), encoding) == ("Åsa: a\r\nb\rc", "utf-16")
    assert read(data).text == "Åsa: a\nb\nc"


def test_an_encoding_is_guessed_from_the_first_letters_beyond_ascii_wherever_they_are():
    data = b"x" * 200_000 + " Åsa är på väg, så är det.".encode("cp1252")
    assert read(data).text.endswith("Åsa är på väg, så är det.")


@pytest.mark.parametrize(
    "data", [b"hello\x00world, this is nothing", bytes(range(1, 32)) * 20 + b"\xff\xfe"]
)
def test_bytes_that_no_text_has_are_refused(data):
    with pytest.raises(BadInput, match=r"Interview 1\.txt is not a text"):
        read(data)
    assert not looks_like_text(data)


@pytest.mark.parametrize(
    "head",
    [b"I: hi", "då".encode("cp1252"), "I: hej".encode("utf-16-le"), b"\xff\xfeI\x00", b"a\tb\x1bc"],
)
def test_what_may_be_a_text(head):
    assert looks_like_text(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"PK\x03\x04....",
        b"\x00\x01\x02\x03",
        b"\x89PNG\r\n\x1a\n\x00",
        bytes([14, 0]) * 5,
    ],
)
def test_what_cannot_be_a_text(head):
    assert not looks_like_text(head)
