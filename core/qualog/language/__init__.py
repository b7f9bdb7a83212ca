"""Language: sentences with places for values, so that they can be translated."""

from qualog.language.message import (
    Message,
    Sayable,
    alternatives,
    clauses,
    listing,
    message,
    number,
    paragraph,
    plural,
)
from qualog.language.shortening import shortened

__all__ = [
    "Message",
    "Sayable",
    "alternatives",
    "clauses",
    "listing",
    "message",
    "number",
    "paragraph",
    "plural",
    "shortened",
]
