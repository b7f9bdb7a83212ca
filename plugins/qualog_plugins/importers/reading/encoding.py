r"""Which encoding a text file is in, and its text with `\n` as the only line end.

What is tried, in this order: the encoding that the user names; a byte order mark; UTF-8, strictly;
UTF-16 without a mark, recognised by where its NUL bytes stand; an old one-byte encoding. The
last cannot be told apart for certain: the one is chosen whose letters fit one language best (in
Windows-1252 `Ã¥` is rare and `å` is not), and where no language fits, charset-normalizer is asked.
The encoding is always recorded, so that a person can see the guess and correct it with the option.
"""

import re
from collections import Counter
from pathlib import Path

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog_plugins.importers.reading.characters import plain_line_ends

_SAMPLE = 65_536

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Tabs, line and page breaks, the end of a DOS file and escape sequences are met in texts too.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_PRINTABLE = bytes(range(32, 127)) + b"\t\n\r"

_TYPOGRAPHY = "“”„‘’‚–—…•·«»‹›€£§°´¨½¼©®™\u00a0\u00ad"
_LETTERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("cp1252", "mac_roman", "cp850"), "åäöæøüßéà"),  # Nordic languages, German, English
    (("cp1252", "mac_roman", "cp850"), "àâçéèêëîïôùûüœæ"),  # French
    (("cp1252", "mac_roman", "cp850"), "áéíóúñü¿¡ªº"),  # Spanish
    (("cp1252", "mac_roman", "cp850"), "áàâãçéêíóôõúªº"),  # Portuguese
    (("cp1252", "mac_roman", "cp850"), "àèéìòùî"),  # Italian
    (("cp1252", "mac_roman", "cp850"), "çëïéèüöä"),  # Dutch, Albanian
    (("cp1252",), "áðéíóúýþæö"),  # Icelandic
    (("cp1250", "iso8859_2"), "ąćęłńóśźż"),  # Polish
    (("cp1250", "iso8859_2"), "áčďéěíňóřšťúůýž"),  # Czech
    (("cp1250", "iso8859_2"), "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    (("cp1250", "iso8859_2"), "áéíóöőúüű"),  # Hungarian
    (("cp1250", "iso8859_2"), "čćđšž"),  # Croatian, Slovene
)
_OTHERS = [
    "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_5",
    "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp1252", "cp1250", "mac_roman",
]  # fmt: skip


def decode(data: bytes, path: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file, and the encoding in which it was read.

    Args:
        data: the file's bytes.
        path: the file's path, for messages.
        encoding: the encoding that the user names; None to detect it.

    Raises:
        BadInput: it is empty, not a text, or not in the encoding that was named.
    """
    text, used = decode_as_found(data, path, encoding)
    text = plain_line_ends(text.removeprefix("\ufeff"))
    if not text or text.isspace():
        raise BadInput("{file} holds no text. Check that it is the right file.", file=path.name)
    return text, used


def decode_as_found(data: bytes, path: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file with its line ends as they are, for offsets that count them.

    Also return the encoding in which it was read.

    Raises:
        BadInput: it is not a text, or not in the encoding that was named.
    """
    text, used = _decode_as(encoding, data, path) if encoding else _detect(data, path)
    if "\x00" in text:
        raise _not_a_text(path)
    return text, used


def looks_like_text(head: bytes) -> bool:
    """Return whether a file with these first bytes can be a text, whatever its encoding."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return True
    if head.startswith(b"PK\x03\x04"):  # a zip, such as a Word document
        return False
    if b"\x00" in head:
        return _utf16_without_mark(head[: len(head) // 2 * 2]) is not None
    return bool(head) and not _is_binary(head)


def _decode_as(encoding: str, data: bytes, path: Path) -> tuple[str, str]:
    """Return the text in the encoding that the user named, and that encoding."""
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # some encodings can give halves of characters
    except UnicodeError as error:
        raise BadInput(
            "{file} is not in the encoding “{encoding}”: {reason}. "
            "Leave the option out to let Qualog detect the encoding, or name another.",
            file=path.name,
            encoding=encoding,
            reason=_why_not(error, data),
        ) from None
    except (LookupError, ValueError):
        raise BadInput(
            "“{encoding}” is not a text encoding that Qualog knows. "
            "Usual ones are utf-8, utf-16, cp1252 (Windows), latin-1 and mac_roman.",
            encoding=encoding,
        ) from None
    return text, encoding


def _detect(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text in the encoding that fits it, and that encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_unicode(data, name, path), name
    if b"\x00" in data:
        name16 = _utf16_without_mark(data[:_SAMPLE])
        if name16 is None:
            raise _not_a_text(path)
        return _decode_unicode(data, name16, path), name16
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_binary(data):
        raise _not_a_text(path)
    for name in _guesses(data):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise BadInput(
        "{file} is in an encoding that Qualog does not recognise. Save it as UTF-8, "
        "or name its encoding: -o encoding=NAME",
        file=path.name,
    )


def _decode_unicode(data: bytes, name: str, path: Path) -> str:
    """Return the text of a file that begins as one in this form of Unicode does."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise BadInput(
            "{file} begins as {encoding}, but does not go on so: {reason}. "
            "It may be cut off; save it again as UTF-8.",
            file=path.name,
            encoding=name.removesuffix("-sig").upper(),
            reason=_why_not(error, data),
        ) from None


