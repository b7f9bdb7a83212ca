"""What every decision is: a frozen value, told in the researcher's words.

A decision class declares two sorts of fields. Ids, offsets and numbers go to the *body* of
the log's entry, which stays for ever. A field made by `words()` holds what somebody said or
typed; it goes to the *sealed part*, which can be erased, and then reads as `ERASED`.

The class says all that others need to know of its kind: what a reader of the log is told, whom
its words are about, what a blind round hides of it. So a new kind is one class, and no list has
to be kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Any, ClassVar, Final, Self, TypeVar, dataclass_transform

import attrs

from qualog.decisions.names import Names, Theirs
from qualog.language import Message, message


class Erased(str):
    """Stands where words were before they were erased; reads as a mark, never as data."""

    __slots__ = ()


ERASED: Final = Erased("[erased]")


def words(*, erased: Any = ERASED, **arguments: Any) -> Any:
    """Declare a field that holds words: it is sealed, and reads as `erased` once it is erased."""
    return attrs.field(metadata={"sealed": True, "erased": erased}, **arguments)


LATER: Final = {"later": True}
"""What the metadata of a field says that a version did not write at first: there it is missing."""


def later(*, default: Any) -> Any:
    """Declare a field of the body that its version did not write at first."""
    return attrs.field(default=default, metadata=LATER)


class Work(Enum):
    """What an author does by a decision, in the division of work."""

    MATERIAL = "documents imported"
    READING = "readings"
    CODING = "codings"
    REVISING_CODINGS = "codings revised"
    CODEBOOK = "decisions on the codebook"
    THEMES = "decisions on themes"
    THEORY = "decisions on theory"
    MEMOS = "memos"
    DISCUSSIONS = "discussions"


class Decision:
    """One thing that authors decided. Who, when and why is told by the log's entry.

    The first field of a class names what the decision makes or changes.

    Attributes:
        kind: what it is called in the log.
        version: of its fields; an earlier one is read through `upcaster`.
        work: what its author does by it in the division of work; None where that is not counted.
        changes_meaning: whether the same passage may be coded otherwise from then on.
        cannot_be_undone: why it cannot be taken back, with a place for the `{decision}`; empty
            where it can. Such a decision stands whatever a revert says.
        reaches_back: whether it changes what an earlier decision amounts to, so that a state
            that was folded up to it must be folded from nothing.
        keeps_words: whether its words stay when a participant withdraws, even if it is about them.
        shown_in_blind_rounds: whether it tells nothing of the codings of the documents that it
            names, so that a blind round need not hide it.
    """

    __slots__ = ()

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    work: ClassVar[Work | None] = None
    changes_meaning: ClassVar[bool] = False
    cannot_be_undone: ClassVar[str] = ""
    reaches_back: ClassVar[bool] = False
    keeps_words: ClassVar[bool] = False
    shown_in_blind_rounds: ClassVar[bool] = False

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), _values(self)))

    def __repr__(self) -> str:
        fields = attrs.fields(type(self))  # type: ignore[arg-type]
        values = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields)
        return f"{type(self).__name__}({values})"

    def sentence(self, names: Names) -> Message:
        """Return what was decided, in the past tense and without who decided it.

        The names are those of the study before the decision.
        """
        return message("decided: {kind}", kind=self.kind)

    def sentence_about(self, thing: str, names: Names) -> Message:
        """Return what was decided of one of the things that it is about (an id)."""
        return self.sentence(names)

    @property
    def thing(self) -> str | None:
        """The id of what the decision makes or changes; None is the study."""
        first = next(iter(_body_values(self)), None)
        return first if isinstance(first, str) else None

    @property
    def codings(self) -> tuple[str, ...]:
        """The ids of the codings that it makes or changes."""
        return ()

    @property
    def counts_codings(self) -> bool:
        """Whether its words count codings, so that they tell of all coders' work."""
        return False

    def tells_about(self, theirs: Theirs) -> bool:
        """Return whether its words tell about a participant: what is theirs, or about it.

        It does if it marks a passage of theirs, or names a thing of theirs apart from the
        document in which the passage lies.
        """
        fields = {name for name in ("document", "start", "end") if hasattr(self, name)}
        if len(fields) == 3:
            document, start, end = (getattr(self, name) for name in ("document", "start", "end"))
            if isinstance(start, int) and isinstance(end, int):
                if theirs.has_words(document, getattr(self, "revision", None), start, end):
                    return True
                return any(theirs.has(id_) for id_ in ids_in(self) if id_ != document)
        return any(map(theirs.has, ids_in(self)))

    def without_hidden(self, is_hidden: Callable[[str], bool]) -> Self | None:
        """Return the decision without what it says of things and decisions that are hidden.

        It is everybody's, and shown in part; None where it is shown whole or not at all.
        """
        return None


