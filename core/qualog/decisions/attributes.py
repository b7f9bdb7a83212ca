"""Attributes: by what participants and documents are told apart, such as role or age group."""

from typing import Literal

from qualog.decisions.base import Decision, decision, words

AttributeType = Literal["text", "integer", "number", "yes-no", "date", "time"]
"""A date is an ISO day, a time an ISO day with a time of day."""


@decision("attribute-defined")
class AttributeDefined(Decision):
    """Participants and documents may be told apart by this from now on."""

    attribute: str
    type: AttributeType = "text"
    name: str = words()


@decision("attribute-renamed")
class AttributeRenamed(Decision):
    """An attribute is called something else from now on."""

    attribute: str
    name: str = words()


@decision("attribute-given")
class AttributeGiven(Decision):
    """A participant or document (`about`) has this value, written by the attribute's type.

    None takes the value away.
    """

    attribute: str
    about: str
    value: str | None = words(default=None)
