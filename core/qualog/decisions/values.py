"""What the values in a body are: ids, places, times, each with what can be true of it.

Limits of numbers, and the form of what a key or a hash is, hold wherever a decision is read, so
nobody who reads meets a number that no text or calendar has. The form of ids is asked for where
decisions come in from elsewhere.
"""

from typing import Annotated

from attrs import frozen
from msgspec import Meta


@frozen
class Form:
    """The form of a text (a regular expression), asked for where it comes in from elsewhere."""

    pattern: str


_ID = "[0-9a-f]{16}"
_DECISION = _ID + r"\.[1-9][0-9]{0,14}"

FIRST_MILLISECOND = -62_135_510_400_000
LAST_MILLISECOND = 253_402_214_400_000
"""A day within the years 1 to 9999, so that what lies between has a date in every time zone."""

Id = Annotated[str, Form(_ID)]
DecisionId = Annotated[str, Form(_DECISION)]
Thing = Annotated[str, Form(f"{_ID}|{_DECISION}")]
"""A thing of the study or a decision."""

SharedField = Annotated[str, Form(f"({_ID}( {_ID})?)?")]
"""What a field that authors share is of: a thing, a thing and its attribute, the study (empty)."""

ContentHash = Annotated[str, Form("[0-9a-f]{64}")]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
HashOrNone = Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
Signature = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]

Day = Annotated[str, Form("[0-9]{4}-[0-9]{2}-[0-9]{2}")]

Number = Annotated[int, Meta(ge=-(1 << 53), le=1 << 53)]
"""Any whole number that every program reads as the same one."""

Seq = Annotated[int, Meta(ge=0, le=1 << 53)]
"""The number of an entry in its chain; 0 stands before the first."""

Offset = Annotated[int, Meta(ge=0, le=1 << 31)]
"""A place in a text or a file, or its length."""

Span = tuple[Offset, Offset]
"""A passage, `[start, end)`."""

Milliseconds = Annotated[int, Meta(ge=FIRST_MILLISECOND, le=LAST_MILLISECOND)]
"""A time: UTC milliseconds since 1970."""