D = TypeVar("D", bound=type[Decision])
_KINDS: Final[dict[str, type[Decision]]] = {}
_HELD_BACK: Final[ContextVar[bool]] = ContextVar("_HELD_BACK", default=False)


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field, words, later)
)
def decision(kind: str, *, version: int = 1) -> Callable[[D], D]:
    """Make an attrs class a decision of this kind, and make the kind known to a replay."""

    def register(cls: D) -> D:
        # Methods for each of fifty classes would be compiled at every start: `Decision` has one
        # for all of them.
        made = attrs.frozen(kw_only=True, repr=False, eq=False)(cls)
        made.kind = kind
        made.version = version
        return made if _HELD_BACK.get() else register_kind(made)

    return register


@contextmanager
def kinds_held_back() -> Iterator[None]:
    """Let classes be made whose kinds are not known by that: those of a plugin that is loaded.

    Whoever loads it looks at them first, and makes them known with `register_kind`.
    """
    before = _HELD_BACK.set(True)
    try:
        yield
    finally:
        _HELD_BACK.reset(before)


def register_kind(cls: D) -> D:
    """Make a decision class known, such as a plugin's own.

    Raises:
        ValueError: another class has the kind already.
    """
    if _KINDS.setdefault(cls.kind, cls) is not cls:
        raise ValueError(f"the decision kind '{cls.kind}' is taken")
    return cls


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes of what is stored of a decision, by field, what the next version would have stored."""

_UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {}


def upcaster(kind: str, version: int) -> Callable[[Upcaster], Upcaster]:
    """Declare that a function leads from one version of a kind to the next.

    It is given the fields of the body and the words together, as JSON has them, and must depend
    on nothing else. Words that were erased are missing.

    Raises:
        ValueError: there is such a step already.
    """

    def register(step: Upcaster) -> Upcaster:
        if _UPCASTERS.setdefault((kind, version), step) is not step:
            raise ValueError(f"'{kind}' has an upcaster from version {version} already")
        return step

    return register


def upcast_steps(cls: type[Decision], version: int) -> tuple[Upcaster, ...] | None:
    """Return what leads from an old version of a kind to the class's; None if there is no way."""
    steps = [_UPCASTERS.get((cls.kind, old)) for old in range(version, cls.version)]
    found = tuple(step for step in steps if step is not None)
    return found if version <= cls.version and len(found) == len(steps) else None


_ASK_FOR_MORE: Final[list[Callable[[], object]]] = []


def on_unknown_kind(ask: Callable[[], object]) -> None:
    """Declare who may know more kinds: it is asked once, when there is one that nobody knows."""
    _ASK_FOR_MORE.append(ask)


def is_of_a_plugin(cls: type[Decision]) -> bool:
    """Return whether a decision class is another's than Qualog's own."""
    return not cls.__module__.startswith("qualog.")


def known_kinds() -> dict[str, type[Decision]]:
    """Return every known decision class by its kind."""
    return dict(_KINDS)


def kinds_where(holds: Callable[[type[Decision]], object]) -> frozenset[str]:
    """Return the known kinds for whose classes something holds."""
    return frozenset(kind for kind, cls in _KINDS.items() if holds(cls))


def kind_of(name: str) -> type[Decision] | None:
    """Return the class of a kind, or None where no installed code knows it."""
    while name not in _KINDS and _ASK_FOR_MORE:
        _ASK_FOR_MORE.pop()()
    return _KINDS.get(name)


def sealed_fields(cls: type[Decision]) -> dict[str, Any]:
    """Return the names of the fields that hold words, each with what stands there once erased."""
    return {
        field.name: field.metadata["erased"]
        for field in attrs.fields(cls)  # type: ignore[arg-type]
        if field.metadata.get("sealed")
    }


def ids_in(decision: Decision) -> Iterator[str]:
    """Yield every text of a decision's body: nearly all of them are ids."""
    waiting = list(_body_values(decision))
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case dict() as mapping:
                waiting += [*mapping.keys(), *mapping.values()]
            case tuple() | list() as several:
                waiting += several


def _values(decision: Any) -> tuple[Any, ...]:
    return tuple(getattr(decision, field.name) for field in attrs.fields(type(decision)))


def _body_values(decision: Decision) -> Iterator[Any]:
    for field in attrs.fields(type(decision)):  # type: ignore[arg-type]
        if not field.metadata.get("sealed"):
            yield getattr(decision, field.name)
