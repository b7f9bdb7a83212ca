"""The texts with their codings as brat has them: a folder for each coder, .txt and .ann in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.files import atomic_write
from qualog.language import Sayable, listing, message, plural
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Coding, Memo, State
from qualog.views.study import Study
from qualog_plugins.exporters.shared.archive import write_archive
from qualog_plugins.exporters.shared.file_names import file_names, renamed
from qualog_plugins.exporters.shared.grouping import codings_by_document, memos_by_subject
from qualog_plugins.exporters.shared.left_out import codings_without_words, memos_on_texts, nonzero
from qualog_plugins.exporters.shared.texts import shown_text

_NOT_IN_TYPES = re.compile(r"[^\w-]+")
_CONFIGURATION = "[relations]\n\n[events]\n\n[attributes]\n\n[entities]\n"


class Brat:
    """`qualog import … --coder-from folder` reads the unpacked folders again."""

    name = "brat"
    summary = "A zip for brat: a folder for each coder, with texts and annotations"
    suffix = ".zip"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the folders, and return which names and memos brat cannot hold."""
        state = study.state
        naming = _Naming.of(state)
        with atomic_write(target) as draft:
            write_archive(draft, _files(state, naming))
        names = (document.name for document in state.documents.values())
        return [
            *renamed(names, naming.files.values(), ".txt"),
            *naming.respelt(state),
            *memos_on_texts(state, state.documents),
            *codings_without_words(state.codings.values()),
        ]


@frozen
class _Naming:
    """What things are called in brat.

    Attributes:
        folders: the folder of each coder (an author's id), and of those who coded jointly.
        files: the file of each document (an id), without its suffix.
        types: the type of entity of each code (an id) that has codings.
    """

    folders: Mapping[tuple[str, ...], str]
    files: Mapping[str, str]
    types: Mapping[str, str]

    @classmethod
    def of(cls, state: State) -> "_Naming":
        coders = list(dict.fromkeys(coding.made.authors for coding in state.codings.values()))
        used = {state.codebook.resolve(coding.code) for coding in state.codings.values()}
        codes = [code for code in state.codebook.codes if code in used]
        types = file_names(
            _NOT_IN_TYPES.sub("_", state.codebook.name(code)).strip("_") or "_" for code in codes
        )
        files = file_names(document.name for document in state.documents.values())
        return cls(
            folders=dict(zip(coders, file_names(map(state.author_names, coders)), strict=True)),
            files=dict(zip(state.documents, files, strict=True)),
            types={
                # The number of a second "a b" is in brackets: `a_b (2)` is no type, `a_b_2` is.
                code: type_.replace(" (", "_").rstrip(")")
                for code, type_ in zip(codes, types, strict=True)
            },
        )

    def respelt(self, state: State) -> Sequence[Sayable]:
        """Return which codes cannot be called as they are."""
        names = ((state.codebook.name(code), type_) for code, type_ in self.types.items())
        pairs = [
            message("“{name}” as {type}", name=name, type=type_)
            for name, type_ in names
            if type_ != name
        ]
        return nonzero(
            plural(
                "brat takes no spaces and few signs in the name of a code; one is written "
                "differently: {codes}.",
                "brat takes no spaces and few signs in the name of a code; {n} are written "
                "differently: {codes}.",
                len(pairs),
                codes=listing(pairs),
            )
        )


def _files(state: State, naming: _Naming) -> Iterator[tuple[str, bytes]]:
    memos, by_document = memos_by_subject(state), codings_by_document(state)
    types = "\n".join(naming.types.values())
    yield "annotation.conf", f"{_CONFIGURATION}{types}\n".encode()
    for document, file in naming.files.items():
        text, codings = shown_text(state, document), by_document[document]
        for coders, folder in naming.folders.items():
            own = [
                coding
                for coding in codings
                if coding.made.authors == coders and coding.region is None
            ]
            if own:
                lines = "".join(_lines(state, text, own, naming, memos))
                yield f"{folder}/{file}.txt", text.encode()
                yield f"{folder}/{file}.ann", lines.encode()


def _lines(
    state: State,
    text: str,
    codings: Iterable[Coding],
    naming: _Naming,
    memos: Mapping[str, Sequence[Memo]],
) -> Iterator[str]:
    notes = count(1)
    for number, coding in enumerate(codings, start=1):
        type_ = naming.types[state.codebook.resolve(coding.code)]
        words = re.sub(r"\s", " ", text[coding.start : coding.end])
        yield f"T{number}\t{type_} {coding.start} {coding.end}\t{words}\n"
        for memo in memos.get(coding.id, ()):
            yield f"#{next(notes)}\tAnnotatorNotes T{number}\t{' '.join(memo.text.split())}\n"


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [Brat()]
