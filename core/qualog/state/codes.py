"""The codebook, as a replay yields it."""

from collections.abc import Iterator
from typing import Literal

from attrs import define, field, frozen

from qualog.state.provenance import Provenance

Status = Literal["live", "retired", "merged", "split"]


@frozen
class Code:
    """One code of the codebook.

    `into` are the codes that it was merged or split into.
    """

    id: str
    name: str
    made: Provenance
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    parent: str | None = None
    status: Status = "live"
    into: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it may be applied."""
        return self.status == "live"


@define
class Codebook:
    """All codes that ever were, those that are in use, and what became of the others."""

    codes: dict[str, Code] = field(factory=dict)

    def resolve(self, code: str) -> str:
        """Follow merges: give the code that a code counts as today."""
        found = self.codes.get(code)
        if found is None or found.status != "merged":
            return code
        *_, last = self.followed(code)
        return last

    def followed(self, code: str) -> Iterator[str]:
        """Yield a code, and each that it was merged into, the last being what it counts as."""
        seen = {code}
        yield code
        while (found := self.codes.get(code)) and found.status == "merged":
            code = found.into[0]
            if code in seen:
                return
            seen.add(code)
            yield code

    def name(self, code: str) -> str:
        """Return the name of what a code counts as today."""
        found = self.codes.get(self.resolve(code))
        return found.name if found else code

    def live(self) -> list[Code]:
        """Return the codes that may be applied, in the order in which they were made."""
        return [code for code in self.codes.values() if code.is_live]

    def path(self, code: str) -> str:
        """Return a code's name with those of the codes above it: `organisation / workload`."""
        names: list[str] = []
        found = self.codes.get(code)
        while found is not None and len(names) <= len(self.codes):
            names.append(found.name)
            found = self.codes.get(self._shown_under(found) or "")
        return " / ".join(reversed(names))

    def tree(self, parent: str | None = None, depth: int = 0) -> Iterator[tuple[int, Code]]:
        """Yield the codes that are not merged, with their depth, each after the one above it."""
        for code in self.codes.values():
            if code.status != "merged" and self._shown_under(code) == parent:
                yield depth, code
                yield from self.tree(code.id, depth + 1)

    def _shown_under(self, code: Code) -> str | None:
        """Return the code above one, after merges; None where it stands at the top.

        A code into which one above it was merged takes the place of that one, and does not come
        under itself.
        """
        parent = code.parent
        seen = {code.id}
        above = self.codes.get(code.parent or "")
        while above is not None and above.id not in seen:
            seen.add(above.id)
            if self.resolve(above.id) == code.id:
                parent = above.parent
            above = self.codes.get(above.parent or "")
        resolved = self.resolve(parent) if parent else None
        return resolved if resolved in self.codes else None
