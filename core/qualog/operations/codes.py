"""Operations on the codebook."""

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
from qualog.language import alternatives, listing, message
from qualog.operations.base import Operations
from qualog.operations.checks import require_encodable, require_text
from qualog.state import Code
from qualog.views.find import in_a_list


class Codes(Operations):
    """The codebook."""

    def add(
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
        """Create a code, under another one if `parent` names it."""
        name = self._free_name(name)
        id_ = new_id()
        decision = CodeCreated(
            code=id_,
            name=name,
            parent=usable(self, parent).id if parent else None,
            definition=require_encodable(definition),
            include=require_encodable(include),
            exclude=require_encodable(exclude),
            examples=tuple(map(require_encodable, examples)),
        )
        self.decide(decision, why, by)
        return self.state.codebook.codes[id_]

    def rename(
        self, code: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Rename a code."""
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
        """Change the definition of a code; what is None stays as it is."""
        found = self.find.code(code)
        if definition is include is exclude is examples is None:
            raise BadInput(
                "What is to change? Give --definition, --include, --exclude or --example."
            )
        decision = CodeDefined(
            code=found.id,
            definition=_changed(definition, found.definition),
            include=_changed(include, found.include),
            exclude=_changed(exclude, found.exclude),
            examples=found.examples
            if examples is None
            else tuple(map(require_encodable, examples)),
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
        """Move a code under another one; to the top if `under` is None."""
        found = self.find.code(code)
        parent = usable(self, under) if under is not None else None
        above = parent
        while above is not None:
            if above.id == found.id:
                raise NotAllowed("“{code}” cannot be moved under itself.", code=found.name)
            above = self.state.codebook.codes.get(above.parent or "")
        return self.decide(CodeMoved(code=found.id, parent=parent.id if parent else None), why, by)

    def merge(
        self,
        sources: Sequence[str],
        into: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Merge codes into another one, which their codings count as from now on."""
        target = usable(self, into)
        found = [self.find.code(source) for source in sources]
        for code in found:
            if code.id == target.id:
                raise NotAllowed("“{code}” cannot be merged into itself.", code=target.name)
            if code.status == "merged":
                raise NotAllowed("“{code}” has already been merged.", code=code.name)
        if not found:
            raise BadInput("Which codes are to be merged?")
        decision = CodesMerged(sources=tuple(code.id for code in found), into=target.id)
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
        """Split a code into several new ones.

        Args:
            code: the code that turns out to be several.
            into: the names of the new codes.
            definitions: theirs, in the same order; may be left out.
            recode: which coding (id) goes to which of the new codes (name). A coding that is
                not named stays with the old code until it is recoded.
            why: the reason.
            by: the authors.
        """
        found = usable(self, code)
        names = [self._free_name(name) for name in in_a_list(into)]
        if len(names) < 2 or len({name.casefold() for name in names}) < len(names):
            raise BadInput("A split makes at least two codes, each with a name of its own.")
        if definitions and len(definitions) != len(names):
            raise BadInput("Give a definition for each of the new codes, or none.")
        ids = {name.casefold(): new_id() for name in names}
        decision = CodeSplit(
            code=found.id,
            into=tuple(ids.values()),
            recoded=self._recoded(found, recode or {}, names, ids),
            names=tuple(names),
            definitions=tuple(map(require_encodable, definitions)),
        )
        self.decide(decision, why, by)
        return [self.state.codebook.codes[id_] for id_ in ids.values()]

    def retire(self, code: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Retire a code: it is not applied any more, and its codings stay."""
        return self.decide(CodeRetired(code=usable(self, code).id), why, by)

    def restore(self, code: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Bring a retired code back into use."""
        found = self.find.code(code)
        if found.status != "retired":
            raise NotAllowed("“{code}” is not retired.", code=found.name)
        return self.decide(CodeRestored(code=found.id), why, by)

    def _recoded(
        self, code: Code, recode: Mapping[str, str], names: Sequence[str], ids: Mapping[str, str]
    ) -> dict[str, str]:
        """Return which coding (id) goes to which new code (id)."""
        recoded = {}
        for wanted, name in recode.items():
            coding = self.find.coding(wanted)
            if self.state.codebook.resolve(coding.code) != code.id:
                raise NotAllowed(
                    "The coding {id} is not a coding of “{code}”.", id=coding.id[:8], code=code.name
                )
            if name.casefold() not in ids:
                raise BadInput(
                    "“{name}” is not one of the new codes, which are: {names}.",
                    name=name,
                    names=listing(names),
                )
            recoded[coding.id] = ids[name.casefold()]
        return recoded

    def _free_name(self, name: str) -> str:
        name = require_text(name, message("A code needs a name."))
        for code in self.state.codebook.live():
            if code.name.casefold() == name.casefold():
                raise NotAllowed(
                    "There is already a code “{code}” ({id}).", code=code.name, id=code.id[:8]
                )
        return name


def usable(operations: Operations, wanted: str) -> Code:
    """Find a code that may be applied.

    Raises:
        NotAllowed: it was merged, split or retired; the message says what to use instead.
    """
    found = operations.find.code(wanted)
    if found.is_live:
        return found
    codes = operations.state.codebook.codes
    others = alternatives(f"“{codes[id_].name}”" for id_ in found.into if id_ in codes)
    match found.status:
        case "merged":
            raise NotAllowed(
                "“{code}” was merged into {others}. Use that code.", code=found.name, others=others
            )
        case "split":
            raise NotAllowed(
                "“{code}” was split. Use {others} instead.", code=found.name, others=others
            )
        case _:
            raise NotAllowed(
                "“{code}” is retired. To use it again: qualog code restore “{code}”",
                code=found.name,
            )


def _changed(new: str | None, old: str) -> str:
    return old if new is None else require_encodable(new)
