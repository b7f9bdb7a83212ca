"""Verbs for the codebook."""

from collections.abc import Mapping, Sequence

from qualog.decisions.codes import (
    CodeCreated,
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.operations.base import Operations, require_encodable, require_text
from qualog.state import Code


class Codes(Operations):
    """The codebook."""

    def create(
        self,
        name: str,
        *,
        definition: str = "",
        include: str = "",
        exclude: str = "",
        examples: Sequence[str] = (),
        parent: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Code:
        """Add a code, under another one if `parent` names it."""
        name = self._free_name(name)
        id_ = new_id()
        decision = CodeCreated(
            code=id_,
            name=name,
            parent=self._usable(parent).id if parent else None,
            definition=require_encodable(definition, "definition"),
            include=require_encodable(include, "inclusion"),
            exclude=require_encodable(exclude, "exclusion"),
            examples=tuple(examples),
        )
        self.decide(decision, why, by)
        return self.state.codebook.codes[id_]

    def rename(
        self, code: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Give a code another name."""
        found = self.find.code(code)
        return self.decide(CodeRenamed(code=found.id, name=self._free_name(name)), why, by)

    def define(
        self,
        code: str,
        *,
        definition: str | None = None,
        include: str | None = None,
        exclude: str | None = None,
        examples: Sequence[str] | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Put anew what a code means; what is None stays as it is."""
        found = self.find.code(code)
        if definition is include is exclude is examples is None:
            raise BadInput("Say what is to change: definition, include, exclude or examples.")
        decision = CodeDefined(
            code=found.id,
            definition=found.definition if definition is None else definition,
            include=found.include if include is None else include,
            exclude=found.exclude if exclude is None else exclude,
            examples=found.examples if examples is None else tuple(examples),
        )
        return self.decide(decision, why, by)

    def move(
        self,
        code: str,
        under: str | None,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Place a code under another one; at the top if `under` is None."""
        found = self.find.code(code)
        above = self._usable(under) if under is not None else None
        each = above
        while each is not None:
            if each.id == found.id:
                raise NotAllowed(f"'{found.name}' cannot come under itself.")
            each = self.state.codebook.codes.get(each.parent or "")
        return self.decide(CodeMoved(code=found.id, parent=above.id if above else None), why, by)

    def merge(
        self,
        sources: Sequence[str],
        into: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Let several codes count as one; their codings go with them."""
        target = self._usable(into)
        found = [self.find.code(each) for each in sources]
        for each in found:
            if each.id == target.id:
                raise NotAllowed(f"'{target.name}' cannot be merged into itself.")
            if each.status == "merged":
                raise NotAllowed(f"'{each.name}' is merged already.")
        if not found:
            raise BadInput("Say which codes are to be merged.")
        decision = CodesMerged(sources=tuple(each.id for each in found), into=target.id)
        return self.decide(decision, why, by)

    def split(
        self,
        code: str,
        into: Sequence[str],
        *,
        definitions: Sequence[str] = (),
        recode: Mapping[str, str] | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> list[Code]:
        """Make several new codes of one.

        Args:
            code: the code that turns out to be several.
            into: the names of the new codes.
            definitions: theirs, in the same order; may be left out.
            recode: which coding (id) goes to which of the new codes (name). A coding that is
                not named stays with the old code until it is recoded.
            why: the reason.
            by: the authors.
        """
        found = self._usable(code)
        names = [self._free_name(each) for each in into]
        if len(names) < 2 or len({each.casefold() for each in names}) < len(names):
            raise BadInput("A split makes at least two codes, each with a name of its own.")
        if definitions and len(definitions) != len(names):
            raise BadInput("Give a definition for each of the new codes, or none.")
        ids = {name.casefold(): new_id() for name in names}
        recoded = {}
        for wanted, name in (recode or {}).items():
            coding = self.find.coding(wanted)
            if self.state.codebook.resolve(coding.code) != found.id:
                raise NotAllowed(f"The coding {coding.id[:8]} is not under '{found.name}'.")
            if name.casefold() not in ids:
                raise BadInput(f"'{name}' is none of the new codes: {', '.join(names)}.")
            recoded[coding.id] = ids[name.casefold()]
        decision = CodeSplit(
            code=found.id,
            into=tuple(ids.values()),
            recoded=recoded,
            names=tuple(names),
            definitions=tuple(definitions),
        )
        self.decide(decision, why, by)
        return [self.state.codebook.codes[id_] for id_ in ids.values()]

    def retire(self, code: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Stop applying a code; its codings stay."""
        return self.decide(CodeRetired(code=self._usable(code).id), why, by)

    def restore(self, code: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Let a retired code be applied again."""
        found = self.find.code(code)
        if found.status != "retired":
            raise NotAllowed(f"'{found.name}' is not retired but {found.status}.")
        return self.decide(CodeRestored(code=found.id), why, by)

    def _usable(self, wanted: str) -> Code:
        return usable(self, wanted)

    def _free_name(self, name: str) -> str:
        name = require_text(name, "code's name")
        taken = [
            each for each in self.state.codebook.live() if each.name.casefold() == name.casefold()
        ]
        if taken:
            raise NotAllowed(f"There is a code '{taken[0].name}' already ({taken[0].id[:8]}).")
        return name


def usable(verbs: Operations, wanted: str) -> Code:
    """Find a code that may be applied.

    Raises:
        NotAllowed: it was merged, split or retired; the message says into what.
    """
    found = verbs.find.code(wanted)
    if found.is_live:
        return found
    codes = verbs.state.codebook.codes
    into = ", ".join(f"'{codes[each].name}'" for each in found.into if each in codes)
    match found.status:
        case "merged":
            told = f"was merged into {into}: use that"
        case "split":
            told = f"was split into {into}: use one of them"
        case _:
            told = "is retired: restore it first"
    raise NotAllowed(f"The code '{found.name}' {told}.")
