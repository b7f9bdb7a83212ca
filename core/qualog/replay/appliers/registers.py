"""Deciding what authors share: the values that the decision was made in knowledge of fall."""

from collections.abc import Callable
from typing import Any, Final

from qualog.replay.appliers.applier import NoEffect, present
from qualog.replay.appliers.revisions import show_edges, show_outcome, show_text
from qualog.state.provenance import Provenance
from qualog.state.registers import (
    CODE_PLACE,
    CODE_STATUS,
    CODING_EDGES,
    DISCUSSION_OUTCOME,
    DOCUMENT_TEXT,
    THEME_PLACE,
    Register,
    SharedField,
    Write,
)
from qualog.state.state import State


def write(state: State, made: Provenance, shared: SharedField, about: str, **value: Any) -> None:
    """Give a matter of a thing (an id; empty for the study) a value, and show it.

    Raises:
        NoEffect: the value cannot be, as things are now.
    """
    check(state, shared, about, **value)
    register = state.registers.get((shared.matter, about))
    if register is None:
        register = state.registers[shared.matter, about] = Register()
    given = Write(made, value)
    register.take(given, state.knowledge.knew)
    show = _SHOWN.get(shared)
    if show is not None:
        show(state, about, given)
    else:
        shared.show(state, about, given)


def check(state: State, shared: SharedField, about: str, **value: Any) -> None:
    """Have no effect where a value cannot be."""
    why_not = _CANNOT_BE.get(shared)
    if why_not is not None and (why := why_not(state, about, value)):
        raise NoEffect(why, on=(shared.matter, about))


def _code_under_itself(state: State, code: str, value: dict[str, Any]) -> str | None:
    codes = state.codebook.codes
    above = value["parent"]
    while above is not None:
        if above == code:
            return f"the code “{codes[code].name}” would come under itself"
        above = present(codes, above, "code").parent
    return None


def _theme_under_itself(state: State, theme: str, value: dict[str, Any]) -> str | None:
    above = value["parent"]
    while above is not None:
        if above == theme:
            return f"the theme “{state.themes[theme].name}” would come under itself"
        above = present(state.themes, above, "theme").parent
    return None


def _merged_into_itself(state: State, code: str, value: dict[str, Any]) -> str | None:
    if value["status"] == "merged" and code in state.codebook.followed(value["into"][0]):
        return f"the code “{state.codebook.codes[code].name}” would be merged into itself"
    return None


_CANNOT_BE: Final[dict[SharedField, Callable[[State, str, dict[str, Any]], str | None]]] = {
    CODE_PLACE: _code_under_itself,
    THEME_PLACE: _theme_under_itself,
    CODE_STATUS: _merged_into_itself,
}

_SHOWN: Final[dict[SharedField, Callable[[State, str, Write], None]]] = {
    CODING_EDGES: show_edges,
    DISCUSSION_OUTCOME: show_outcome,
    DOCUMENT_TEXT: show_text,
}
"""What is shown in the text as it stands, wherever it was decided."""
