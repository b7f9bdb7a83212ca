"""Language: what a person reads, as whole sentences with places for values, to be translated."""

from qualog.language.message import (
    Message,
    Sayable,
    alternatives,
    listing,
    message,
    number,
    paragraph,
    plural,
)

__all__ = [
    "Message",
    "Sayable",
    "alternatives",
    "listing",
    "message",
    "number",
    "paragraph",
    "plural",
]
