"""Introductions: what a person is shown of a copy that this one has not met, and what they answer.

Nothing of such a copy is kept before somebody who knows whose it is has said so.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from qualog.errors import BadInput, QualogError
from qualog.language import Message, Sayable, message, paragraph, plural
from qualog.log.integrity.fingerprint import read_fingerprint

UNSIGNED: Final = bytes(32)
"""Stands for the key of a copy that has none: it began before copies were signed."""


@frozen
class Introduction:
    """A copy that comes for the first time, or about which authors disagree.

    Attributes:
        replica: its id.
        author: its author, an id.
        name: what its author is called; empty where that is not known.
        machine: the label of its machine, as it says itself; empty where it says none.
        key: its public key; `UNSIGNED` where it has none.
        fingerprint: the letters that its author reads out.
        decisions: how many decisions of it there are, with those that are here already.
        since: when the first of them was made, in UTC milliseconds since 1970.
        last: the number of the last.
        hash: the hash of the last.
        in_own_name: whether it is said to be another copy of whoever is asked.
        disputed: whether an author said that it has ended, and this copy's own did not.
    """

    replica: str
    author: str
    name: str
    machine: str
    key: bytes
    fingerprint: str
    decisions: int
    since: int
    last: int
    hash: bytes
    in_own_name: bool = False
    disputed: bool = False

    @property
    def sentence(self) -> Message:
        """What a person is told of it, in a sentence."""
        places = {
            "name": self.name or self.author[:8],
            "machine": self.machine or self.replica[:4],
            "letters": self.fingerprint,
        }
        if self.disputed:
            return plural(
                "An author of the study says that the copy of {name}, on “{machine}”, has ended, "
                "and it brings one more decision: {letters}.",
                "An author of the study says that the copy of {name}, on “{machine}”, has ended, "
                "and it brings more decisions, {n} in all: {letters}.",
                self.decisions,
                **places,
            )
        if self.in_own_name:
            return plural(
                "There is a copy in YOUR name ({name}), on “{machine}”, with one decision: "
                "{letters}.",
                "There is a copy in YOUR name ({name}), on “{machine}”, with {n} decisions: "
                "{letters}.",
                self.decisions,
                **places,
            )
        return plural(
            "A copy that this one has not met: {name}, on “{machine}”, one decision: {letters}.",
            "A copy that this one has not met: {name}, on “{machine}”, {n} decisions: {letters}.",
            self.decisions,
            **places,
        )


class NotMet(QualogError):
    """Decisions came of copies that nobody has accepted here. Nothing was kept.

    Attributes:
        introductions: those copies. To take them in, give their fingerprints as `accept`.
    """

    def __init__(self, introductions: Iterable[Introduction]) -> None:
        self.introductions = tuple(introductions)
        super().__init__(paragraph(*map(_how_to_accept, self.introductions), _NOTHING))


_NOTHING: Final = message("Nothing was changed.")


def _how_to_accept(met: Introduction) -> Sayable:
    return paragraph(
        met.sentence,
        message(
            "Ask {name} for these letters, which qualog copies shows on that machine. If they are "
            "the same, do this again with --accept {typed} to accept the copy.",
            name=met.name or met.author[:8],
            typed=as_typed(met.fingerprint),
        )
        if not met.in_own_name
        else message(
            "If it is yours, do this again with --accept {typed} to accept it.",
            typed=as_typed(met.fingerprint),
        ),
    )


def as_typed(fingerprint: str) -> str:
    """Return a fingerprint as it is typed after an option: with hyphens."""
    return fingerprint.replace(" ", "-")


@frozen
class Answers:
    """What a person has said about copies, by fingerprint.

    Attributes:
        accepted: those that are what they say.
        refused: those that are not.
        shown: the introductions that were answered, where they are known: an answer holds for what
            was shown, and no more.
    """

    accepted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    shown: tuple[Introduction, ...] = ()

    @classmethod
    def of(
        cls, accept: Iterable["str | Introduction"], refuse: Iterable["str | Introduction"]
    ) -> "Answers":
        """Return answers from fingerprints as they are typed, or from what was shown.

        Raises:
            BadInput: a text is not a whole fingerprint.
        """
        yes, no = tuple(accept), tuple(refuse)
        shown = (each for each in (*yes, *no) if isinstance(each, Introduction))
        return cls(frozenset(map(_letters, yes)), frozenset(map(_letters, no)), tuple(shown))

    def is_yes(self, met: Introduction) -> bool:
        """Return whether a copy is accepted, as it is now."""
        return met.fingerprint in self.accepted and self._was_shown(met)

    def is_no(self, met: Introduction) -> bool:
        """Return whether a copy is refused, as it is now."""
        return met.fingerprint in self.refused and self._was_shown(met)

    def _was_shown(self, met: Introduction) -> bool:
        shown = [each for each in self.shown if each.fingerprint == met.fingerprint]
        return not shown or any((each.last, each.hash) == (met.last, met.hash) for each in shown)


def _letters(answer: "str | Introduction") -> str:
    if isinstance(answer, Introduction):
        return answer.fingerprint
    letters = read_fingerprint(answer)
    if letters is None:
        raise BadInput(
            "“{text}” is not a whole fingerprint: it has four groups of five letters and digits, "
            "such as 7K3MQ-2XVB9-0TPD4-HC6WA. qualog copies shows it on the other machine.",
            text=answer,
        )
    return letters
