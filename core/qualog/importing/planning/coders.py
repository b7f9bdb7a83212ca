"""Coders: the authors whom a file names, and those of the study whom it means."""

from attrs import define, field

from qualog.decisions.people import AuthorAdded
from qualog.ids import new_id
from qualog.importing.planning.plan import ImportPlan
from qualog.language import message
from qualog.operations.checks import require_text


@define
class CoderPlanner:
    """Finds the authors whom a file names, and adds those whom the study does not have.

    Attributes:
        plan: the import.
        coder: who coded where the file does not say; if None, those who import.
        added: the names of new authors.
    """

    plan: ImportPlan
    coder: str | None = None
    added: list[str] = field(factory=list, init=False)
    _ids: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        authors = self.plan.state.authors.values()
        self._ids = {author.name.casefold(): author.id for author in authors}

    def authors(self, named: str | None) -> tuple[str, ...]:
        """Return the ids of those who decided what a file has of an author."""
        name = named or self.coder
        if not name:
            return self.plan.by
        if name.casefold() not in self._ids:
            id_ = self._ids[name.casefold()] = new_id()
            self.added.append(name)
            decision = AuthorAdded(
                author=id_, name=require_text(name, message("An author needs a name."))
            )
            self.plan.decide(decision, subjects=self.plan.subjects)
        return (self._ids[name.casefold()],)
