"""Names that are one thing's alone, as Qualog tells codes and documents apart by them."""

from attrs import define, field


@define
class Names:
    """Gives each thing of a kind a name of its own; remembers which had to change."""

    kind: str
    changed: list[str] = field(factory=list)
    _taken: set[str] = field(factory=set)

    def unique(self, name: str, otherwise: str = "", above: str = "") -> str:
        """Give a name that nothing had yet.

        Args:
            name: what the file calls it.
            otherwise: what to call it where the file has no name.
            above: what it lies under, by which it can be told apart.
        """
        told = name or otherwise or f"unnamed {self.kind}"
        tries = [told, *([f"{told} ({above})"] if above else [])]
        number = 2
        while tries[0].casefold() in self._taken:
            tries = tries[1:] or [f"{told} ({number})"]
            number += 1
        self._taken.add(tries[0].casefold())
        if tries[0] != name:
            self.changed.append(tries[0])
        return tries[0]
