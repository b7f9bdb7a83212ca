"""The codebook: codes that a file describes or uses, and those of the study that it means."""

from collections.abc import Sequence

from attrs import define, field

from qualog.decisions.codes import CodeCreated
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.importing.planning.plan import ImportPlan
from qualog.language import listing, message
from qualog.material import ImportedCode
from qualog.operations.checks import require_text
from qualog.state import Code


@define
class CodebookPlanner:
    """Creates the codes that the study does not have; those that it has stay as they are.

    Attributes:
        plan: the import.
        added: the names of new codes.
    """

    plan: ImportPlan
    added: list[str] = field(factory=list, init=False)
    _ids: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        codes = self.plan.state.codebook.live()
        self._ids = {code.name.casefold(): code.id for code in codes}

    def create(self, codes: Sequence[ImportedCode]) -> None:
        """Create the codes of a file's codebook, each after the one above it.

        Raises:
            BadInput: codes lie under each other, or under one that is not there.
        """
        waiting = list(codes)
        while waiting:
            coming = {code.name.casefold() for code in waiting}
            ready = [code for code in waiting if (code.parent or "").casefold() not in coming]
            if not ready:
                names = listing(f"“{code.name}”" for code in waiting)
                raise BadInput("The codes {codes} lie under each other.", codes=names)
            for code in ready:
                self._create_once(code)
            waiting = [code for code in waiting if code not in ready]

    def find(self, name: str) -> str:
        """Return the id of a code; "" if neither the study nor the file has it."""
        return self._ids.get(name.casefold(), "")

    def code(self, name: str, by: tuple[str, ...]) -> str:
        """Return the id of a code that is used; one that is not there is created, by the coder.

        Raises:
            NotAllowed: it is out of use.
        """
        found = self.find(name) or self._merged_into(name) or self._create(ImportedCode(name), by)
        self._ids[name.casefold()] = found
        return found

    def _create_once(self, code: ImportedCode) -> None:
        there = self.find(code.name)
        if there:
            if self._says_more(code, self.plan.state.codebook.codes.get(there)):
                self.plan.leave_behind(
                    message(
                        "The code “{code}” is in the study already and was left as it is.",
                        code=code.name,
                    )
                )
        elif code.parent and not self.find(code.parent):
            raise BadInput(
                "“{code}” lies under “{parent}”, which is not there.",
                code=code.name,
                parent=code.parent,
            )
        else:
            self._create(code, self.plan.by)

    def _says_more(self, code: ImportedCode, there: Code | None) -> bool:
        """Return whether a file tells of a code what the code that is there does not have."""
        above = self.find(code.parent) if code.parent else None
        return there is None or any(
            new and new != known
            for new, known in (
                (code.definition, there.definition),
                (code.include, there.include),
                (code.exclude, there.exclude),
                (code.examples, there.examples),
                (above, there.parent),
            )
        )

    def _merged_into(self, name: str) -> str | None:
        """Return the code that a merged one counts as; None if there never was such a code."""
        codebook = self.plan.state.codebook
        found = None
        for code in codebook.codes.values():
            if code.name.casefold() == name.casefold():
                found = codebook.resolve(code.id)
                if not codebook.codes[found].is_live:
                    raise NotAllowed(
                        "The code “{code}” is no longer in use. Restore or rename it first.",
                        code=name,
                    )
        return found

    def _create(self, code: ImportedCode, by: tuple[str, ...]) -> str:
        decision = CodeCreated(
            code=new_id(),
            name=require_text(code.name, message("A code needs a name.")),
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            parent=self.find(code.parent) if code.parent else None,
        )
        self._ids[code.name.casefold()] = decision.code
        self.added.append(code.name)
        self.plan.decide(decision, by=by, subjects=self.plan.subjects)
        return decision.code
