"""The door for decisions of plugins: a class is looked at, and what it says is kept from harm.

A plugin's kind is its own: it begins with the plugin's name. What the class answers where it is
asked (a sentence, whom it is about, its effect) is looked at each time. Where it raises, the
careful answer stands for it, and the failure is noted.
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any, Final, NamedTuple

import attrs

from qualog.decisions import Decision, Work, register_kind
from qualog.errors import WrongAnswer
from qualog.language import Message
from qualog.log.codec import require_readable
from qualog.plugins.answers import shown
from qualog.plugins.failures import Failures, PluginFailure, PluginOrigin, cause_of
from qualog.replay.appliers.applier import APPLIERS, Applier, NoEffect
from qualog.state.provenance import Provenance
from qualog.state.read_only import read_only
from qualog.state.state import State


def admit(cls: Any, names: Collection[str], origin: PluginOrigin, failures: Failures) -> None:
    """Make a plugin's decision class known, if all is right with it.

    Args:
        cls: what the plugin gives as a decision class.
        names: what its kind may begin with, before a full stop.
        origin: the plugin.
        failures: where it is noted what it fails in.

    Raises:
        WrongAnswer: it is no decision class, or its kind is not the plugin's own.
        TypeError: a field has a type that a log cannot hold.
        msgspec.ValidationError: words have a type that no mark of erased words is of.
        ValueError: another class has the kind already.
    """
    _require_decision(cls)
    if not any(cls.kind.startswith(f"{name}.") for name in names):
        raise WrongAnswer(
            "its decisions of the kind “{kind}” were refused: a plugin's kinds begin with its "
            "name, as in “{name}.{kind}”",
            kind=cls.kind,
            name=origin.name,
        )
    require_readable(cls)
    register_kind(cls)
    for name, careful in _CAREFUL.items():
        if getattr(cls, name) is not getattr(Decision, name):
            setattr(cls, name, _guarded(getattr(cls, name), careful, origin, failures))
    if cls in APPLIERS:
        place, _, _ = cls.kind.partition(".")
        APPLIERS[cls] = _guarded_applier(APPLIERS[cls], place, origin, failures)


def _require_decision(cls: Any) -> None:
    if not (isinstance(cls, type) and issubclass(cls, Decision) and attrs.has(cls)):
        raise WrongAnswer(
            "qualog_decisions returned {found}, and not a class that is made with @decision",
            found=cls.__name__ if isinstance(cls, type) else shown(cls),
        )
    for name, type_ in (("kind", str), ("version", int), ("work", Work | None)):
        if not isinstance(getattr(cls, name, None), type_):
            raise WrongAnswer(
                "the “{name}” of its decision class {cls} is {value}",
                name=name,
                cls=cls.__name__,
                value=shown(getattr(cls, name, None)),
            )
    if any(field.name == "why" for field in attrs.fields(cls)):
        raise WrongAnswer(
            "its decision class {cls} has a field “why”, which is the reason of every decision",
            cls=cls.__name__,
        )
    for name in ("cannot_be_undone", "reaches_back"):
        if getattr(cls, name):
            raise WrongAnswer(
                "its decision class {cls} has “{name}”, which is for Qualog's own kinds alone",
                cls=cls.__name__,
                name=name,
            )


class _Careful(NamedTuple):
    """Of one question to a decision: which answers are right, and what stands for a wrong one."""

    is_right: Callable[[Any], bool]
    otherwise: Callable[..., Any]


def _is_text_or_none(answer: Any) -> bool:
    return answer is None or isinstance(answer, str)


_CAREFUL: Final = {
    # A sentence whose places lack a value fails where it is made a text of.
    "sentence": _Careful(
        lambda answer: isinstance(answer, Message | str) and bool(str(answer)), Decision.sentence
    ),
    "sentence_about": _Careful(
        lambda answer: isinstance(answer, Message | str) and bool(str(answer)),
        Decision.sentence_about,
    ),
    "thing": _Careful(_is_text_or_none, lambda decision: None),
    "codings": _Careful(
        lambda answer: isinstance(answer, tuple) and all(isinstance(id_, str) for id_ in answer),
        lambda decision: (),
    ),
    # Better too many words are erased, and too much is hidden, than too little.
    "counts_codings": _Careful(lambda answer: isinstance(answer, bool), lambda decision: True),
    "tells_about": _Careful(lambda answer: isinstance(answer, bool), lambda *_: True),
    "without_hidden": _Careful(
        lambda answer: answer is None or isinstance(answer, Decision), lambda *_: None
    ),
}
"""What a class may answer for itself, by the name of the method or property."""


def _guarded(member: Any, careful: _Careful, origin: PluginOrigin, failures: Failures) -> Any:
    """Return a method or property of a class that never fails."""
    function: Any = member.fget if isinstance(member, property) else member

    @wraps(function)
    def asked(*arguments: Any) -> Any:
        def answer() -> Any:
            found = function(*arguments)
            if not careful.is_right(found):
                raise WrongAnswer(
                    "{asked} of a decision returned {answer}",
                    asked=function.__name__,
                    answer=shown(found),
                )
            return found

        found = failures.tried(answer, origin)
        return careful.otherwise(*arguments) if isinstance(found, PluginFailure) else found

    return property(asked) if isinstance(member, property) else asked


def _guarded_applier(
    applier: Applier, place: str, origin: PluginOrigin, failures: Failures
) -> Applier:
    """Return an applier that breaks neither a replay nor a study.

    Where it fails, the decision is a question. It changes its own place alone, that of its name in
    `State.of_plugins`, and is shown all else as everybody is.
    """

    @wraps(applier)
    def apply(state: State, decision: Any, made: Provenance) -> None:
        own = {name: kept for name, kept in state.of_plugins.items() if name == place}
        try:
            applier(read_only(state, of_plugins=own), decision, made)
            _require_own(own, place)
        except (NoEffect, KeyboardInterrupt):
            raise
        except BaseException as error:
            failures.note(error, origin)
            raise NoEffect(
                "the plugin {plugin} failed: {cause}", plugin=str(origin), cause=cause_of(error)
            ) from error
        state.of_plugins.update(own)

    return apply


def _require_own(kept: Mapping[str, Any], place: str) -> None:
    for name, found in kept.items():
        if name != place or not isinstance(found, dict):
            raise WrongAnswer(
                "an applier of a decision left {found} in state.of_plugins as “{name}”; it may "
                "keep a dictionary there, as “{place}”",
                found=shown(found),
                name=name,
                place=place,
            )