def _utf16_without_mark(head: bytes) -> str | None:
    """Return which UTF-16 these bytes are, by their NUL bytes and by whether they read as text.

    Read in the wrong order of bytes, a line break becomes a character that does not exist.
    Plain text with stray NUL bytes in it would read as Chinese: it is not UTF-16.
    """
    printable = not head.translate(None, b"\x00" + _PRINTABLE)
    if head.count(0) * 100 < len(head) or (printable and head.count(0) * 3 < len(head)):
        return None
    ways = []
    for name, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        text = head.decode(name, errors="replace")[:-1] or "\ufffd"
        bad = sum(
            count for character, count in Counter(text).items() if not _may_be_text(character)
        )
        ways.append((bad / len(text), -upper.count(0), name))
    share, above, name = min(ways)
    return name if share < 0.02 and -above * 2 >= head.count(0) else None


def _may_be_text(character: str) -> bool:
    return character not in "\x00\ufffd" and (character.isprintable() or character.isspace())


def _guesses(data: bytes) -> list[str]:
    """Return one-byte encodings, the likeliest first."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1_000) if first else 0
    sample = data[start : start + _SAMPLE]
    fits: dict[str, float] = {}
    for names, letters in _LETTERS:
        usual = set(letters + letters.upper() + _TYPOGRAPHY)
        for name in names:
            fits[name] = max(fits.get(name, 0.0), _fit(sample, name, usual))
    best = max(fits, key=lambda name: fits[name])  # of equals the first: Windows before Mac
    if fits[best] >= 0.9:
        return [best, "cp1252"]
    from charset_normalizer import from_bytes

    guess = from_bytes(sample, cp_isolation=_OTHERS).best()
    return ([guess.encoding] if guess else []) + [best, "cp1252"]


def _fit(sample: bytes, name: str, usual: set[str]) -> float:
    """Return the share of characters beyond ASCII that a language uses, where it uses them.

    A capital after a small letter, as in `JÃ¥g`, speaks for another encoding.
    """
    text = sample.decode(name, errors="replace")
    good = beyond = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        character, before = match.group(), text[match.start() - 1 : match.start()]
        beyond += 1
        good += character in usual and not (character.isupper() and before.islower())
    return good / beyond if beyond else 0.0


def _is_binary(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROLS)) > len(data) / 100


def _why_not(error: UnicodeError, data: bytes) -> Sayable:
    """Return why bytes are not in an encoding: at which byte and in which line they do not fit."""
    if not isinstance(error, UnicodeDecodeError):
        return message("it gives characters that cannot exist")
    return message(
        "byte {byte} (line {line}) does not fit",
        byte=error.start + 1,
        line=data.count(b"\n", 0, error.start) + 1,
    )


def _not_a_text(path: Path) -> BadInput:
    return BadInput(
        "{file} is not a text: it holds bytes that no text has. "
        "Import a .txt, .md or .docx file, or save this one as such.",
        file=path.name,
    )
