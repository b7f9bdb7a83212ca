"""Which codes a comment in the margin names: the rules, as a researcher would state them.

People code in Word by writing a code's name in a comment. What they write is read as follows:

1. **Tags.** If a comment has `#tags`, only the tags are codes, and the words around them are a
   note. `#in-vivo_code` is the code *in-vivo_code*. A number, as in "see #3", is not a tag.
2. **Lists.** Otherwise each line is read by itself. Semicolons and commas separate codes:
   `trust; workload, fear of failure` are three.
3. **Code and memo.** `trust: she says it of the team` is the code *trust* with a memo. The memo
   goes to the end of the line, or to a semicolon that another `code:` follows. What follows
   `Note:`, `Memo:` or the like is a note, not a code.
4. **Notes.** What reads as a sentence is a note: what ends with `.`, `?`, `!` or `…`, has more
   than eight words, is a link, or is a list of more than eight words with an item of more than
   four. Notes are kept as memos; with `long-comments=code` they are codes.

A note beside one code is that code's memo; beside several, or none, it is a memo on the passage.
White space in a code's name becomes one space. A code that is named twice in one comment counts
once. With `codes=tags` only rule 1 holds, and a comment without tags is a note; with `codes=whole`
each comment is one code, word for word.
"""

import re
from typing import Literal

from attrs import frozen

from qualog_plugins.importers.placing.names import tidy

CodesRule = Literal["auto", "tags", "whole"]
LongRule = Literal["memo", "code"]

_TAG = re.compile(r"(?<![\w&/#])#([^\W_](?:[\w\-./’']*\w)?)")
_COLON = re.compile(r":(?=\s|$)")
_WORD = re.compile(r"[^\W_]")
_MOST_WORDS = 8
_MOST_WORDS_IN_LIST = 4
_SENTENCE_ENDS = (".", "?", "!", "…")
_NOTE_HEADS = frozenset(
    {"note", "notes", "memo", "comment", "kommentar", "anm", "anmärkning", "obs", "nb", "todo"}
)


@frozen
class Code:
    """A code as a comment names it, with the memo that belongs to it alone."""

    name: str
    memo: str = ""


@frozen
class Reading:
    """What a comment says: its codes, and what of it is a note on the passage."""

    codes: tuple[Code, ...] = ()
    note: str = ""


def read_comment(text: str, codes: CodesRule = "auto", long_comments: LongRule = "memo") -> Reading:
    """Return the codes and the note that a comment's text states.

    Args:
        text: what the comment says.
        codes: which rules hold: all of them, only the one of tags, or none.
        long_comments: whether what reads as a sentence is a note or a code.
    """
    if not text.strip():
        return Reading()
    if codes == "whole":
        return Reading((Code(tidy(text)),))
    if tags := [tag for tag in _TAG.findall(text) if not tag.isdigit()]:
        return _combine([Code(tag) for tag in tags], [_without_tags(text)])
    if codes == "tags":
        return Reading(note=text.strip())
    found: list[Code] = []
    notes: list[str] = []
    for line in text.splitlines():
        _read_line(line.strip(), found, notes, long_comments)
    return _combine(found, notes)


def _read_line(line: str, codes: list[Code], notes: list[str], long_comments: LongRule) -> None:
    """Add the codes and the notes of a line to those that were found before."""
    if _ends_as_sentence(line) and not _COLON.search(line):
        if long_comments == "code":
            codes.append(Code(tidy(line)))
        else:
            notes.append(line)
        return
    for head, memo in _pieces(line):
        names = [tidy(name) for name in head.split(",") if _WORD.search(name)]
        if memo is not None and tidy(head).casefold() in _NOTE_HEADS:
            notes.append(memo)
        elif _is_sentence(head) or not names:
            whole = head if memo is None else f"{head}: {memo}"
            if long_comments == "code" and names:
                codes.append(Code(tidy(whole)))
            elif whole.strip():
                notes.append(whole)
        else:
            codes.extend(Code(name, memo or "") for name in names)


def _pieces(line: str) -> list[tuple[str, str | None]]:
    """Return the pieces of a line between semicolons, each as what is before and after a colon.

    What is after the colon is None where a piece has none.
    """
    pieces: list[tuple[str, str | None]] = []
    for part in line.split(";"):
        head, colon, memo = _split_at_colon(part)
        if colon and not _is_sentence(head):
            pieces.append((head, memo))
        elif pieces and pieces[-1][1] is not None:
            earlier_head, earlier_memo = pieces[-1]
            pieces[-1] = (earlier_head, f"{earlier_memo}; {part.strip()}")
        else:
            pieces.append((part.strip(), None))
    return pieces


def _split_at_colon(part: str) -> tuple[str, bool, str]:
    """Return what is before a colon, whether there is one, and what is after it."""
    match = _COLON.search(part)
    if match is None:
        return part.strip(), False, ""
    return part[: match.start()].strip(), True, part[match.end() :].strip()


def _is_sentence(piece: str) -> bool:
    """Return whether a piece reads as a sentence, by rule 4."""
    piece = piece.strip()
    if _ends_as_sentence(piece) or "://" in piece:
        return True
    if len(piece.split()) <= _MOST_WORDS:
        return False
    items = piece.split(",")
    return len(items) == 1 or any(len(item.split()) > _MOST_WORDS_IN_LIST for item in items)


def _ends_as_sentence(piece: str) -> bool:
    return piece.rstrip(" \"'”’»)]").endswith(_SENTENCE_ENDS)


def _without_tags(text: str) -> str:
    """Return the words around the tags, without what only separated them."""
    lines = []
    for line in text.splitlines():
        rest = _TAG.sub(lambda tag: tag.group() if tag[1].isdigit() else "\0", line)
        rest = re.sub(r"(?:\0[\s,;:]*)+", "\0", rest).replace("\0", " ")
        rest = tidy(rest).strip(" ,;:-–—")
        if _WORD.search(rest):
            lines.append(rest)
    return "\n".join(lines)


def _combine(codes: list[Code], notes: list[str]) -> Reading:
    """Return each code once; a note beside a single code becomes that code's memo."""
    once: dict[str, Code] = {}
    for code in codes:
        key = code.name.casefold()
        earlier = once.get(key)
        if earlier is None:
            once[key] = code
        elif code.memo and code.memo not in earlier.memo:
            once[key] = Code(earlier.name, "\n".join(filter(None, (earlier.memo, code.memo))))
    note = "\n".join(filter(None, notes))
    if note and len(once) == 1:
        (code,) = once.values()
        return Reading((Code(code.name, "\n".join(filter(None, (code.memo, note)))),))
    return Reading(tuple(once.values()), note)
