"""Codes that lie in each other, as programs keep them: with numbers for names."""

from collections.abc import Hashable, Iterable

from attrs import define, field, frozen

from qualog.material import ImportedCode


@frozen
class FoundCode:
    """A code or a folder of codes: its key, and the key of what it lies in."""

    key: Hashable
    name: str
    definition: str = ""
    above: Hashable = None
    folder: bool = False


@define
class CodeTree:
    """Codes with names of their own, in the order in which they were found.

    Qualog tells codes apart by name, without regard to case; other programs also by where they
    lie. What has a name that is taken gets what it lies in before it ("school: trust"), or a
    number behind it.
    """

    names: dict[Hashable, str] = field(factory=dict)
    codes: tuple[ImportedCode, ...] = ()
    dropped: list[str] = field(factory=list)


def tree_of(found: Iterable[FoundCode]) -> CodeTree:
    """Give codes under what they lie in; what lies in itself, or in nothing, under none."""
    known = {each.key: each for each in found if each.name.strip()}
    tree = CodeTree()
    taken: dict[str, int] = {}  # names, with how many go by each
    for each in sorted(known.values(), key=lambda one: one.folder):
        name = _free(each, known, taken)
        if name != tidy(each.name):
            tree.dropped.append(f"the name of one of two '{tidy(each.name)}': it is '{name}' now")
        taken[name.casefold()] = 1
        tree.names[each.key] = name
    circular = _circular(known)
    codes = []
    for key, each in known.items():
        parent = None if key in circular else tree.names.get(each.above)
        codes.append(ImportedCode(tree.names[key], each.definition.strip(), parent=parent))
    tree.codes = tuple(codes)
    if circular:
        names = sorted(tree.names[key] for key in circular)
        tree.dropped.append(f"that codes lie in each other, in a circle: {', '.join(names)}")
    return tree


def tidy(name: str) -> str:
    """Give a name with one space wherever it has white space."""
    return " ".join(name.split())


def _free(code: FoundCode, known: dict[Hashable, FoundCode], taken: dict[str, int]) -> str:
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


def _circular(known: dict[Hashable, FoundCode]) -> set[Hashable]:
    """Give the codes that come back to themselves on the way up; each way is walked once."""
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
