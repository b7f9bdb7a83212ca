"""Codes under each other, from programs that know them by numbers."""

from collections.abc import Hashable, Iterable, Mapping

from attrs import define, field, frozen

from qualog.language import Sayable, message
from qualog.material import ImportedCode
from qualog_plugins.importers.placing.names import quoted, tidy


@frozen
class FoundCode:
    """A code or a folder of codes.

    Attributes:
        key: what the program knows it by.
        name: its name, which other codes may have too.
        definition: what it means.
        above: the key of the code or folder that it lies under; None for none.
        folder: whether it is a folder.
    """

    key: Hashable
    name: str
    definition: str = ""
    above: Hashable = None
    folder: bool = False


@define
class CodeTree:
    """Codes whose names differ, in the order in which they were found.

    Qualog tells codes apart by name, without regard to case; other programs also by where they
    lie. A code whose name is taken has the name of its parent put before it ("school: trust"),
    or a number after it.

    Attributes:
        names: what each code is called, by its key.
        codes: the codes.
        dropped: the names and parents that could not stay.
    """

    names: dict[Hashable, str] = field(factory=dict)
    codes: tuple[ImportedCode, ...] = ()
    dropped: list[Sayable] = field(factory=list)


def tree_of(found: Iterable[FoundCode]) -> CodeTree:
    """Return codes under their parents; one whose parent is missing, or is itself, has none."""
    known = {code.key: code for code in found if code.name.strip()}
    tree = CodeTree()
    taken: dict[str, int] = {}  # names, with how many go by each
    # Folders come last: where a code and a folder share a name, the code keeps it.
    for code in sorted(known.values(), key=lambda code: code.folder):
        name, own = _free(code, known, taken), tidy(code.name)
        if name != own:
            tree.dropped.append(
                message(
                    "the name of another code “{name}”: it is called “{new}” here",
                    name=own,
                    new=name,
                )
            )
        taken[name.casefold()] = 1
        tree.names[code.key] = name
    circular = _circular(known)
    tree.codes = tuple(
        ImportedCode(
            tree.names[key],
            code.definition.strip(),
            parent=None if key in circular else tree.names.get(code.above),
        )
        for key, code in known.items()
    )
    if circular:
        names = sorted(tree.names[key] for key in circular)
        tree.dropped.append(
            message(
                "the parents of codes that lie under each other in a circle: {codes}",
                codes=quoted(names),
            )
        )
    return tree


def _free(code: FoundCode, known: Mapping[Hashable, FoundCode], taken: dict[str, int]) -> str:
    """Return a name for a code that none has yet: one of several forms, else with a number."""
    name = tidy(code.name)
    above = known.get(code.above)
    others = [f"{name} (folder)"] if code.folder else []
    others += [f"{tidy(above.name)}: {name}"] if above else []
    plain = name.casefold()
    while name.casefold() in taken:
        if others:
            name = others.pop(0)
        else:
            taken[plain] += 1
            name = f"{tidy(code.name)} ({taken[plain]})"
    return name


def _circular(known: Mapping[Hashable, FoundCode]) -> set[Hashable]:
    """Return the codes that are their own ancestors.

    No code is walked twice, so that a long chain of codes costs no more than a short one.
    """
    circular: set[Hashable] = set()
    walked: set[Hashable] = set()
    for start in known:
        way: dict[Hashable, None] = {}
        key: Hashable = start
        while key in known and key not in walked:
            way[key] = None
            walked.add(key)
            key = known[key].above
        if key in way:
            steps = list(way)
            circular.update(steps[steps.index(key) :])
    return circular
