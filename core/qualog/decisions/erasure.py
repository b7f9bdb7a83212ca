"""Erasure: words that somebody took back, or that should not be in the study."""

from qualog.decisions.base import Decision, decision


@decision("decision-redacted")
class DecisionRedacted(Decision):
    """The words of one decision (an id) are to be erased; that it was made stays."""

    target: str


@decision("words-erased")
class WordsErased(Decision):
    """The receipt of an erasure: this copy deleted these words, and every other copy must.

    `because` is the decision that asked for it: a withdrawal or a redaction. `lines` are the
    numbers of the decisions whose sealed parts are gone, by replica; `contents` are ids of
    stretches of text and of files.
    """

    because: str
    lines: dict[str, tuple[int, ...]]
    contents: tuple[str, ...]


@decision("erasure-confirmed")
class ErasureConfirmed(Decision):
    """What these receipts (ids of decisions) tell is deleted from this copy too."""

    receipts: tuple[str, ...]
