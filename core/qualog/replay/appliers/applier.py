"""How a decision changes the state: one applier for each decision class, kept in one table."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from qualog.decisions import Decision
from qualog.language import Message, message
from qualog.state.provenance import Provenance
from qualog.state.state import State


class NoEffect(Exception):
    """A decision that cannot take effect on this state; it becomes a question, never an error.

    Attributes:
        reason: why, as a phrase that follows a colon; its values are texts and whole numbers.
        on: the shared field and the id that it would have decided; None where there is none.
    """

    def __init__(
        self,
        reason: str | Message,
        /,
        *,
        on: tuple[str, str] | None = None,
        **values: str | int,
    ) -> None:
        super().__init__(reason)
        self.reason = message(reason, **values) if isinstance(reason, str) else reason
        self.on = on

    def __str__(self) -> str:
        return str(self.reason)


Applier = Callable[[State, Any, Provenance], None]
APPLIERS: Final[dict[type[Decision], Applier]] = {}

F = TypeVar("F", bound=Applier)


def applies(cls: type[Decision]) -> Callable[[F], F]:
    """Declare that a function is the applier of a decision class.

    Raises:
        ValueError: the class has another one already.
    """

    def register(function: F) -> F:
        if APPLIERS.setdefault(cls, function) is not function:
            raise ValueError(f"{cls.__name__} has an applier already")
        return function

    return register


def applier_of(cls: type[Decision]) -> Applier:
    """Return the applier of a decision class; one that changes nothing where it has none.

    A plugin's decision may be one that is only told.
    """
    return APPLIERS.get(cls, _only_told)


def _only_told(state: State, decision: Decision, made: Provenance) -> None:
    """Change nothing."""


T = TypeVar("T")


def present(things: dict[str, T], id_: str, noun: str) -> T:
    """Return the thing of an id.

    Raises:
        NoEffect: it is not there.
    """
    try:
        return things[id_]
    except KeyError:
        raise NoEffect(_NOT_THERE[noun], id=id_) from None


_NOT_THERE: Final = {
    "attribute": "the attribute {id} is not there",
    "author": "the author {id} is not there",
    "code": "the code {id} is not there",
    "coding": "the coding {id} is not there",
    "discussion": "the discussion {id} is not there",
    "document": "the document {id} is not there",
    "link": "the link {id} is not there",
    "memo": "the memo {id} is not there",
    "participant": "the participant {id} is not there",
    "round": "the round {id} is not there",
    "theme": "the theme {id} is not there",
    "theory": "the theory {id} is not there",
}
