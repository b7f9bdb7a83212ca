"""Names that differ, as Qualog tells codes and documents apart by them."""

from attrs import define, field


@define
class UniqueNames:
    """Names of things of a kind, each another; `changed` are those that are not the file's."""

    kind: str
    changed: list[str] = field(factory=list)
    _taken: set[str] = field(factory=set)

    def unique(self, name: str, otherwise: str = "", above: str = "") -> str:
        """Return a name that nothing has yet.

        Args:
            name: what the file calls it.
            otherwise: what to call it where the file has no name.
            above: what it lies under, which may tell it apart.
        """
        wanted = name or otherwise or f"unnamed {self.kind}"
        forms = [wanted, *([f"{wanted} ({above})"] if above else [])]
        number = 2
        while forms[0].casefold() in self._taken:
            forms = forms[1:] or [f"{wanted} ({number})"]
            number += 1
        self._taken.add(forms[0].casefold())
        if forms[0] != name:
            self.changed.append(forms[0])
        return forms[0]
