"""Codings: passages that coders gave codes, and passages that they judged."""

from collections.abc import Sequence

from attrs import define, field

from qualog.decisions.codings import CodingApplied
from qualog.decisions.documents import DocumentCoded
from qualog.ids import new_id
from qualog.importing.planning.codebook import CodebookPlanner
from qualog.importing.planning.coders import CoderPlanner
from qualog.importing.planning.documents import DocumentPlanner
from qualog.importing.planning.memos import MemoPlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.present import Present
from qualog.importing.target import ImportTarget
from qualog.material import ImportedCoding, ImportedJudgement
from qualog.state.revisions import Anchor


@define
class CodingPlanner:
    """Applies the codings that the study does not have.

    Attributes:
        plan: the import.
        documents: the documents that the file brings or names.
        codebook: the codes that it describes or uses.
        coders: the authors whom it names.
        memos: the memos that it has, of which a coding may bring one.
        present: what the study has already.
        added: how many codings are new.
        repeated: how many were there already.
    """

    plan: ImportPlan
    documents: DocumentPlanner
    codebook: CodebookPlanner
    coders: CoderPlanner
    memos: MemoPlanner
    present: Present
    added: int = field(default=0, init=False)
    repeated: int = field(default=0, init=False)
    _by_key: dict[str, tuple[str, Sequence[str]]] = field(factory=dict, init=False)

    def apply(self, coding: ImportedCoding) -> None:
        """Code a passage or a region, unless the same coder has coded it so already."""
        found = self._place(coding)
        if found is None:
            return
        target, start, end = found
        by = self.coders.authors(coding.author)
        code = self.codebook.code(coding.code, by)
        anchor = Anchor(target.revision, start, end)
        subjects = self.documents.subjects(target, start, end)
        key = self.present.coding(target.id, anchor, coding.region, code, by)
        id_ = self.present.find(key)
        if id_ is not None:
            self.repeated += 1
        else:
            id_ = new_id()
            self.present.add(key, id_)
            self.added += 1
            decision = CodingApplied(
                coding=id_,
                document=target.id,
                code=code,
                start=start,
                end=end,
                revision=target.revision,
                dated=coding.dated,
                region=coding.region,
            )
            self.plan.decide(decision, by=by, subjects=subjects)
        if coding.key:
            self._by_key[coding.key] = id_, subjects
        if coding.memo.strip():
            self.memos.write(coding.memo, id_, by, subjects, dated=coding.dated)

    def judge(self, judgement: ImportedJudgement) -> None:
        """Note which passages a coder judged, unless that was noted before."""
        target = self.documents.target(judgement.document)
        by = self.coders.authors(judgement.author)
        known = target.there.coded if target.there is not None else ()
        if any((coded.made.authors, coded.passages) == (by, judgement.passages) for coded in known):
            return
        decision = DocumentCoded(
            document=target.id, passages=judgement.passages, revision=target.revision
        )
        subjects = self.documents.subjects(target, 0, len(target.text))
        self.plan.decide(decision, by=by, subjects=subjects)

    def find(self, key: str) -> tuple[str, Sequence[str]] | None:
        """Return the id of the coding that a file calls by a key, and whom it may tell about."""
        return self._by_key.get(key)

    def _place(self, coding: ImportedCoding) -> tuple[ImportTarget, int, int] | None:
        if coding.region is not None:  # it marks what is not text
            return self.documents.target(coding.document), 0, 0
        return self.documents.passage(coding, coding.place)
