"""How a decision changes the state: one effect for each decision class, kept in one table."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from qualog.decisions import Decision
from qualog.language import message
from qualog.state.provenance import Provenance
from qualog.state.state import State


class NoEffect(Exception):
    """A decision that cannot take effect on this state; it becomes a question, never an error.

    `on` is the matter and the id that it would have decided.
    """

    def __init__(self, why: str, /, *, on: tuple[str, str] | None = None, **values: object) -> None:
        super().__init__(why)
        self.message = message(why, **values)
        self.on = on

    def __str__(self) -> str:
        return str(self.message)


Applier = Callable[[State, Any, Provenance], None]
APPLIERS: Final[dict[type[Decision], Applier]] = {}

F = TypeVar("F", bound=Applier)


def applies(cls: type[Decision]) -> Callable[[F], F]:
    """Say that this function is the effect of a decision class."""

    def register(function: F) -> F:
        APPLIERS[cls] = function
        return function

    return register


T = TypeVar("T")


def present(things: dict[str, T], id_: str, what: str) -> T:
    """Give the thing of this id, or have no effect because it is not there."""
    try:
        return things[id_]
    except KeyError:
        raise NoEffect(f"the {what} {id_} is not there") from None
