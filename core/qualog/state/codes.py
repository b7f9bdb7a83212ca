"""The codebook, as a replay yields it."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from attrs import define, evolve, field, frozen

from qualog.decisions import (
    ERASED,
    CodeCreated,
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.state.effects import Made, NoEffect, effect_of, present

if TYPE_CHECKING:
    from qualog.state.state import State

Status = Literal["live", "retired", "merged", "split"]


@frozen
class Code:
    """One code of the codebook.

    `into` are the codes that it was merged or split into.
    """

    id: str
    name: str
    made: Made
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
        seen = {code}
        while (found := self.codes.get(code)) and found.status == "merged":
            code = found.into[0]
            if code in seen:
                break
            seen.add(code)
        return code

    def name(self, code: str) -> str:
        """Give the name of what a code counts as today."""
        found = self.codes.get(self.resolve(code))
        return found.name if found else code

    def live(self) -> list[Code]:
        """Give the codes that may be applied, in the order in which they were made."""
        return [code for code in self.codes.values() if code.is_live]

    def path(self, code: str) -> str:
        """Give a code's name with those of the codes above it: `organisation / workload`."""
        names: list[str] = []
        found = self.codes.get(code)
        while found is not None and len(names) <= len(self.codes):
            names.append(found.name)
            found = self.codes.get(found.parent or "")
        return " / ".join(reversed(names))

    def tree(self, parent: str | None = None, depth: int = 0) -> Iterator[tuple[int, Code]]:
        """Give the codes that are not merged away, each after the code above it, with its depth."""
        for code in self.codes.values():
            if code.status != "merged" and self._shown_under(code) == parent:
                yield depth, code
                yield from self.tree(code.id, depth + 1)

    def _shown_under(self, code: Code) -> str | None:
        above = self.resolve(code.parent) if code.parent else None
        return above if above in self.codes else None


@effect_of(CodeCreated)
def _code_created(state: "State", decision: CodeCreated, made: Made) -> None:
    state.codebook.codes[decision.code] = Code(
        id=decision.code,
        name=decision.name,
        made=made,
        definition=decision.definition,
        include=decision.include,
        exclude=decision.exclude,
        examples=decision.examples,
        parent=decision.parent,
    )


@effect_of(CodeRenamed)
def _code_renamed(state: "State", decision: CodeRenamed, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, name=decision.name)


@effect_of(CodeDefined)
def _code_defined(state: "State", decision: CodeDefined, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(
        code,
        definition=decision.definition,
        include=decision.include,
        exclude=decision.exclude,
        examples=decision.examples,
    )


@effect_of(CodeMoved)
def _code_moved(state: "State", decision: CodeMoved, made: Made) -> None:
    codes = state.codebook.codes
    code = present(codes, decision.code, "code")
    above = decision.parent
    while above is not None:
        if above == code.id:
            raise NoEffect(f"the code {code.name} would come under itself")
        above = present(codes, above, "code").parent
    codes[code.id] = evolve(code, parent=decision.parent)


@effect_of(CodesMerged)
def _codes_merged(state: "State", decision: CodesMerged, made: Made) -> None:
    codes = state.codebook.codes
    into = present(codes, decision.into, "code")
    sources = [present(codes, each, "code") for each in decision.sources]
    if state.codebook.resolve(into.id) in decision.sources:
        raise NoEffect(f"the code {into.name} would be merged into itself")
    for source in sources:
        codes[source.id] = evolve(source, status="merged", into=(into.id,))


@effect_of(CodeSplit)
def _code_split(state: "State", decision: CodeSplit, made: Made) -> None:
    codes = state.codebook.codes
    code = present(codes, decision.code, "code")
    told = zip_longest(decision.into, decision.names, decision.definitions)
    for id_, name, definition in told:
        codes[id_] = Code(id_, name or ERASED, made, definition or "", parent=code.parent)
    codes[code.id] = evolve(code, status="split", into=decision.into)
    for coding, into in decision.recoded.items():
        if coding in state.codings:
            state.codings[coding] = state.codings[coding]._replace(code=into)


@effect_of(CodeRetired)
def _code_retired(state: "State", decision: CodeRetired, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, status="retired")


@effect_of(CodeRestored)
def _code_restored(state: "State", decision: CodeRestored, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, status="live", into=())
