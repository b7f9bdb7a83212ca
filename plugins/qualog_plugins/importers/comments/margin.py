"""Comments in a margin as codings and memos by their authors."""

from collections.abc import Iterable
from typing import Literal

from attrs import define, field, frozen

from qualog.language import Sayable, message
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog_plugins.importers.comments.rules import CodesRule, LongRule, read_comment
from qualog_plugins.importers.placing.passages import shortened
from qualog_plugins.importers.transcripts.turns import TurnOptions, labels_left_behind

_SHOWN = 40


@frozen
class CommentOptions(TurnOptions):
    """What comments in a margin become; an importer's own options come on top."""

    codes: Literal["auto", "tags", "whole"] = option(
        "auto", help="codes in comments: auto by the rules, only #tags, or the whole comment"
    )
    long_comments: Literal["memo", "code"] = option(
        "memo", help="what a comment that reads as a sentence becomes"
    )


@frozen
class Comment:
    """A comment in the margin.

    Attributes:
        text: what it says.
        author: who wrote it; None where the file does not say.
        dated: when, in milliseconds of UTC since 1970; None where the file does not say.
        span: the passage that it is on, in the text; None if it is on no words of the text. A
            reply is on the passage of the comment that it answers.
        reply: whether it answers another comment.
        wide: whether it is on its whole paragraph, since its own words are not in the text
            (deleted, or a picture).
    """

    text: str
    author: str | None
    dated: int | None
    span: tuple[int, int] | None
    reply: bool
    wide: bool = False


def material_with_comments(
    document: ImportedDocument,
    comments: Iterable[Comment],
    options: CommentOptions,
    *,
    left_behind: Iterable[Sayable],
    doubtful: Iterable[str],
) -> Material:
    """Return a document with the codings and memos that the comments in its margin make.

    Args:
        document: the document.
        comments: its comments, in their order.
        options: what comments become.
        left_behind: what else of the file is left behind.
        doubtful: what looked like a speaker's label but was not taken for one.
    """
    coded = _CodedComments(document.name, options.codes, options.long_comments)
    for comment in comments:
        coded.add(comment)
    return Material(
        documents=(document,),
        codings=tuple(coded.codings),
        memos=tuple(coded.memos),
        dropped=(*left_behind, *coded.dropped, *labels_left_behind(doubtful)),
    )


@define
class _CodedComments:
    """Gathers what the comments of a document say."""

    document: str
    codes: CodesRule
    long_comments: LongRule
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    _spellings: dict[str, str] = field(factory=dict)

    def add(self, comment: Comment) -> None:
        """Make codings or a memo of a comment."""
        self.dropped += _lost(comment)
        if not comment.text:
            return
        if comment.span is None or comment.reply:
            self._add_memo(comment, comment.text)
            return
        start, end = comment.span
        reading = read_comment(comment.text, self.codes, self.long_comments)
        for code in reading.codes:
            # A code is called as the file spells it first, whatever case it has later.
            name = self._spellings.setdefault(code.name.casefold(), code.name)
            self.codings.append(
                ImportedCoding(
                    self.document, start, end, name, comment.author, comment.dated, code.memo
                )
            )
        if reading.note:
            self._add_memo(comment, reading.note)

    def _add_memo(self, comment: Comment, text: str) -> None:
        start, end = comment.span or (None, None)
        self.memos.append(
            ImportedMemo(self.document, text, start, end, comment.author, comment.dated)
        )


def _lost(comment: Comment) -> Iterable[Sayable]:
    """Yield what of a comment is left behind."""
    author: Sayable = comment.author or message("an unnamed author")
    if not comment.text:
        yield message("a comment by {author} that has no text", author=author)
    elif comment.span is None:
        yield message(
            "the position of a comment by {author}, “{comment}”: it is on no words of the text, "
            "so it becomes a memo on the document",
            author=author,
            comment=shortened(comment.text, _SHOWN),
        )
    elif comment.wide:
        yield message(
            "the words that a comment by {author} is on, “{comment}”: they are not in the text "
            "(deleted, or a picture), so it is on its paragraph",
            author=author,
            comment=shortened(comment.text, _SHOWN),
        )
