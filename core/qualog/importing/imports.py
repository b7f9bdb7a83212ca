"""Taking material in: of all that a file brings, decisions are made, in one act."""

from collections.abc import Sequence

from attrs import frozen

from qualog.errors import BadInput
from qualog.importing.planner import ImportPlanner
from qualog.language import Sayable
from qualog.material import Material
from qualog.operations.base import Operations


@frozen
class ImportResult:
    """What came in: ids of new documents, of those that were there, and how many of the rest.

    `revised` are the documents whose text was corrected.

    `repeated` counts codings that were there already; `dropped` says what was left behind, `how`
    how the file was read, and `samples` show whether that was right. `twins` are the names of
    documents that were there already with the very text of a new one.
    """

    documents: tuple[str, ...]
    joined: tuple[str, ...]
    revised: tuple[str, ...]
    codes: int
    codings: int
    repeated: int
    memos: int
    authors: tuple[str, ...]
    participants: tuple[str, ...]
    values: int
    themes: int
    dropped: tuple[Sayable, ...]
    how: Sayable = ""
    samples: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


class Imports(Operations):
    """The door for material."""

    def import_(
        self,
        material: Material,
        *,
        importer: str,
        participant: str | None = None,
        name: str | None = None,
        onto: str | None = None,
        revises: str | None = None,
        coder: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> ImportResult:
        """Take in what an importer read, all of it or nothing.

        A document that is there already with the same name and text is not made again: its
        codings and memos are added to it, without those that it has.

        Args:
            material: what the importer gave.
            importer: the importer's name, for the record.
            participant: whose words the new documents are, if they are one participant's.
            name: what to call the document, if there is just one.
            onto: the document that is there and that the material's one document is a copy of.
            revises: the document that is there and whose text the material's one document
                corrects; what was marked in it moves with its words.
            coder: who coded, where the material does not say.
            why: the reason, for the whole act; how the file was read is added to it.
            by: the authors who import; codings stay with the coders whom the material names.

        Raises:
            NotAllowed: a document of that name is there with another text, or a coding uses a
                code that is merged, split or retired.
            BadInput: the material contradicts itself, or nothing of it has a place; nothing was
                taken in.
        """
        if name is not None and len(material.documents) != 1:
            raise BadInput(f"The file has {len(material.documents)} documents: a name fits one.")
        if onto is not None and len(material.documents) != 1:
            raise BadInput(f"The file has {len(material.documents)} documents: --onto fits one.")
        if revises is not None:
            _refuse_beside_a_correction(material, participant, name, onto)
        act = ImportPlanner(
            self.state,
            importer,
            self.project.authors_of(by),
            [self.active_participant(participant).id] if participant is not None else [],
            coder,
        )
        target = self.find.document(onto) if onto is not None else None
        corrected = self.find.document(revises) if revises is not None else None
        drafts = list(act.drafts(material, name, target, corrected))
        if drafts:
            drafts[0] = drafts[0]._replace(why=_reason(why, material.how))
            self.project.append(drafts)
        elif act.homeless and not act.repeated:
            raise BadInput(
                f"Nothing of it has a place in the study: {'; '.join(map(str, act.dropped))}."
            )
        return ImportResult(
            documents=tuple(each.id for each in act.grounds.values() if each.there is None),
            joined=tuple(act.joined),
            revised=tuple(act.revised),
            codes=len(act.new_codes),
            codings=act.codings,
            repeated=act.repeated,
            memos=act.memos,
            authors=tuple(act.new_authors),
            participants=tuple(act.told.new_participants),
            values=act.told.values,
            themes=act.told.themes,
            dropped=(*material.dropped, *act.dropped),
            how=material.how,
            samples=material.samples,
            twins=tuple(act.twins),
        )


def _refuse_beside_a_correction(
    material: Material, participant: str | None, name: str | None, onto: str | None
) -> None:
    if len(material.documents) != 1:
        raise BadInput(f"The file has {len(material.documents)} documents: a correction has one.")
    if onto is not None:
        raise BadInput("A file is a copy of a document (--onto) or corrects it (--revises).")
    if name is not None:
        raise BadInput("A corrected document keeps its name: 'qualog document rename' changes it.")
    if participant is not None:
        raise BadInput(
            "Whose words a corrected document holds is known from before: "
            "'qualog document attribute' changes it."
        )


def _reason(why: str | None, how: Sayable) -> str | None:
    return "; ".join(filter(None, (why, str(how)))) or None
