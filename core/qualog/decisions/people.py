"""Who does the study, and who takes part in it."""

from qualog.decisions.base import Decision, decision, words


@decision("author-added")
class AuthorAdded(Decision):
    """A researcher joins the study; coding is attributed to them as coder."""

    author: str
    name: str = words()


@decision("author-renamed")
class AuthorRenamed(Decision):
    """A researcher is called something else from now on."""

    author: str
    name: str = words()


@decision("participant-added")
class ParticipantAdded(Decision):
    """A person takes part in the study, under a pseudonym.

    `name` is who they are, if the authors keep the key at all. It is sealed, and is never
    exported unless it is asked for by name.
    """

    participant: str
    pseudonym: str = words()
    name: str | None = words(default=None)


@decision("participant-renamed")
class ParticipantRenamed(Decision):
    """A participant gets another pseudonym."""

    participant: str
    pseudonym: str = words()


@decision("consent-given")
class ConsentGiven(Decision):
    """A participant agreed to take part, on a day (ISO date) and to what `terms` say."""

    participant: str
    day: str | None = None
    terms: str | None = words(default=None)


@decision("consent-withdrawn")
class ConsentWithdrawn(Decision):
    """A participant took back their consent, on a day (ISO date): what they said leaves the study.

    It cannot be undone. What was erased is told by the receipt that follows.
    """

    participant: str
    day: str | None = None
