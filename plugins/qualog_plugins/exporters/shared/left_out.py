"""What several formats leave out, as sentences that say where it can be had."""

from collections.abc import Collection, Iterable, Sequence

from qualog.language import Message, Sayable, plural
from qualog.state import Coding, State


def nonzero(*sentences: Message) -> list[Message]:
    """Return the sentences that count something, without those that count none."""
    return [sentence for sentence in sentences if sentence.amount]


def memos_on_texts(state: State, documents: Collection[str]) -> Sequence[Sayable]:
    """Return how many memos are on documents (ids) or passages of them, and so on no coding."""
    return nonzero(
        plural(
            "The file leaves out one memo on a text or a passage. "
            "To export it: qualog export sqlite",
            "The file leaves out {n} memos on texts and passages. "
            "To export them: qualog export sqlite",
            sum(memo.about in documents for memo in state.memos.values()),
        )
    )


def codings_without_words(codings: Iterable[Coding]) -> Sequence[Sayable]:
    """Return how many codings mark a region or a stretch of time, and so no words of a text."""
    return nonzero(
        plural(
            "The file leaves out one coding of a picture, a page or a recording. "
            "To export it: qualog export codings-csv",
            "The file leaves out {n} codings of pictures, pages or recordings. "
            "To export them: qualog export codings-csv",
            sum(coding.region is not None for coding in codings),
        )
    )
