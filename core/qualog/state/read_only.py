"""A state as its users are given it: they look at it, and only decisions change it."""

from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import attrs

from qualog.language import message
from qualog.state.codes import Codebook
from qualog.state.overview import as_table, in_a_line
from qualog.state.state import State


@attrs.frozen(eq=False, repr=False)
class ReadOnlyState(State):
    """A state that nobody can change by mistake: whoever tries is told by Python, at once.

    It is what `Project.state` and `Study.state` are. What it holds is the state's own, not a copy
    of it, so it costs the same at any size; of a study that goes on it shows what is decided next.
    """

    def __repr__(self) -> str:
        return f"<State {in_a_line(self, moment=self._latest)}>"

    def _repr_html_(self) -> str:
        return as_table(self, moment=self._latest)

    @property
    def _latest(self) -> str:
        """When the last of its decisions was made; it does not know which moment was asked for."""
        if not self.at:
            return str(message("the beginning"))
        return f"{datetime.fromtimestamp((self.at >> 16) / 1000):%Y-%m-%d %H:%M}"


def read_only(state: State, **own: Any) -> ReadOnlyState:
    """Return a view of a state in which nothing can be set, added or cleared.

    Args:
        state: the state.
        **own: fields that stand in the place of the state's, and may be changed.
    """
    fields = {name: _shown(getattr(state, name)) for name in _SHOWN}
    fields["of_plugins"] = MappingProxyType(
        {name: _shown(kept) for name, kept in state.of_plugins.items()}
    )
    view = ReadOnlyState(**(fields | own), read_content=state._read_content, texts=state._texts)
    # What it has found out of itself serves both: a place is not looked up in all codings twice.
    object.__setattr__(view, "_kept", state._kept)
    return view


_SHOWN: Final = [field.name for field in attrs.fields(State) if field.name[0] != "_"]


def _shown(value: Any) -> Any:
    match value:
        case Codebook():
            return Codebook(_shown(value.codes))
        case dict():
            return MappingProxyType(value)
        case list():
            return tuple(value)
        case set():
            return frozenset(value)
        case _:
            return value
