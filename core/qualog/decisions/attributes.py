"""Attributes of participants and documents, such as role or age group."""

from typing import Literal

from qualog.decisions.base import Decision, decision, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id
from qualog.language import Message, message

AttributeType = Literal["text", "integer", "number", "yes-no", "date", "time"]
"""A date is an ISO day, a time an ISO day with a time of day."""


@decision("attribute-defined")
class AttributeDefined(Decision):
    """The study records an attribute of its participants and documents from now on."""

    attribute: Id
    type: AttributeType = "text"
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("began to record the attribute “{name}”", name=self.name)


@decision("attribute-renamed")
class AttributeRenamed(Decision):
    """An attribute gets another name."""

    attribute: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "renamed {attribute} to “{name}”",
            attribute=names.attribute(self.attribute),
            name=self.name,
        )


@decision("attribute-given")
class AttributeGiven(Decision):
    """A participant or document (`about`) has this value, written by the attribute's type.

    None takes the value away.
    """

    shown_in_blind_rounds = True

    attribute: Id
    about: Id
    value: str | None = words(default=None)

    def sentence(self, names: Names) -> Message:
        attribute, about = names.attribute(self.attribute), names.anything(self.about)
        if self.value is None:
            return message(
                "removed the value of {attribute} for {about}", attribute=attribute, about=about
            )
        return message(
            "set {attribute} to “{value}” for {about}",
            attribute=attribute,
            value=self.value,
            about=about,
        )

    @property
    def thing(self) -> str | None:
        return self.about

    def tells_about(self, theirs: Theirs) -> bool:
        # A document's values tell about those who speak in it; of a group, about nobody alone.
        return theirs.has_all(self.about)
