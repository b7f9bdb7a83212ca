"""The act of taking material in: of what a file brings, drafts of decisions are made."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import PurePath

from attrs import define, evolve, field

from qualog.decisions import Decision
from qualog.decisions.codes import CodeCreated
from qualog.decisions.codings import CodingApplied
from qualog.decisions.documents import DocumentCoded, DocumentImported, PassageAttributed
from qualog.decisions.memos import MemoWritten
from qualog.decisions.people import AuthorAdded
from qualog.errors import BadInput, NotAllowed, NotFound, QualogError
from qualog.ids import new_id
from qualog.importing.corrections import correction, turns_of
from qualog.importing.descriptions import Descriptions
from qualog.importing.target import ImportTarget, import_target
from qualog.log.log import Draft
from qualog.log.store import StoredContent
from qualog.material import (
    ImportedAttribution,
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedJudgement,
    ImportedMemo,
    ImportedMemoOn,
    ImportedTheme,
    Material,
)
from qualog.operations.base import require_encodable, require_text
from qualog.replay.appliers.revisions import here
from qualog.state import Document, State
from qualog.state.revisions import Anchor
from qualog.text.chunks import cut_by_turns, seal_file, seal_text
from qualog.text.layout import write_layout

_MOST_TOLD = 20
_NO_CHANCE = 200  # code points from which on the same text is the same document


@define
class ImportPlanner:
    """Makes the drafts of one import, and remembers which id each name got."""

    state: State
    importer: str
    by: tuple[str, ...]
    subjects: list[str]
    coder: str | None = None
    grounds: dict[str, ImportTarget] = field(factory=dict)
    joined: list[str] = field(factory=list)
    revised: list[str] = field(factory=list)
    new_codes: list[str] = field(factory=list)
    new_authors: list[str] = field(factory=list)
    codings: int = 0
    repeated: int = 0
    memos: int = 0
    twins: list[str] = field(factory=list)
    homeless: list[str] = field(factory=list)
    _dropped: list[str] = field(factory=list)
    _codes: dict[str, str] = field(factory=dict)
    _authors: dict[str, str] = field(factory=dict)
    _keys: dict[str, tuple[str, Sequence[str]]] = field(factory=dict)
    _present: dict[tuple[object, ...], str] = field(factory=dict)
    _shown: dict[str, Document] = field(factory=dict)
    _looked: bool = False
    told: Descriptions = field(init=False)
    _attributed: dict[str, list[ImportedAttribution]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.told = Descriptions(self.state, self.by)

    @property
    def dropped(self) -> tuple[str, ...]:
        """What found no place, in words; of many of one kind, the first."""
        more = len(self.homeless) - _MOST_TOLD
        told = [*self._dropped, *self.told.dropped, *self.homeless[:_MOST_TOLD]]
        return (*told, f"and {more} more that have no place") if more > 0 else tuple(told)

    def drafts(
        self,
        material: Material,
        name: str | None = None,
        onto: Document | None = None,
        revises: Document | None = None,
    ) -> Iterator[Draft]:
        """Give the decisions: people and documents first, then codes, codings and memos."""
        for code in self.state.codebook.live():
            self._codes[code.name.casefold()] = code.id
        for author in self.state.authors.values():
            self._authors[author.name.casefold()] = author.id
        yield from self.told.people(material)
        for attribution in material.attributions:
            self._attributed.setdefault(attribution.document, []).append(attribution)
        for document in material.documents:
            if revises is not None:
                yield from self._correction(document, revises)
            else:
                yield from self._document(document, name or document.name, onto)
        whose = self.subjects or self._attributed.keys() & self._joined_names()
        if whose and (self.joined or self.revised):
            self._dropped.append(
                "whose words they are, of documents that are there already: say it with "
                "'qualog document attribute'"
            )
        yield from self.told.attributes(material, self._owner)
        yield from self._codebook(material.codes)
        for coding in material.codings:
            yield from self._coding(coding)
        for memo in material.memos:
            yield from self._memo_of(memo)
        for judgement in material.judged:
            yield from self._judgement(judgement)
        yield from self._themes(material.themes)
        for note in material.memos_on:
            yield from self._memo_on(note)

    def _document(
        self, document: ImportedDocument, name: str, onto: Document | None
    ) -> Iterator[Draft]:
        name = require_text(name, "document's name")
        if document.name in self.grounds:
            raise NotAllowed(f"The file has a document '{document.name}' already. Rename one.")
        text = require_encodable(document.text, f"text of {name}")
        if not text.strip() and document.media is None:
            raise BadInput(f"{name} has no text.")
        there = onto or _named(self.state, name)
        if there is not None:
            ground = import_target(self.state, there, text, named=onto is not None)
            self.grounds[document.name] = ground
            self.joined.append(ground.id)
            self._look()
            return
        self.twins += _twins(self.state, text)
        speakers: list[str] = []
        turns = turns_of(document, name, speakers)
        edges = {turn.end for turn in turns} | self._edges(document.name)
        sealed = [seal_text(piece) for piece in cut_by_turns(text, sorted(edges)) if piece]
        original = seal_file(document.original) if document.original is not None else None
        layout = seal_file(write_layout(document.lines)) if document.lines else None
        id_ = new_id()
        self.grounds[document.name] = ImportTarget(id_, name, text)
        decision = DocumentImported(
            document=id_,
            parts=tuple(content for content, _ in sealed),
            turns=turns,
            original=original and original[0],
            importer=self.importer,
            encoding=document.encoding,
            layout=layout and layout[0],
            media=document.media,
            name=name,
            speakers=tuple(speakers),
        )
        kept = [*sealed, *(each for each in (original, layout) if each is not None)]
        yield self._draft(decision, self.by, contents=tuple(stored for _, stored in kept))
        for participant in self.subjects:
            yield self._draft(
                PassageAttributed(document=id_, start=0, end=len(text), participant=participant),
                self.by,
            )
        for attribution in self._attributed.get(document.name, ()):
            yield from self.told.attribution(attribution, id_, len(text))

    def _correction(self, document: ImportedDocument, there: Document) -> Iterator[Draft]:
        """Correct the text of a document that is there."""
        text = require_encodable(document.text, f"text of {there.name}")
        if text == self.state.text(there.id):
            self.grounds[document.name] = import_target(self.state, there, text, named=True)
            self.joined.append(there.id)
            self._look()
            return
        made = correction(self.state, there, evolve(document, text=text), self.importer)
        corrected = self._shown[there.id] = made.document
        self.grounds[document.name] = ImportTarget(
            there.id, there.name, text, corrected, revision=corrected.revision
        )
        self.revised.append(there.id)
        self._look()
        yield self._draft(made.decision, self.by, contents=made.contents)

    def _edges(self, document: str) -> set[int]:
        """Give where a new document's text is cut, so that each one's words can go alone."""
        found = self._attributed.get(document, ())
        return {edge for each in found for edge in (each.start, each.end) if edge is not None}

    def _joined_names(self) -> set[str]:
        return {name for name, each in self.grounds.items() if each.there is not None}

    def _owner(self, document: str) -> tuple[str, set[str]]:
        """Give the id of the document that a value is of, and whom it tells about."""
        try:
            ground = self._ground(document)
        except BadInput as error:
            raise NotFound(str(error)) from None
        return ground.id, set(self._subjects(ground, 0, len(ground.text), document))

    def _themes(self, themes: tuple[ImportedTheme, ...]) -> Iterator[Draft]:
        for name in dict.fromkeys(name for each in themes for name in each.codes):
            yield from self._code_only(name)
        yield from self.told.grouped(themes, lambda name: self._codes[name.casefold()])

    def _code_only(self, name: str) -> Iterator[Draft]:
        code = yield from self._code(name, self.by)
        self._codes[name.casefold()] = code

    def _coding(self, coding: ImportedCoding) -> Iterator[Draft]:
        """Apply a code, unless the passage has it already from the same coder."""
        if coding.region is not None:
            ground, start, end = self._ground(coding.document), 0, 0
        else:
            found = self._place(coding, coding.place)
            if found is None:
                return
            ground, start, end = found
        by = yield from self._coder(coding.author)
        code = yield from self._code(coding.code, by)
        place = Anchor(ground.revision, start, end)
        key = (ground.id, self._where(ground.id, place), coding.region, code, by)
        subjects = self._subjects(ground, start, end)
        id_ = self._present.get(key)
        if id_ is not None:
            self.repeated += 1
        else:
            id_ = self._present[key] = new_id()
            self.codings += 1
            decision = CodingApplied(
                coding=id_,
                document=ground.id,
                code=code,
                start=start,
                end=end,
                revision=ground.revision,
                dated=coding.dated,
                region=coding.region,
            )
            yield self._draft(decision, by, subjects)
        if coding.key:
            self._keys[coding.key] = id_, subjects
        if coding.memo.strip():
            yield from self._memo(coding.memo, id_, by, subjects, dated=coding.dated)

    def _judgement(self, judgement: ImportedJudgement) -> Iterator[Draft]:
        """Say which passages somebody judged, unless it was said before."""
        ground = self._ground(judgement.document)
        by = yield from self._coder(judgement.author)
        said = ground.there.coded if ground.there else ()
        if any((each.made.authors, each.passages) == (by, judgement.passages) for each in said):
            return
        decision = DocumentCoded(
            document=ground.id, passages=judgement.passages, revision=ground.revision
        )
        yield self._draft(decision, by, self._subjects(ground, 0, len(ground.text)))

    def _memo_of(self, memo: ImportedMemo) -> Iterator[Draft]:
        if memo.quote is None and (memo.start is None or memo.end is None):
            ground = self._ground(memo.document)
            whole = (0, len(ground.text))
            by = yield from self._coder(memo.author)
            subjects = self._subjects(ground, *whole)
            yield from self._memo(memo.text, ground.id, by, subjects, dated=memo.dated)
            return
        found = self._place(memo, "a memo")
        if found is not None:
            ground, start, end = found
            by = yield from self._coder(memo.author)
            yield from self._memo(
                memo.text,
                ground.id,
                by,
                self._subjects(ground, start, end),
                place=Anchor(ground.revision, start, end),
                dated=memo.dated,
            )

    def _memo_on(self, memo: ImportedMemoOn) -> Iterator[Draft]:
        """Write a memo on what is no document, unless that found no place itself."""
        about, subjects = self._meant(memo)
        if about == "":
            self._dropped.append(f"a memo on a {memo.on} that has no place")
            return
        by = yield from self._coder(memo.author)
        yield from self._memo(memo.text, about, by, subjects, dated=memo.dated)

    def _meant(self, memo: ImportedMemoOn) -> tuple[str | None, Sequence[str]]:
        """Give what a memo is about (an id; None for the study, "" for nothing) and whom."""
        match memo.on:
            case "study":
                return None, ()
            case "coding":
                return self._keys.get(memo.about, ("", ()))
            case "participant":
                who = self.told.participant(memo.about)
                return who, (who,)
            case "theme":
                return self.told.theme(memo.about), ()
            case "code":
                return self._codes.get(memo.about.casefold(), ""), ()

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
                    if self._says_more(code):
                        self._dropped.append(
                            f"the code '{code.name}' is there already: left as it is"
                        )
                    continue
                if code.parent and code.parent.casefold() not in self._codes:
                    raise BadInput(f"'{code.name}' lies under '{code.parent}', which is not there.")
                yield self._draft(self._created(code), self.by)
            waiting = [each for each in waiting if each not in ready]

    def _says_more(self, code: ImportedCode) -> bool:
        """Say whether the file tells of a code what the code that is there does not have."""
        there = self.state.codebook.codes.get(self._codes[code.name.casefold()])
        above = self._codes.get(code.parent.casefold()) if code.parent else None
        return there is None or any(
            told and told != known
            for told, known in (
                (code.definition, there.definition),
                (code.include, there.include),
                (code.exclude, there.exclude),
                (code.examples, there.examples),
                (above, there.parent),
            )
        )

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
            name=require_text(code.name, "code's name"),
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            parent=self._codes[code.parent.casefold()] if code.parent else None,
        )
        self._codes[code.name.casefold()] = decision.code
        self.new_codes.append(code.name)
        return decision

    def _coder(self, named: str | None) -> Generator[Draft, None, tuple[str, ...]]:
        name = named or self.coder
        if not name:
            return self.by
        found = self._authors.get(name.casefold())
        if found is None:
            found = self._authors[name.casefold()] = new_id()
            self.new_authors.append(name)
            yield self._draft(AuthorAdded(author=found, name=require_text(name, "name")), self.by)
        return (found,)

    def _memo(
        self,
        text: str,
        about: str | None,
        by: tuple[str, ...],
        subjects: Sequence[str],
        *,
        place: Anchor | None = None,
        dated: int | None = None,
    ) -> Iterator[Draft]:
        told = require_text(text, "memo")
        where = self._where(about, place) if about and place else None
        key = (about, where, told, by)
        if key in self._present:
            return
        memo = self._present[key] = new_id()
        self.memos += 1
        decision = MemoWritten(
            memo=memo,
            about=about,
            start=place.start if place else None,
            end=place.end if place else None,
            revision=place.revision if place else None,
            dated=dated,
            text=told,
        )
        yield self._draft(decision, by, subjects)

    def _place(
        self, marked: ImportedCoding | ImportedMemo, place: str
    ) -> tuple[ImportTarget, int, int] | None:
        """Give what a coding lands on, and where; None, and a word on it, if it has no place."""
        document, quote = marked.document, marked.quote
        where = f"{place}: " if place else ""
        try:
            ground = self._ground(document)
            around = (marked.before, marked.after)
            return ground, *ground.passage(marked.start, marked.end, quote, around)
        except QualogError as error:
            ground_there = self.grounds.get(document)
            if ground_there is not None and ground_there.there is None and quote is None:
                raise
            self.homeless.append(f"{where}{str(error).rstrip('.')}")
            return None

    def _ground(self, name: str) -> ImportTarget:
        """Give the document that a coding names: one of the material's, else of the study's."""
        ground = self.grounds.get(name)
        if ground is None:
            there = _named(self.state, name) or _named(self.state, PurePath(name).stem)
            if there is None:
                raise BadInput(
                    f"A coding is in the document '{name}', which neither the file nor the "
                    "project has."
                )
            ground = self.grounds[name] = import_target(self.state, there, None, named=False)
            self._look()
        return ground

    def _look(self) -> None:
        """See what is there already: codings by passage, code and coders, memos by their text."""
        if self._looked:
            return
        self._looked = True
        resolve = self.state.codebook.resolve
        for each in self.state.codings.values():
            where = self._there(each.document, each.start, each.end, each.origin)
            key = (each.document, where, each.region, resolve(each.code), each.made.authors)
            self._present[key] = each.id
        for memo in self.state.memos.values():
            span = None
            if memo.about is not None and memo.start is not None and memo.end is not None:
                span = self._there(memo.about, memo.start, memo.end, memo.origin)
            self._present[memo.about, span, memo.text, memo.made.authors] = memo.id

    def _there(self, document: str, start: int, end: int, origin: Anchor | None) -> tuple[int, int]:
        """Give where what is there already will lie after the act."""
        return self._where(document, origin or here(self.state.documents[document], start, end))

    def _where(self, document: str, place: Anchor) -> tuple[int, int]:
        """Give where a place will lie in a document after the act."""
        shown = self._shown.get(document) or self.state.documents.get(document)
        return shown.placed(place) if shown is not None else (place.start, place.end)

    def _subjects(
        self, ground: ImportTarget, start: int, end: int, name: str = ""
    ) -> Sequence[str]:
        if ground.there:
            return ground.subjects(start, end)
        here = [
            self.told.participant(each.participant)
            for each in self._attributed.get(name or ground.name, ())
            if each.start is None or each.end is None or (each.start < end and start < each.end)
        ]
        return [*self.subjects, *here]

    def _draft(
        self,
        decision: Decision,
        by: tuple[str, ...],
        subjects: Sequence[str] | None = None,
        contents: tuple[StoredContent, ...] = (),
    ) -> Draft:
        about = self.subjects if subjects is None else subjects
        return Draft(decision, by, None, about, contents)


def _twins(state: State, text: str) -> list[str]:
    """Give the names of the documents that have just this text; short ones are so by chance."""
    if len(text) < _NO_CHANCE:
        return []
    alike = (each for each in state.documents.values() if each.length == len(text))
    return [each.name for each in alike if state.text(each.id) == text]


def _named(state: State, name: str) -> Document | None:
    folded = name.strip().casefold()
    return next((d for d in state.documents.values() if d.name.casefold() == folded), None)
