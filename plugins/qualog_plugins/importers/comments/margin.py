"""Comments in a margin as codings by their authors, whatever program they were written in."""

from typing import Literal

from attrs import frozen

from qualog.material import ImportedCoding, ImportedMemo
from qualog.options import option
from qualog_plugins.importers.transcripts.turns import TurnOptions
from qualog_plugins.importers.word.comments import CodesRule, LongRule, read_comment
from qualog_plugins.importers.word.margin import Comment


@frozen
class CommentOptions(TurnOptions):
    """What comments in a margin become; an importer's own options come on top."""

    codes: Literal["auto", "tags", "whole"] = option(
        "auto", help="codes in comments: auto by the rules, only #tags, or the whole comment"
    )
    long_comments: Literal["memo", "code"] = option(
        "memo", help="what a comment that reads as a sentence becomes"
    )


class CodedComments:
    """Gathers what the comments of a document say."""

    def __init__(self, document: str, codes: CodesRule, long_comments: LongRule) -> None:
        self._document = document
        self._codes: CodesRule = codes
        self._long_comments: LongRule = long_comments
        self._spelling: dict[str, str] = {}  # a code's first spelling in the file is its name
        self.codings: list[ImportedCoding] = []
        self.memos: list[ImportedMemo] = []
        self.dropped: list[str] = []

    def take(self, comment: Comment) -> None:
        """Make codings or a memo of one comment."""
        by = comment.author or "an unnamed author"
        if not comment.text:
            self.dropped.append(f"a comment by {by} that has no text")
            return
        if comment.span is None:
            self.dropped.append(
                f"the place of a comment by {by}, '{_short(comment.text)}': it stands on no words "
                "of the text, so it is a memo on the document"
            )
        elif comment.wide:
            self.dropped.append(
                f"the words of a comment by {by}, '{_short(comment.text)}': they are none of the "
                "text (deleted, or a picture), so it is on its paragraph"
            )
        if comment.span is None or comment.reply:
            self._memo(comment, comment.text)
            return
        start, end = comment.span
        reading = read_comment(comment.text, self._codes, self._long_comments)
        for code in reading.codes:
            name = self._spelling.setdefault(code.name.casefold(), code.name)
            self.codings.append(
                ImportedCoding(
                    self._document, start, end, name, comment.author, comment.dated, code.memo
                )
            )
        if reading.note:
            self._memo(comment, reading.note)

    def _memo(self, comment: Comment, text: str) -> None:
        start, end = comment.span or (None, None)
        self.memos.append(
            ImportedMemo(self._document, text, start, end, comment.author, comment.dated)
        )


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= 40 else f"{told[:39]}…"
