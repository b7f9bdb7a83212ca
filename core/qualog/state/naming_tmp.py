"""What the things of a study are called, when they are spoken of by id."""

from typing import TYPE_CHECKING

from attrs import frozen

from qualog.errors import NotFound
from qualog.state.codings import Marked

if TYPE_CHECKING:
    from qualog.state.state import State

QUOTE = 60


@frozen
class Names:
    """What things are called, by id, in one state; the id itself where it has no such thing."""

    state: "State"

    def author(self, id_: str) -> str:
        """Name an author."""
        return self.state.author_names([id_])

    def participant(self, id_: str) -> str:
        """Name a participant."""
        found = self.state.participants.get(id_)
        return found.pseudonym if found else id_

    def attribute(self, id_: str) -> str:
        """Name an attribute, in quotation marks."""
        found = self.state.attributes.get(id_)
        return f"“{found.name}”" if found else id_

    def document(self, id_: str) -> str:
        """Name a document, in quotation marks."""
        found = self.state.documents.get(id_)
        return f"“{found.name}”" if found else id_

    def speaker(self, document: str, index: int) -> str:
        """Name a speaker of a document, by index."""
        found = self.state.documents.get(document)
        return found.speakers[index] if found and index < len(found.speakers) else str(index)

    def passage(self, document: str, start: int, end: int, revision: str | None) -> str:
        """Name a passage of a revision (an id; None for the first) with its document."""
        try:
            text = self.state.text_of(document, revision)
        except NotFound:
            return f"{start}:{end} of {document}"
        told = " ".join(text[start:end].split())
        quote = told if len(told) <= QUOTE else f"{told[: QUOTE - 1]}…"
        return f"“{quote}” in {self.document(document)}"

    def _marked(self, marked: Marked) -> str:
        """Name a passage of the text that is shown."""
        document = self.state.documents.get(marked.document)
        revision = document.revision if document else None
        return self.passage(marked.document, marked.start, marked.end, revision)

    def code(self, id_: str) -> str:
        """Name a code, in quotation marks."""
        found = self.state.codebook.codes.get(id_)
        return f"“{found.name}”" if found else id_

    def coding(self, id_: str) -> str:
        """Name a coding with its passage."""
        found = self.state.every_coding.get(id_)
        if found is None:
            return f"the coding {id_}"
        return f"the code {self.code(found.code)} from {self._marked(found)}"

    def discussion(self, id_: str) -> str:
        """Name a discussion by its passage."""
        found = self.state.every_discussion.get(id_)
        if found is None:
            return f"the discussion {id_}"
        return f"the discussion of {self._marked(found)}"

    def theme(self, id_: str) -> str:
        """Name a theme, in quotation marks."""
        found = self.state.themes.get(id_)
        return f"“{found.name}”" if found else id_

    def round(self, id_: str) -> str:
        """Name a round, in quotation marks."""
        found = self.state.rounds.get(id_)
        return f"“{found.name}”" if found else id_

    def theory(self, id_: str) -> str:
        """Name a theory, in quotation marks."""
        found = self.state.theories.get(id_)
        return f"“{found.name}”" if found else id_

    def concept(self, id_: str) -> str:
        """Name a concept with its theory."""
        found = self.state.concept(id_)
        return f"“{found[1].name}” ({found[0].name})" if found else id_

    def link(self, id_: str) -> str:
        """Name what a theory link ties to what."""
        found = self.state.links.get(id_)
        if found is None:
            return id_
        return f"{self.anything(found.subject)} to {self.concept(found.concept)}"

    def anything(self, id_: str | None) -> str:
        """Name anything of the study; None is the study itself."""
        state = self.state
        if id_ is None:
            return "the study"
        if id_ in state.codebook.codes:
            return f"the code {self.code(id_)}"
        if id_ in state.themes:
            return f"the theme {self.theme(id_)}"
        if id_ in state.rounds:
            return f"the round {self.round(id_)}"
        if id_ in state.documents:
            return self.document(id_)
        if id_ in state.attributes:
            return f"the attribute {self.attribute(id_)}"
        if id_ in state.participants:
            return self.participant(id_)
        if id_ in state.every_coding:
            coding = state.every_coding[id_]
            return self._marked(coding)
        if id_ in state.links:
            return self.link(id_)
        if id_ in state.every_discussion:
            return self.discussion(id_)
        if id_ in state.memos:
            return f"the memo “{state.memos[id_].text[:QUOTE]}”"
        return short_decision(id_)


def short_decision(decision: str) -> str:
    """Give a decision's id as long as people type it."""
    replica, dot, seq = decision.partition(".")
    return f"{replica[:4]}.{seq}" if dot else decision
