"""Who does the study, and who takes part in it."""

from qualog.decisions.base import Decision, decision, words
from qualog.decisions.erasure import ERASED_FOR_GOOD
from qualog.decisions.names import Names
from qualog.decisions.values import Day, Id
from qualog.language import Message, message


@decision("author-added")
class AuthorAdded(Decision):
    """A researcher joins the study; coding is attributed to them as coder."""

    keeps_words = True

    author: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("added the author {name}", name=self.name)


@decision("author-renamed")
class AuthorRenamed(Decision):
    """A researcher gets another name."""

    author: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "renamed {author} to {name}",
            author=names.author(self.author),
            name=self.name,
        )


@decision("participant-added")
class ParticipantAdded(Decision):
    """A person takes part in the study, under a pseudonym.

    `name` is who they are, if the authors keep the key at all. It is sealed, and is never
    exported unless it is asked for by name.
    """

    participant: Id
    pseudonym: str = words()
    name: str | None = words(default=None)

    def sentence(self, names: Names) -> Message:
        return message("added the participant {pseudonym}", pseudonym=self.pseudonym)


@decision("participant-renamed")
class ParticipantRenamed(Decision):
    """A participant gets another pseudonym."""

    participant: Id
    pseudonym: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "gave {participant} the pseudonym {pseudonym}",
            participant=names.participant(self.participant),
            pseudonym=self.pseudonym,
        )


@decision("consent-given")
class ConsentGiven(Decision):
    """A participant agreed to take part, on a day (ISO date) and to what `terms` say."""

    participant: Id
    day: Day | None = None
    terms: str | None = words(default=None)

    def sentence(self, names: Names) -> Message:
        participant = names.participant(self.participant)
        if self.day is None:
            return message("noted the consent of {participant}", participant=participant)
        return message(
            "noted the consent of {participant}, given on {day}",
            participant=participant,
            day=self.day,
        )


@decision("consent-withdrawn")
class ConsentWithdrawn(Decision):
    """A participant took back their consent, on a day (ISO date): what they said leaves the study.

    It cannot be undone. The receipt that follows says what was erased.
    """

    cannot_be_undone = ERASED_FOR_GOOD
    keeps_words = True

    participant: Id
    day: Day | None = None

    def sentence(self, names: Names) -> Message:
        participant = names.participant(self.participant)
        if self.day is None:
            return message("noted that {participant} withdrew", participant=participant)
        return message(
            "noted that {participant} withdrew on {day}", participant=participant, day=self.day
        )
