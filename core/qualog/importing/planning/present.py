"""What the study has already of what a file brings: it comes in once, however often imported."""

from attrs import define, field

from qualog.replay.appliers.revisions import here
from qualog.state import Document, State
from qualog.state.revisions import Anchor

Key = tuple[object, ...]
"""What makes two codings, or two memos, the same for an import."""


@define
class Present:
    """The codings and memos of the study and of the import, by what makes them the same.

    Attributes:
        state: the study as it is before the import.
        corrected: documents as they will be, where the import corrects their text.
    """

    state: State
    corrected: dict[str, Document] = field(factory=dict, init=False)
    _ids: dict[Key, str] = field(factory=dict, init=False)
    _knows_study: bool = field(default=False, init=False)

    def coding(
        self, document: str, anchor: Anchor, region: object, code: str, by: tuple[str, ...]
    ) -> Key:
        """Return what makes a coding the same: its passage, its code and its coders."""
        return document, self._where(document, anchor), region, code, by

    def memo(self, about: str | None, anchor: Anchor | None, text: str, by: tuple[str, ...]) -> Key:
        """Return what makes a memo the same: what it is about, its text and its authors."""
        where = self._where(about, anchor) if about is not None and anchor is not None else None
        return about, where, text, by

    def find(self, key: Key) -> str | None:
        """Return the id of what has a key; None if nothing has."""
        if not self._knows_study and self._is_of_study(key[0]):
            self._look()
        return self._ids.get(key)

    def add(self, key: Key, id_: str) -> None:
        """Note what the import itself brings."""
        self._ids[key] = id_

    def _is_of_study(self, about: object) -> bool:
        """Return whether something may be known; nothing is of a thing that is new.

        A study may have many codings, so they are only looked at where it matters.
        """
        state = self.state
        things = (
            state.documents,
            state.codings,
            state.codebook.codes,
            state.themes,
            state.participants,
        )
        return about is None or any(about in kind for kind in things)

    def _look(self) -> None:
        self._knows_study = True
        for coding in self.state.codings.values():
            anchor = self._anchor(coding.document, coding.start, coding.end, coding.origin)
            code = self.state.codebook.resolve(coding.code)
            key = self.coding(coding.document, anchor, coding.region, code, coding.made.authors)
            self._ids[key] = coding.id
        for memo in self.state.memos.values():
            where = None
            if memo.about is not None and memo.start is not None and memo.end is not None:
                where = self._anchor(memo.about, memo.start, memo.end, memo.origin)
            self._ids[self.memo(memo.about, where, memo.text, memo.made.authors)] = memo.id

    def _anchor(self, document: str, start: int, end: int, origin: Anchor | None) -> Anchor:
        return origin or here(self.state.documents[document], start, end)

    def _where(self, document: str, anchor: Anchor) -> tuple[int, int]:
        """Return where an anchor will lie in a document once its text is corrected."""
        shown = self.corrected.get(document) or self.state.documents.get(document)
        return shown.placed(anchor) if shown is not None else (anchor.start, anchor.end)
