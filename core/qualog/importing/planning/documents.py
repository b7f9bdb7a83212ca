"""Documents: new ones, others that are in the study already, and corrected texts."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from attrs import define, evolve, field

from qualog.decisions.documents import DocumentImported, PassageAttributed
from qualog.errors import BadInput, NotAllowed, NotFound, QualogError
from qualog.ids import new_id
from qualog.importing.corrections import correction, turns_of
from qualog.importing.planning.people import PeoplePlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.present import Present
from qualog.importing.target import ImportTarget, import_target
from qualog.language import Sayable, message
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo
from qualog.operations.checks import require_encodable, require_text
from qualog.state import Document, State
from qualog.text.chunks import cut_by_turns, seal_file, seal_text
from qualog.text.layout import write_layout

_BY_CHANCE: Final = 200
"""Below so many code points, two documents may have the same text by chance."""


@define
class DocumentPlanner:
    """Makes the documents of a file, and finds those of the study that it means.

    Attributes:
        plan: the import.
        importer: the importer's name, for the record.
        people: the participants whom the file names.
        present: what the study has already.
        added: the ids of new documents.
        joined: those of documents that were there with the same text.
        revised: those of documents whose text is corrected.
        twins: the names of documents that were there with the very text of a new one.
    """

    plan: ImportPlan
    importer: str
    people: PeoplePlanner
    present: Present
    added: list[str] = field(factory=list, init=False)
    joined: list[str] = field(factory=list, init=False)
    revised: list[str] = field(factory=list, init=False)
    twins: list[str] = field(factory=list, init=False)
    _targets: dict[str, ImportTarget] = field(factory=dict, init=False)

    def bring(self, document: ImportedDocument, name: str, onto: Document | None) -> None:
        """Make a document of a file, under a name; or find the one of the study that it is.

        Raises:
            BadInput: it has no text, or its turns contradict its text.
            NotAllowed: the file has two of the name, or the study has it with another text.
        """
        name = require_text(name, message("A document needs a name."))
        if document.name in self._targets:
            raise NotAllowed(
                "The file has two documents called “{document}”. Rename one of them.",
                document=document.name,
            )
        text = require_encodable(document.text)
        if not text.strip() and document.media is None:
            raise BadInput("{document} has no text.", document=name)
        there = onto or _named(self.plan.state, name)
        if there is not None:
            self._join(document.name, there, text, named=onto is not None)
        else:
            self._add(document, name, text)

    def correct(self, document: ImportedDocument, there: Document) -> None:
        """Correct the text of a document of the study by that of a file.

        Raises:
            BadInput, NotAllowed: it cannot be its corrected text.
        """
        text = require_encodable(document.text)
        if text == self.plan.state.text(there.id):
            self._join(document.name, there, text, named=True)
            return
        made = correction(self.plan.state, there, evolve(document, text=text), self.importer)
        self.present.corrected[there.id] = made.document
        self._targets[document.name] = ImportTarget(
            there.id, there.name, text, made.document, revision=made.document.revision
        )
        self.revised.append(there.id)
        self.plan.decide(made.decision, contents=made.contents)

    def note_whose_words(self) -> None:
        """Leave behind whose words those documents are that the study has already."""
        joined = (name for name, target in self._targets.items() if target.there is not None)
        if (self.plan.subjects or self.people.is_attributed(joined)) and (
            self.joined or self.revised
        ):
            self.plan.leave_behind(
                message(
                    "Whose words a document is that was in the study before is not changed by an "
                    "import. To say it: qualog document attribute"
                )
            )

    def target(self, name: str) -> ImportTarget:
        """Return the document that a file means by a name: one of its own, else of the study.

        Raises:
            BadInput: there is none.
        """
        if name not in self._targets:
            state = self.plan.state
            there = _named(state, name) or _named(state, PurePath(name).stem)
            if there is None:
                raise BadInput(
                    "The document “{document}” is neither in the file nor in the study.",
                    document=name,
                )
            self._targets[name] = import_target(state, there, None, named=False)
        return self._targets[name]

    def passage(
        self, marked: ImportedCoding | ImportedMemo, place: Sayable
    ) -> tuple[ImportTarget, int, int] | None:
        """Return the document and the passage that a coding or a memo marks.

        None, and a word on it in the plan, where it has no place in a document of the study. In a
        text that the file brings itself, an importer has to know the place.

        Args:
            marked: the coding or the memo.
            place: where in the file it is, such as "row 12"; may be empty.

        Raises:
            QualogError: it marks no passage of the text that the file brings.
        """
        try:
            target = self.target(marked.document)
            around = (marked.before, marked.after)
            return target, *target.passage(marked.start, marked.end, marked.quote, around)
        except QualogError as error:
            target_found = self._targets.get(marked.document)
            is_own = target_found is not None and target_found.there is None
            if is_own and marked.quote is None:
                raise
            reason = error.message
            named = message("{place}: {reason}", place=place, reason=reason) if place else reason
            self.plan.leave_without_place(named)
            return None

    def subjects(self, target: ImportTarget, start: int, end: int, name: str = "") -> Sequence[str]:
        """Return whom (ids) a passage of a document may tell about; `name` is the file's for it."""
        if target.there is not None:
            return target.subjects(start, end)
        spoken = self.people.in_passage(name or target.name, start, end)
        return [*self.plan.subjects, *spoken]

    def owner(self, name: str) -> tuple[str, set[str]]:
        """Return the id of a document, and whom (ids) its text tells about.

        Raises:
            NotFound: neither the file nor the study has it.
        """
        try:
            target = self.target(name)
        except BadInput as error:
            raise NotFound(error.message) from None
        return target.id, set(self.subjects(target, 0, len(target.text), name))

    def _join(self, name: str, there: Document, text: str, *, named: bool) -> None:
        self._targets[name] = import_target(self.plan.state, there, text, named=named)
        self.joined.append(there.id)

    def _add(self, document: ImportedDocument, name: str, text: str) -> None:
        self.twins += _twins(self.plan.state, text)
        speakers: list[str] = []
        turns = turns_of(document, name, speakers)
        boundaries = {turn.end for turn in turns} | self.people.boundaries(document.name)
        parts = [seal_text(part) for part in cut_by_turns(text, sorted(boundaries)) if part]
        original = seal_file(document.original) if document.original is not None else None
        layout = seal_file(write_layout(document.lines)) if document.lines else None
        decision = DocumentImported(
            document=new_id(),
            parts=tuple(content for content, _ in parts),
            turns=turns,
            original=original and original[0],
            importer=self.importer,
            encoding=document.encoding,
            layout=layout and layout[0],
            media=document.media,
            name=name,
            speakers=tuple(speakers),
        )
        id_ = decision.document
        self._targets[document.name] = ImportTarget(id_, name, text)
        self.added.append(id_)
        sealed = [*parts, *(content for content in (original, layout) if content is not None)]
        self.plan.decide(
            decision, subjects=self.plan.subjects, contents=[stored for _, stored in sealed]
        )
        for participant in self.plan.subjects:
            whole = PassageAttributed(document=id_, start=0, end=len(text), participant=participant)
            self.plan.decide(whole, subjects=[participant])
        self.people.attribute(document.name, id_, len(text))


def _twins(state: State, text: str) -> list[str]:
    """Return the names of the documents that have just this text."""
    if len(text) < _BY_CHANCE:
        return []
    documents = (found for found in state.documents.values() if found.length == len(text))
    return [document.name for document in documents if state.text(document.id) == text]


def _named(state: State, name: str) -> Document | None:
    folded = name.strip().casefold()
    documents = state.documents.values()
    return next((found for found in documents if found.name.casefold() == folded), None)
