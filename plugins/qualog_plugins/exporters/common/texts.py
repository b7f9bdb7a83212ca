"""Whole texts, for formats that hold a text with its codings, and names of their files."""

import re
import zipfile
from collections.abc import Collection, Iterable
from io import BytesIO
from pathlib import Path

from qualog.state import Coding, State
from qualog.state.state import ERASED_CHARACTER

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the same study is the same bytes, whenever it is written


def shown_text(state: State, document: str) -> str:
    """Give a document's text; what a narrowed study leaves aside reads as `█`, as long as it is."""
    text, position, pieces = state.text(document), 0, []
    for start, end in state.left_out(document):
        pieces += [text[position:start], _veiled(text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def on_no_text(codings: Iterable[Coding]) -> list[str]:
    """Say how many codings mark a region or a stretch of time, and so no words of a text."""
    count = sum(each.region is not None for each in codings)
    return [f"codings of pictures, pages or recordings ({count})"] if count else []


def memos_on_texts(state: State, documents: Collection[str]) -> list[str]:
    """Say how many memos are on documents (ids) or passages of them, and so on no coding."""
    count = sum(each.about in documents for each in state.memos.values())
    return [f"memos on texts and passages ({count})"] if count else []


def file_names(names: Iterable[str]) -> list[str]:
    """Give a file's name for each, as every system takes it, none the same as an earlier one."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem = _NOT_IN_NAMES.sub("-", name).strip(" .") or "-"
        told, number = stem, 1
        while told.casefold() in taken:
            number += 1
            told = f"{stem} ({number})"
        taken.add(told.casefold())
        found.append(told)
    return found


def renamed(names: Iterable[str], files: Iterable[str], suffix: str) -> list[str]:
    """Say which names no file can have, and what their files are called."""
    return [
        f"the name of “{name}”: its file is “{file}{suffix}”"
        for name, file in zip(names, files, strict=True)
        if name != file
    ]


def write_archive(target: Path | BytesIO, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, named by their paths, into a zip file."""
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(path, _BEGINNING)
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _veiled(text: str) -> str:
    return "".join(each if each.isspace() else ERASED_CHARACTER for each in text)
