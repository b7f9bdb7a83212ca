"""Language: what a person reads, as whole sentences with places for values, to be translated."""

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
