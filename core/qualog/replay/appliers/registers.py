"""Deciding what authors share: the values that the decision was made in knowledge of fall."""

from collections.abc import Callable
from typing import Any, Final

from qualog.language import Message, message
from qualog.replay.appliers.applier import NoEffect, present
from qualog.replay.appliers.revisions import show_boundaries, show_outcome, show_text
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


def write(state: State, made: Provenance, field: SharedField, about: str, **value: Any) -> None:
    """Return a field of a thing (an id; empty for the study) a value, and show it.

    Raises:
        NoEffect: the value cannot be, as things are now.
    """
    check(state, field, about, **value)
    register = state.registers.get((field.name, about))
    if register is None:
        register = state.registers[field.name, about] = Register()
    given = Write(made, value)
    register.take(given, state.knowledge.knew)
    show = _SHOWN_IN_TEXT.get(field)
    if show is not None:
        show(state, about, given)
    else:
        field.show(state, about, given)


def check(state: State, field: SharedField, about: str, **value: Any) -> None:
    """Raise `NoEffect` where a field cannot have a value."""
    why_not = _CANNOT_BE.get(field)
    reason = why_not(state, about, value) if why_not is not None else None
    if reason is not None:
        raise NoEffect(reason, on=(field.name, about))


def _code_under_itself(state: State, code: str, value: dict[str, Any]) -> Message | None:
    codes = state.codebook.codes
    above = value["parent"]
    while above is not None:
        if above == code:
            return message("the code “{name}” would come under itself", name=codes[code].name)
        above = present(codes, above, "code").parent
    return None


def _theme_under_itself(state: State, theme: str, value: dict[str, Any]) -> Message | None:
    above = value["parent"]
    while above is not None:
        if above == theme:
            name = state.themes[theme].name
            return message("the theme “{name}” would come under itself", name=name)
        above = present(state.themes, above, "theme").parent
    return None


def _merged_into_itself(state: State, code: str, value: dict[str, Any]) -> Message | None:
    if value["status"] == "merged" and code in state.codebook.followed(value["into"][0]):
        name = state.codebook.codes[code].name
        return message("the code “{name}” would be merged into itself", name=name)
    return None


_CANNOT_BE: Final[dict[SharedField, Callable[[State, str, dict[str, Any]], Message | None]]] = {
    CODE_PLACE: _code_under_itself,
    THEME_PLACE: _theme_under_itself,
    CODE_STATUS: _merged_into_itself,
}

_SHOWN_IN_TEXT: Final[dict[SharedField, Callable[[State, str, Write], None]]] = {
    CODING_EDGES: show_boundaries,
    DISCUSSION_OUTCOME: show_outcome,
    DOCUMENT_TEXT: show_text,
}
"""What must be moved to the wording of the text that is shown, whichever it was decided in."""
