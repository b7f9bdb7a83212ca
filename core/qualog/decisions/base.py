"""What every decision is: a frozen value, told in the researcher's words.

A decision class declares two sorts of fields. Ids, offsets and numbers go to the *body* of
the log's line, which stays for ever. A field made by `words()` holds what somebody said or
typed; it goes to the *sealed part*, which can be erased, and then reads as `ERASED`.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

import attrs


class Erased(str):
    """Stands where words were before they were erased; reads as a mark, never as data."""

    __slots__ = ()


ERASED: Final = Erased("[erased]")


def words(*, erased: Any = ERASED, **arguments: Any) -> Any:
    """Declare a field that holds words: it is sealed, and reads as `erased` once it is erased."""
    return attrs.field(metadata={"sealed": True, "erased": erased}, **arguments)


class Decision:
    """One thing that authors decided. Who, when and why is told by the log's line."""

    __slots__ = ()

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    def __repr__(self) -> str:
        fields = attrs.fields(type(self))  # type: ignore[arg-type]
        told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields)
        return f"{type(self).__name__}({told})"


D = TypeVar("D", bound=type[Decision])
_KINDS: Final[dict[str, type[Decision]]] = {}


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field, words)
)
def decision(kind: str, *, version: int = 1) -> Callable[[D], D]:
    """Make an attrs class a decision of this kind, and make the kind known to a replay."""

    def register(cls: D) -> D:
        # A repr for each of fifty classes would be made at every start; theirs is told below.
        made = attrs.frozen(kw_only=True, repr=False)(cls)
        made.kind = kind
        made.version = version
        return register_kind(made)

    return register


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

_STEPS: Final[dict[tuple[str, int], Upcaster]] = {}


def upcaster(kind: str, version: int) -> Callable[[Upcaster], Upcaster]:
    """Say that this function leads from one version of a kind to the next.

    It is given the fields of the body and the words together, as JSON has them, and must depend
    on nothing else. Words that were erased are missing.

    Raises:
        ValueError: there is such a step already.
    """

    def register(step: Upcaster) -> Upcaster:
        if _STEPS.setdefault((kind, version), step) is not step:
            raise ValueError(f"'{kind}' is led on from version {version} already")
        return step

    return register


def upcast_steps(cls: type[Decision], version: int) -> tuple[Upcaster, ...] | None:
    """Give what leads from an old version of a kind to the class's; None if there is no way."""
    way = [_STEPS.get((cls.kind, each)) for each in range(version, cls.version)]
    found = tuple(each for each in way if each is not None)
    return found if version <= cls.version and len(found) == len(way) else None


_MORE: Final[list[Callable[[], object]]] = []


def on_unknown_kind(ask: Callable[[], object]) -> None:
    """Say who may know more kinds: it is asked once, when there is one that nobody knows."""
    _MORE.append(ask)


def known_kinds() -> dict[str, type[Decision]]:
    """Give every known decision class by its kind."""
    return dict(_KINDS)


def kind_of(name: str) -> type[Decision] | None:
    """Give the class of a kind, or None where no installed code knows it."""
    while name not in _KINDS and _MORE:
        _MORE.pop()()
    return _KINDS.get(name)


def sealed_fields(cls: type[Decision]) -> dict[str, Any]:
    """Give the names of the fields that hold words, each with what stands there once erased."""
    return {
        each.name: each.metadata["erased"]
        for each in attrs.fields(cls)  # type: ignore[arg-type]
        if each.metadata.get("sealed")
    }
