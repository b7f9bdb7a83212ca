"""Where material lands: on which document of the study, on which passage of it."""

from attrs import evolve, frozen

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.replay.appliers.revisions import shown_in
from qualog.state import Document, State
from qualog.text.alignment import Alignment, align, first_difference
from qualog.text.quoting import find_quotation, quotations, quotations_between

_SHOWN = 60
_ENOUGH = 0.9  # of its words another copy must have, to be another copy


@frozen
class ImportTarget:
    """A document that codings land on; `there` is None for one that comes in with them.

    `gone` are the passages of who withdrew; `alignment` leads from the copy in the file, where
    it is not letter by letter the same. `text` is the document's in that `revision` (an id).
    """

    id: str
    name: str
    text: str
    there: Document | None = None
    gone: tuple[tuple[int, int], ...] = ()
    alignment: Alignment | None = None
    revision: str | None = None

    def passage(
        self,
        start: int | None,
        end: int | None,
        quote: str | None,
        around: tuple[str, str] = ("", ""),
    ) -> tuple[int, int]:
        """Give the span that a coding in the file means.

        `around` are words before and after the quotation, which tell it from others like it.

        Raises:
            BadInput: it lies outside of the text, or its words are not there.
            NotFound, Ambiguous: the quotation is not there, or more than once.
            NotAllowed: it holds words of a participant who withdrew.
        """
        start, end = self._meant(start, end, quote, around)
        if any(first < end and start < last for first, last in self.gone):
            raise NotAllowed(
                f"{start}:{end} of {self.name} holds the words of a participant who withdrew"
            )
        return start, end

    def subjects(self, start: int, end: int) -> list[str]:
        """Give everyone (ids) whom a passage may tell about."""
        return sorted(self.there.subjects_in(start, end)) if self.there else []

    def _meant(
        self, start: int | None, end: int | None, quote: str | None, around: tuple[str, str]
    ) -> tuple[int, int]:
        if start is None or end is None:
            if quote and any(around):
                found = quotations_between(self.text, quote, *around)
                if len(found) == 1:
                    return found[0]
            turns = self.there.turns if self.there else ()
            return find_quotation(self.text, quote or "", turns=turns)
        if self.alignment is not None:
            carried = self.alignment.carried(start, end)
            if carried is None:
                raise NotFound(f"not all words of {start}:{end} are in {self.name} in a row")
            return carried
        if not 0 <= start < end <= len(self.text):
            raise BadInput(
                f"A coding at {start}:{end} lies outside of {self.name}, "
                f"which has {len(self.text)} characters."
            )
        words = _words_in(self.text, start, end)
        if quote and words not in quotations(self.text, quote, *words):
            raise NotFound(
                f"{self.name} has at {start}:{end} not '{_shortened(quote)}' but "
                f"'{_shortened(self.text[start:end])}'"
            )
        return start, end


def _words_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a span without the white space at its edges, which a quotation may lack."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return start, start + len(passage.strip())


def _shortened(quote: str) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"


def import_target(
    state: State, document: Document, text: str | None, *, named: bool
) -> ImportTarget:
    """Give a document of the study as ground for a file's codings.

    A file that holds the text as it was before a correction lands on that revision.

    Args:
        state: the study.
        document: the document that is there.
        text: its text as the file has it; None if the file holds no text.
        named: whether a person said that it is this document: then its text may have other
            white space, and a few other words.

    Raises:
        NotAllowed: the file's text is another; the message says what differs.
    """
    there = state.text(document.id)
    if text is None or text == there:
        return _ground(state, document, there)
    for each in document.revisions:
        if state.text_of(document.id, each.id) == text:
            return _ground(state, shown_in(document, each.id), text)
    differs = first_difference(there, text)
    if not named:
        raise NotAllowed(
            f"There is a document '{document.name}' already, and its text is another: {differs}. "
            "Give this one another name (--name), remove the other first, or say what it is: "
            f"--revises '{document.name}' if the text was corrected, --onto '{document.name}' if "
            "it is a copy of the same text."
        )
    alignment = align(text, there)
    if alignment.share < _ENOUGH:
        raise NotAllowed(
            f"'{document.name}' is not a copy of this text: only {alignment.share:.0%} of the "
            f"file's words are in it; {differs}."
        )
    return evolve(_ground(state, document, there), alignment=alignment)


def _ground(state: State, document: Document, text: str) -> ImportTarget:
    gone = tuple(document.passages_of(state.withdrawn))
    return ImportTarget(
        document.id, document.name, text, document, gone, revision=document.revision
    )
