"""Where material lands: on which document of the study, and on which passage of it."""

from typing import Final

from attrs import evolve, frozen

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.replay.appliers.revisions import shown_in
from qualog.state import Document, State
from qualog.text.alignment import Alignment, align, first_difference
from qualog.text.quoting import find_quotation, quotations, quotations_between, shortened

_ENOUGH: Final = 0.9
"""Such a share of its words another copy of a text must have, to be one."""


@frozen
class ImportTarget:
    """A document that codings land on.

    Attributes:
        id: the document's.
        name: the document's.
        text: the document's, in `revision`.
        there: the document as the study has it; None for one that comes in with its codings.
        erased: the passages `[start, end)` of participants who withdrew.
        alignment: leads from the copy in the file to the document's text, where the two are not
            the same character by character.
        revision: which revision of the text it is (an id); None for the first.
    """

    id: str
    name: str
    text: str
    there: Document | None = None
    erased: tuple[tuple[int, int], ...] = ()
    alignment: Alignment | None = None
    revision: str | None = None

    def passage(
        self,
        start: int | None,
        end: int | None,
        quote: str | None,
        around: tuple[str, str] = ("", ""),
    ) -> tuple[int, int]:
        """Return the span `[start, end)` that a coding in the file means, in code points.

        Args:
            start: where it starts in the file's text; None where only words are known.
            end: where it ends there; None likewise.
            quote: its words, if they are known.
            around: the words before and after it, which tell it from others that read the same.

        Raises:
            BadInput: it lies outside the text.
            NotFound, Ambiguous: its words are not there, or more than once.
            NotAllowed: it has words of a participant who withdrew.
        """
        start, end = self._meant(start, end, quote, around)
        if any(first < end and start < last for first, last in self.erased):
            raise NotAllowed(
                "{start}:{end} of {document} has words of a participant who withdrew.",
                start=start,
                end=end,
                document=self.name,
            )
        return start, end

    def subjects(self, start: int, end: int) -> list[str]:
        """Return everyone (ids) whom a passage may tell about."""
        return sorted(self.there.subjects_in(start, end)) if self.there else []

    def _meant(
        self, start: int | None, end: int | None, quote: str | None, around: tuple[str, str]
    ) -> tuple[int, int]:
        if start is None or end is None:
            return self._quoted(quote or "", around)
        if self.alignment is not None:
            return self._carried(self.alignment, start, end)
        if not 0 <= start < end <= len(self.text):
            raise BadInput(
                "{start}:{end} lies outside {document}, which has {length} characters.",
                start=start,
                end=end,
                document=self.name,
                length=len(self.text),
            )
        words = _words_in(self.text, start, end)
        if quote and words not in quotations(self.text, quote, *words):
            raise NotFound(
                "{document} does not read “{quote}” at {start}:{end}, but “{words}”.",
                document=self.name,
                start=start,
                end=end,
                quote=shortened(quote),
                words=shortened(self.text[start:end]),
            )
        return start, end

    def _quoted(self, quote: str, around: tuple[str, str]) -> tuple[int, int]:
        if quote and any(around):
            found = quotations_between(self.text, quote, *around)
            if len(found) == 1:
                return found[0]
        turns = self.there.turns if self.there else ()
        return find_quotation(self.text, quote, document=self.name, turns=turns)

    def _carried(self, alignment: Alignment, start: int, end: int) -> tuple[int, int]:
        carried = alignment.carried(start, end)
        if carried is None:
            raise NotFound(
                "Not all words of {start}:{end} in the file stand in a row in {document}.",
                start=start,
                end=end,
                document=self.name,
            )
        return carried


def import_target(
    state: State, document: Document, text: str | None, *, named: bool
) -> ImportTarget:
    """Return a document of the study as the target of a file's codings.

    A file that has the text as it was before a correction lands on that revision.

    Args:
        state: the study.
        document: the document that is there.
        text: its text as the file has it; None if the file has no text.
        named: whether a person said that it is this document: then its text may have other
            white space, and a few other words.

    Raises:
        NotAllowed: the file's text is another; the message says what differs.
    """
    there = state.text(document.id)
    if text is None or text == there:
        return _target(state, document, there)
    for revision in document.revisions:
        if state.text_of(document.id, revision.id) == text:
            return _target(state, shown_in(document, revision.id), text)
    if not named:
        raise NotAllowed(
            "There is already a document “{document}”, with another text. {difference} Import it "
            "as a new document (--name), as a correction (--revises “{document}”) or as a copy of "
            "the same text (--onto “{document}”).",
            document=document.name,
            difference=first_difference(there, text),
        )
    alignment = align(text, there)
    if alignment.share < _ENOUGH:
        raise NotAllowed(
            "The file is not a copy of “{document}”: only {percent}% of its words are there. "
            "{difference}",
            document=document.name,
            percent=int(alignment.share * 100),
            difference=first_difference(there, text),
        )
    return evolve(_target(state, document, there), alignment=alignment)


def _target(state: State, document: Document, text: str) -> ImportTarget:
    erased = tuple(document.passages_of(state.withdrawn))
    return ImportTarget(
        document.id, document.name, text, document, erased, revision=document.revision
    )


def _words_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends, which a quotation may lack."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return start, start + len(passage.strip())
