"""Whose words a text is, and attributes of participants and documents."""

from typing import Literal

from attrs import frozen

from qualog.decisions.attributes import AttributeType


@frozen
class ImportedAttribution:
    """A passage of a document of the same material that is a participant's words.

    All of the document where `start` is None. A participant whom the project does not have is
    added under the pseudonym.
    """

    document: str
    participant: str
    start: int | None = None
    end: int | None = None


@frozen
class ImportedAttribute:
    """An attribute of participants or documents, and what its values are."""

    name: str
    type: AttributeType = "text"


@frozen
class ImportedValue:
    """What one participant or document has of an attribute, as it was written.

    An attribute that no `ImportedAttribute` describes and the project does not have is a text.
    """

    of: Literal["participant", "document"]
    about: str
    attribute: str
    value: str
