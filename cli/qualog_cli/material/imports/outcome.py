"""What became of the files of one import, all together; and a bar while they go by."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from attrs import define, field

from qualog.errors import BadInput
from qualog.importing.discovery import FoundFile
from qualog.importing.result import ImportResult
from qualog.language import Sayable, listing, message, number, plural
from qualog_cli.shared.formats import series
from qualog_cli.shared.output import say, warn

_MANY: Final = 4
"""From so many files on, a bar is shown; so many that were passed over are named."""

Speaker = Callable[..., None]
"""Prints a line: `say`, or what does the same beside a bar."""


@define
class Outcome:
    """What became of the files of one import.

    Attributes:
        files: the files to import.
        unknown: files of a folder that no importer is sure of.
        failed: the files that could not be imported.
        imported: how many were.
        documents: how many documents are new.
        joined: how many were there already.
        codings: how many codings are new.
        warnings: about broken plugins, with the files that each may have been the one to read.
    """

    files: Sequence[FoundFile]
    unknown: Sequence[Path]
    failed: list[Path] = field(factory=list)
    imported: int = 0
    documents: int = 0
    joined: int = 0
    codings: int = 0
    warnings: dict[str, list[Path]] = field(factory=dict)

    def add(self, result: ImportResult) -> None:
        """Count what one file brought."""
        self.imported += 1
        self.documents += len(result.documents)
        self.joined += len(result.joined)
        self.codings += result.codings

    def warn(self, warnings: Iterable[Sayable], files: Iterable[Path]) -> None:
        """Keep what is to be said of broken plugins and some files: each thing once, at the end."""
        for warning in warnings:
            self.warnings.setdefault(str(warning), []).extend(files)

    @contextmanager
    def summed_up(self) -> Iterator[None]:
        """Print at the end what was imported and what was not, also where the user stops it.

        Raises:
            BadInput: the user stopped it.
        """
        is_stopped = False
        try:
            yield
        except KeyboardInterrupt:
            is_stopped = True
        for path in self.unknown[:_MANY]:
            say(
                message(
                    "{path} was passed over, since no importer is sure of it. To import it, name "
                    "it.",
                    path=path,
                )
            )
        if (more := len(self.unknown) - _MANY) > 0:
            say(plural("One more file was passed over.", "{n} more files were passed over.", more))
        for warning, files in self.warnings.items():
            warn(message("{files}: {warning}", files=_named(files), warning=warning))
        if len(self.files) > 1:
            say(self._summary())
            if self.failed:
                say(message("Not imported: {paths}", paths=listing(self.failed)), err=True)
        if is_stopped:
            raise BadInput(
                "Stopped. What was imported is complete; the same command goes on from there."
            )

    def _summary(self) -> Sayable:
        counts = {"imported": number(self.imported), "all": number(len(self.files))}
        parts = [
            plural("one new document", "{n} new documents", self.documents),
            plural("one already there", "{n} already there", self.joined),
            plural("one coding", "{n} codings", self.codings),
        ]
        brought = [part for part in parts if part.amount]
        if not brought:
            return message("Imported {imported} of {all} files.", **counts)
        return message(
            "Imported {imported} of {all} files: {parts}.", parts=series(brought), **counts
        )


def _named(files: Sequence[Path]) -> Sayable:
    named, more = listing(files[:_MANY]), len(files) - _MANY
    if more <= 0:
        return named
    return plural("{files} and one more file", "{files} and {n} more files", more, files=named)


@contextmanager
def progress(files: Sequence[FoundFile]) -> Iterator[tuple[Iterable[FoundFile], Speaker]]:
    """Yield the files, with a bar where several go by on a terminal; and what prints beside it."""
    if len(files) < _MANY or not sys.stderr.isatty():
        yield files, say
        return

    def say_beside(line: object, *, err: bool = False) -> None:
        click.echo("\r\033[K", nl=False, err=True)  # clears the bar, which is drawn again below
        say(line, err=err)

    with click.progressbar(files, label=str(message("Importing")), file=sys.stderr) as bar:
        yield bar, say_beside
