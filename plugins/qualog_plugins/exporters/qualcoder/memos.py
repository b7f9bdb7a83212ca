"""Where the memos of a study are in a QualCoder project.

What has a memo of its own there, and one owner, has it in its own row: codings, documents,
participants. A memo on a passage is an annotation. A memo on the study, a code or a theme is an
entry of the journal, which has an author and a date; the memo of a code is what the code means.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field

from qualog.language import Sayable, message, plural
from qualog.state import Memo, State
from qualog.state.times import first_made
from qualog_plugins.exporters.qualcoder.tables import Tables, when
from qualog_plugins.exporters.shared.file_names import file_names
from qualog_plugins.exporters.shared.memos import first_answered, without_place

_BETWEEN = "\n\n"


@define
class Memos:
    """The memos that go out.

    Attributes:
        tables: where they are written.
        codes: the codes (ids) that go out.
        on: the memos on each coding, document and participant (an id).
        passages: the memos on passages of each document (an id), with where the passages are.
        replies: how many answer others.
        homeless: how many are on something that does not go out.
    """

    tables: Tables
    codes: set[str]
    on: dict[str, list[Memo]] = field(factory=dict)
    passages: dict[str, list[tuple[int, int, Memo]]] = field(factory=dict)
    replies: int = 0
    homeless: int = 0
    _journal: list[tuple[Sayable, Memo]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        for memo in self._state.memos.values():
            self._place(memo)

    @property
    def _state(self) -> State:
        return self.tables.state

    def cell(self, about: str, authors: Sequence[str]) -> str:
        """Return what is in the cell of something (an id) that some authors (ids) own."""
        return self.joined(self.on.get(about, ()), authors)

    def joined(self, memos: Sequence[Memo], authors: Sequence[str]) -> str:
        """Return memos as one text; who wrote one is said where it is not the owner of the cell."""
        return _BETWEEN.join(
            memo.text
            if tuple(memo.made.authors) == tuple(authors)
            else f"{self.tables.owner(memo.made.authors)}: {memo.text}"
            for memo in memos
        )

    def put_annotations(self, document: str, number: int) -> None:
        """Put the memos on passages of a document (an id), which has a number there."""
        together: dict[tuple[int, int, str], list[Memo]] = {}
        for start, end, memo in self.passages.get(document, ()):
            owner = self.tables.owner(memo.made.authors)
            together.setdefault((start, end, owner), []).append(memo)
        for (start, end, owner), memos in together.items():
            self.tables.add(
                "annotation",
                fid=number,
                pos0=start,
                pos1=end,
                memo=_BETWEEN.join(memo.text for memo in memos),
                owner=owner,
                date=when(first_made(memos[0])),
            )

    def put_journal(self) -> None:
        """Put the entries of the journal."""
        # QualCoder makes files of these names.
        names = file_names(str(about) for about, _ in self._journal)
        for name, (_, memo) in zip(names, self._journal, strict=True):
            self.tables.add(
                "journal",
                name=name,
                jentry=memo.text,
                date=when(first_made(memo)),
                owner=self.tables.owner(memo.made.authors),
            )

    def left_out(self) -> Iterator[Sayable]:
        """Yield what has no place."""
        if self._journal:
            yield plural(
                "One memo on the study, a code or a theme is an entry of QualCoder's journal.",
                "{n} memos on the study, codes and themes are entries of QualCoder's journal.",
                len(self._journal),
            )
        yield from without_place(self.homeless, self.replies)

    def _place(self, memo: Memo) -> None:
        state, first = self._state, first_answered(self._state, memo)
        self.replies += first is not memo
        about, code = first.about or "", state.codebook.resolve(first.about or "")
        theme = state.themes.get(about)
        if about in state.documents and first.start is not None and first.end is not None:
            self.passages.setdefault(about, []).append((first.start, first.end, memo))
        elif self._has_a_cell(about):
            self.on.setdefault(about, []).append(memo)
        elif first.about is None:
            self._journal.append((message("Study"), memo))
        elif code in self.codes:
            name = state.codebook.name(code)
            self._journal.append((message("Code “{name}”", name=name), memo))
        elif theme is not None and not theme.retired:
            self._journal.append((message("Theme “{name}”", name=theme.name), memo))
        else:
            self.homeless += 1

    def _has_a_cell(self, about: str) -> bool:
        state = self._state
        participant = state.participants.get(about)
        is_there = participant is not None and not participant.withdrawn
        return is_there or about in state.documents or about in state.codings
