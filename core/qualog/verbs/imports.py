"""Taking material in: of all that a file brings, decisions are made, in one act."""

from collections.abc import Generator, Iterator, Sequence

from attrs import define, field, frozen

from qualog.decisions import (
    AuthorAdded,
    CodeCreated,
    CodingApplied,
    Decision,
    DocumentImported,
    MemoWritten,
    PassageAttributed,
    Turn,
)
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.log.log import Draft
from qualog.log.store import StoredContent
from qualog.material import ImportedCode, ImportedDocument, Material
from qualog.state import State
from qualog.text.parts import cut_by_turns, seal_file, seal_text
from qualog.verbs.base import Verbs, worded, writable


@frozen
class Intake:
    """What came in: ids of documents, and how many of the rest; and what was left behind."""

    documents: tuple[str, ...]
    codes: int
    codings: int
    memos: int
    authors: tuple[str, ...]
    dropped: tuple[str, ...]


class Imports(Verbs):
    """The door for material."""

    def take_in(
        self,
        material: Material,
        *,
        importer: str,
        participant: str | None = None,
        name: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Intake:
        """Take in what an importer read, all of it or nothing.

        Args:
            material: what the importer gave.
            importer: the importer's name, for the record.
            participant: whose words the documents are, if they are one participant's.
            name: what to call the document, if there is just one.
            why: the reason, for the whole act.
            by: the authors who import; codings stay with the coders whom the material names.

        Raises:
            NotAllowed: a document of that name is there, or a coding uses a code that is
                merged, split or retired.
            BadInput: the material contradicts itself; nothing was taken in.
        """
        if name is not None and len(material.documents) != 1:
            raise BadInput(f"The file has {len(material.documents)} documents: a name fits one.")
        act = _Act(
            self.state,
            importer,
            self.project.authors_of(by),
            [self.taking_part(participant).id] if participant is not None else [],
        )
        drafts = list(act.drafts(material, name))
        if drafts:
            drafts[0] = drafts[0]._replace(why=why)
            self.project.append(drafts)
        return Intake(
            documents=tuple(act.documents.values()),
            codes=len(act.new_codes),
            codings=len(material.codings),
            memos=act.memos,
            authors=tuple(act.new_authors),
            dropped=(*material.dropped, *act.dropped),
        )


@define
class _Act:
    """Makes the drafts of one import, and remembers which id each name got."""

    state: State
    importer: str
    by: tuple[str, ...]
    subjects: list[str]
    documents: dict[str, str] = field(factory=dict)
    lengths: dict[str, int] = field(factory=dict)
    new_codes: list[str] = field(factory=list)
    new_authors: list[str] = field(factory=list)
    dropped: list[str] = field(factory=list)
    memos: int = 0
    _codes: dict[str, str] = field(factory=dict)
    _authors: dict[str, str] = field(factory=dict)

    def drafts(self, material: Material, name: str | None) -> Iterator[Draft]:
        """Give the decisions: documents first, then coders, codes, codings and memos."""
        for code in self.state.codebook.live():
            self._codes[code.name.casefold()] = code.id
        for author in self.state.authors.values():
            self._authors[author.name.casefold()] = author.id
        for document in material.documents:
            yield from self._document(document, name or document.name)
        yield from self._codebook(material.codes)
        for coding in material.codings:
            by = yield from self._coder(coding.author)
            code_id = yield from self._code(coding.code, by)
            document_id = self._place(coding.document, coding.start, coding.end)
            id_ = new_id()
            yield self._draft(
                CodingApplied(
                    coding=id_,
                    document=document_id,
                    code=code_id,
                    start=coding.start,
                    end=coding.end,
                    dated=coding.dated,
                ),
                by,
            )
            if coding.memo.strip():
                yield from self._memo(coding.memo, id_, by, dated=coding.dated)
        for memo in material.memos:
            by = yield from self._coder(memo.author)
            start, end = memo.start, memo.end
            about = self._place(memo.document, start or 0, end)
            yield from self._memo(memo.text, about, by, start=start, end=end, dated=memo.dated)

    def _document(self, document: ImportedDocument, name: str) -> Iterator[Draft]:
        name = worded(name, "document's name")
        taken = {each.name.casefold() for each in self.state.documents.values()}
        if name.casefold() in taken or document.name in self.documents:
            raise NotAllowed(
                f"There is a document '{name}' already. Give this one another name, or remove "
                "the other first."
            )
        text = writable(document.text, f"text of {name}")
        if not text.strip():
            raise BadInput(f"{name} has no text.")
        speakers = list(dict.fromkeys(turn.speaker for turn in document.turns if turn.speaker))
        turns, end = [], 0
        for turn in document.turns:
            if not end <= turn.start < turn.end <= len(text):
                raise BadInput(f"{name}: its turns overlap or lie outside the text.")
            end = turn.end
            index = speakers.index(turn.speaker) if turn.speaker else -1
            turns.append(Turn(turn.start, turn.end, index, turn.time))
        sealed = [seal_text(piece) for piece in cut_by_turns(text, (turn.end for turn in turns))]
        original = seal_file(document.original) if document.original is not None else None
        id_ = self.documents[document.name] = new_id()
        self.lengths[id_] = len(text)
        decision = DocumentImported(
            document=id_,
            parts=tuple(content for content, _ in sealed),
            turns=tuple(turns),
            original=original and original[0],
            importer=self.importer,
            encoding=document.encoding,
            name=name,
            speakers=tuple(speakers),
        )
        contents = [stored for _, stored in sealed] + ([original[1]] if original else [])
        yield self._draft(decision, self.by, contents=tuple(contents))
        for participant in self.subjects:
            yield self._draft(
                PassageAttributed(document=id_, start=0, end=len(text), participant=participant),
                self.by,
            )

    def _codebook(self, codes: Sequence[ImportedCode]) -> Iterator[Draft]:
        """Create the codes, each after the one above it."""
        waiting = list(codes)
        while waiting:
            coming = {code.name.casefold() for code in waiting}
            ready = [each for each in waiting if (each.parent or "").casefold() not in coming]
            if not ready:
                raise BadInput(f"The codes {', '.join(sorted(coming))} lie under each other.")
            for code in ready:
                if code.name.casefold() in self._codes:
                    self.dropped.append(f"the code '{code.name}' is there already: left as it is")
                    continue
                if code.parent and code.parent.casefold() not in self._codes:
                    raise BadInput(f"'{code.name}' lies under '{code.parent}', which is not there.")
                yield self._draft(self._created(code), self.by)
            waiting = [each for each in waiting if each not in ready]

    def _code(self, name: str, by: tuple[str, ...]) -> Generator[Draft, None, str]:
        found = self._codes.get(name.casefold())
        if found is None:
            for code in self.state.codebook.codes.values():
                if code.name.casefold() == name.casefold():
                    found = self._of_old_code(code.id, name)
        if found is None:
            decision = self._created(ImportedCode(name))
            yield self._draft(decision, by)
            found = decision.code
        return found

    def _of_old_code(self, code: str, name: str) -> str:
        into = self.state.codebook.resolve(code)
        if not self.state.codebook.codes[into].is_live:
            raise NotAllowed(f"The code '{name}' is no longer in use. Restore or rename it first.")
        return into

    def _created(self, code: ImportedCode) -> CodeCreated:
        decision = CodeCreated(
            code=new_id(),
            name=worded(code.name, "code's name"),
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            parent=self._codes[code.parent.casefold()] if code.parent else None,
        )
        self._codes[code.name.casefold()] = decision.code
        self.new_codes.append(code.name)
        return decision

    def _coder(self, name: str | None) -> Generator[Draft, None, tuple[str, ...]]:
        if not name:
            return self.by
        found = self._authors.get(name.casefold())
        if found is None:
            found = self._authors[name.casefold()] = new_id()
            self.new_authors.append(name)
            yield self._draft(AuthorAdded(author=found, name=worded(name, "name")), self.by)
        return (found,)

    def _memo(
        self,
        text: str,
        about: str,
        by: tuple[str, ...],
        *,
        start: int | None = None,
        end: int | None = None,
        dated: int | None = None,
    ) -> Iterator[Draft]:
        self.memos += 1
        decision = MemoWritten(
            memo=new_id(),
            about=about,
            start=start,
            end=end,
            dated=dated,
            text=worded(text, "memo"),
        )
        yield self._draft(decision, by)

    def _place(self, document: str, start: int, end: int | None) -> str:
        id_ = self.documents.get(document)
        if id_ is None:
            raise BadInput(f"A coding is in the document '{document}', which the file lacks.")
        if end is not None and not 0 <= start < end <= self.lengths[id_]:
            raise BadInput(f"A coding at {start}:{end} lies outside of {document}.")
        return id_

    def _draft(
        self,
        decision: Decision,
        by: tuple[str, ...],
        contents: tuple[StoredContent, ...] = (),
    ) -> Draft:
        return Draft(decision, by, None, self.subjects, contents)
