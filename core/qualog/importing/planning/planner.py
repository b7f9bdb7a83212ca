"""The planner of an import: goes through a material, subject by subject."""

from collections.abc import Sequence

from attrs import define, field

from qualog.importing.planning.attributes import AttributePlanner
from qualog.importing.planning.codebook import CodebookPlanner
from qualog.importing.planning.coders import CoderPlanner
from qualog.importing.planning.codings import CodingPlanner
from qualog.importing.planning.documents import DocumentPlanner
from qualog.importing.planning.memos import MemoPlanner
from qualog.importing.planning.people import PeoplePlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.present import Present
from qualog.importing.planning.themes import ThemePlanner
from qualog.importing.result import ImportResult
from qualog.language import message
from qualog.material import ImportedMemoOn, Material
from qualog.state import Document

_PLACELESS = {
    "code": message("A memo on a code has no place: the code is not there."),
    "coding": message("A memo on a coding has no place: the coding is not there."),
    "theme": message("A memo on a theme has no place: the theme is not there."),
}


@define
class ImportPlanner:
    """Plans what is decided of a material: one planner for each subject, and their order."""

    plan: ImportPlan
    importer: str
    coder: str | None = None
    people: PeoplePlanner = field(init=False)
    documents: DocumentPlanner = field(init=False)
    attributes: AttributePlanner = field(init=False)
    codebook: CodebookPlanner = field(init=False)
    codings: CodingPlanner = field(init=False)
    memos: MemoPlanner = field(init=False)
    themes: ThemePlanner = field(init=False)
    coders: CoderPlanner = field(init=False)

    def __attrs_post_init__(self) -> None:
        plan, present = self.plan, Present(self.plan.state)
        self.people = PeoplePlanner(plan)
        self.documents = DocumentPlanner(plan, self.importer, self.people, present)
        self.attributes = AttributePlanner(plan, self.people, self.documents)
        self.codebook = CodebookPlanner(plan)
        self.coders = CoderPlanner(plan, self.coder)
        self.memos = MemoPlanner(plan, self.documents, self.coders, present)
        self.codings = CodingPlanner(
            plan, self.documents, self.codebook, self.coders, self.memos, present
        )
        self.themes = ThemePlanner(plan, self.codebook)

    def add(
        self,
        material: Material,
        *,
        name: str | None = None,
        onto: Document | None = None,
        revises: Document | None = None,
    ) -> None:
        """Plan the decisions: people and documents first, then what is said of them.

        Args:
            material: what the file brings.
            name: what to call its document.
            onto: the document of the study that the file holds a copy of.
            revises: the document of the study whose text the file corrects.

        Raises:
            BadInput, NotAllowed: the material contradicts itself or the study.
        """
        self.people.add(material)
        for document in material.documents:
            if revises is not None:
                self.documents.correct(document, revises)
            else:
                self.documents.bring(document, name or document.name, onto)
        self.documents.note_whose_words()
        self.attributes.give(material)
        self.codebook.create(material.codes)
        for coding in material.codings:
            self.codings.apply(coding)
        for memo in material.memos:
            self.memos.write_on_text(memo)
        for judgement in material.judged:
            self.codings.judge(judgement)
        self.themes.create(material.themes)
        for note in material.memos_on:
            self._write_on(note)

    def result(self, material: Material) -> ImportResult:
        """Return what comes of the material."""
        return ImportResult(
            importer=self.importer,
            documents=tuple(self.documents.added),
            joined=tuple(self.documents.joined),
            revised=tuple(self.documents.revised),
            codes=len(self.codebook.added),
            codings=self.codings.added,
            repeated=self.codings.repeated,
            memos=self.memos.added,
            authors=tuple(self.coders.added),
            participants=tuple(self.people.added),
            values=self.attributes.given,
            themes=self.themes.added,
            dropped=(*material.dropped, *self.plan.left_behind),
            how=material.how,
            samples=material.samples,
            twins=tuple(self.documents.twins),
        )

    def _write_on(self, memo: ImportedMemoOn) -> None:
        """Write a memo on what is not a document, unless that found no place itself."""
        about, subjects = self._meant(memo)
        if about == "":
            self.plan.leave_behind(_PLACELESS[memo.on])
            return
        by = self.coders.authors(memo.author)
        self.memos.write(memo.text, about, by, subjects, dated=memo.dated)

    def _meant(self, memo: ImportedMemoOn) -> tuple[str | None, Sequence[str]]:
        """Return what a memo is about (an id; None for the study, "" for nothing) and whom."""
        match memo.on:
            case "study":
                return None, ()
            case "coding":
                return self.codings.find(memo.about) or ("", ())
            case "participant":
                participant = self.people.participant(memo.about)
                return participant, (participant,)
            case "theme":
                return self.themes.find(memo.about), ()
            case "code":
                return self.codebook.find(memo.about), ()
