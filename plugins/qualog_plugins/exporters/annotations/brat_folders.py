"""The texts with their codings as brat has them: a folder for each coder, .txt and .ann in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.files import atomic_write
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Coding, State
from qualog.views.study import Study
from qualog_plugins.exporters.common.texts import (
    file_names,
    memos_on_texts,
    on_no_text,
    renamed,
    shown_text,
    write_archive,
)
from qualog_plugins.exporters.report.gathered import codings_by_document, memos_by_subject

_NOT_IN_TYPES = re.compile(r"[^\w-]+")
_CONFIGURATION = "[relations]\n\n[events]\n\n[attributes]\n\n[entities]\n"


class Brat:
    """`qualog import … --coder-from folder` reads the unpacked folders again."""

    name = "brat"
    summary = "A zip for brat: a folder for each coder, with texts and annotations"
    suffix = ".zip"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the folders; say which names of codes and documents brat does not take."""
        state = study.state
        told = _Telling.of(state)
        with atomic_write(target) as draft:
            write_archive(draft, _files(state, told))
        return [
            *renamed((each.name for each in state.documents.values()), told.files.values(), ".txt"),
            *told.respelt(state),
            *memos_on_texts(state, state.documents),
            *on_no_text(state.codings.values()),
        ]


@frozen
class _Telling:
    """How folders, files and codes are called, by ids; codings made together have a folder."""

    folders: Mapping[tuple[str, ...], str]
    files: Mapping[str, str]
    types: Mapping[str, str]

    @classmethod
    def of(cls, state: State) -> "_Telling":
        coders = list(dict.fromkeys(each.made.authors for each in state.codings.values()))
        used = {state.codebook.resolve(each.code) for each in state.codings.values()}
        codes = [each for each in state.codebook.codes if each in used]
        types = file_names(
            _NOT_IN_TYPES.sub("_", state.codebook.name(each)).strip("_") or "_" for each in codes
        )
        return cls(
            folders=dict(zip(coders, file_names(map(state.author_names, coders)), strict=True)),
            files=dict(
                zip(
                    state.documents,
                    file_names(each.name for each in state.documents.values()),
                    strict=True,
                )
            ),
            types={
                code: type_.replace(" (", "_").rstrip(")")
                for code, type_ in zip(codes, types, strict=True)
            },
        )

    def respelt(self, state: State) -> Iterator[str]:
        """Say which codes could not be called as they are."""
        names = ((state.codebook.name(code), type_) for code, type_ in self.types.items())
        if told := [f"“{name}” is {type_}" for name, type_ in names if type_ != name]:
            yield f"white space and signs in the names of codes: {', '.join(told)}"


def _files(state: State, told: _Telling) -> Iterator[tuple[str, bytes]]:
    memos, by_document = memos_by_subject(state), codings_by_document(state)
    types = "\n".join(told.types.values())
    yield "annotation.conf", f"{_CONFIGURATION}{types}\n".encode()
    for document, file in told.files.items():
        text, codings = shown_text(state, document), by_document[document]
        for coders, folder in told.folders.items():
            own = [each for each in codings if each.made.authors == coders and not each.region]
            if own:
                lines = "".join(_lines(state, text, own, told, memos))
                yield f"{folder}/{file}.txt", text.encode()
                yield f"{folder}/{file}.ann", lines.encode()


def _lines(
    state: State,
    text: str,
    codings: Iterable[Coding],
    told: _Telling,
    memos: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    notes = count(1)
    for number, coding in enumerate(codings, start=1):
        type_ = told.types[state.codebook.resolve(coding.code)]
        words = re.sub(r"\s", " ", text[coding.start : coding.end])
        yield f"T{number}\t{type_} {coding.start} {coding.end}\t{words}\n"
        for memo in memos.get(coding.id, ()):
            yield f"#{next(notes)}\tAnnotatorNotes T{number}\t{' '.join(memo.split())}\n"


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [Brat()]
