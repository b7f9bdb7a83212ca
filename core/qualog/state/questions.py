"""Questions: what authors decided without knowing of each other, for them to settle.

They are derived from the state whenever they are asked for, and never kept. Each class is one
sort of question, and tells itself.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from attrs import frozen

from qualog.decisions import Erased
from qualog.decisions.names import Names
from qualog.language import Message, Sayable, clauses, listing, message, plural, shortened
from qualog.state.codes import Code
from qualog.state.codings import Coding
from qualog.state.documents import Document
from qualog.state.provenance import Provenance
from qualog.state.registers import SHARED_FIELDS
from qualog.state.revisions import Anchor

if TYPE_CHECKING:
    from qualog.state.state import State


_ENOUGH: Final = 0.75  # of a passage must be as it was, for nobody to be asked
CORRECTED: Final = "passage-corrected"
"""The kind of the question what a coding means whose words were corrected."""


class Unapplied(NamedTuple):
    """A decision that could not take effect, and why.

    `on` is the shared field, and the id of the thing, that it would have given a value.
    """

    made: Provenance
    kind: str
    why: Message
    on: tuple[str, str] | None = None

    @property
    def decision(self) -> str:
        """The decision's id."""
        return self.made.decision


class Acknowledged(NamedTuple):
    """A decision that a question may stay as it is shown; it answers what it had seen of it."""

    made: Provenance
    question: str
    field: str


@frozen
class Question:
    """Something for the authors to settle.

    Attributes:
        kind: the field in question; or the kind of the decisions that could not take effect.
        decisions: all that it is about.
        about: the id of the thing in question; None for the study, or where it is not there.
        choices: the decisions (ids) whose values can be kept, the one that is shown last. Where
            there is none, the answer is another decision, or that all stays as it is.
        called: the decision that it is called by, where that is not the last of them.
    """

    kind: str
    decisions: tuple[Provenance, ...]
    about: str | None = None
    choices: tuple[str, ...] = ()
    called: Provenance | None = None

    @property
    def decision(self) -> str:
        """The id of the decision that the question is called by."""
        return (self.called or max(self.decisions)).decision

    def sentence(self, names: Names) -> Message:
        """Return what was decided, and by whom."""
        raise NotImplementedError

    def choice(self, decision: str, names: Names) -> Message:
        """Return what one of the choices decided, and who did."""
        return message("{decision}", decision=names.sentence_of(decision, self.about))

    def may_be_called(self, decision: str) -> bool:
        """Return whether an answer may have called the question by a decision (an id)."""
        named = self.decisions if self.called is None else (self.called,)
        return any(made.decision == decision for made in named)


@frozen(kw_only=True)
class UnappliedDecisions(Question):
    """Decisions that could not take effect, for one reason."""

    why: Message

    def sentence(self, names: Names) -> Message:
        """Return whose decisions have no effect, and why."""
        return plural(
            "A decision of {who} ({kind}) has no effect: {reason}",
            "{n} decisions of {who} ({kind}) have no effect: {reason}",
            len(self.decisions),
            who=_authors(names, self.decisions),
            kind=self.kind,
            reason=self.why,
        )


@frozen(kw_only=True)
class Disagreement(Question):
    """A field that authors gave different values, unaware of each other."""

    values: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return what each of them decided, and of what."""
        decided = [self.choice(made.decision, names) for made in self.values]
        return message(
            "About {field}: {decisions}",
            field=self._field(names),
            decisions=clauses([*decided, self._unaware()]),
        )

    def choice(self, decision: str, names: Names) -> Message:
        """Return what one of them decided of the thing, which the question has named."""
        return super().choice(decision, names.with_this(self.about or ""))

    def _field(self, names: Names) -> Sayable:
        """Return what is in question: the thing by its name, unless that is in question itself."""
        title = SHARED_FIELDS[self.kind].title
        if title:
            return message(title)
        owner, _, attribute = (self.about or "").partition(" ")
        if attribute:
            return message(
                "{attribute} of {owner}",
                attribute=names.attribute(attribute),
                owner=names.anything(owner),
            )
        return names.anything(self.about)

    def _unaware(self) -> Message:
        if len({made.authors for made in self.values}) < len(self.values):
            return message("these copies did not know of each other")
        if len(self.values) == 2:
            return message("neither knew of the other’s decision")
        return message("none knew of the others’ decisions")


@frozen(kw_only=True)
class Namesakes(Question):
    """Things that go by one name, where an operation would have refused the second."""

    _called: ClassVar = {
        "code": "{n} codes are called “{name}”: {things}",
        "theme": "{n} themes are called “{name}”: {things}",
        "document": "{n} documents are called “{name}”: {things}",
        "participant": "{n} participants are called “{name}”: {things}",
        "author": "{n} authors are called “{name}”: {things}",
    }

    noun: str
    name: str
    things: tuple[str, ...]

    def sentence(self, names: Names) -> Message:
        """Return which things, and who named them so."""
        things = (
            message("that of {who} ({id})", who=names.authors(made.authors), id=thing[:8])
            for made, thing in zip(self.decisions, self.things, strict=True)
        )
        return message(
            self._called[self.noun],
            n=len(self.things),
            name=self.name,
            things=listing(things),
        )


@frozen(kw_only=True)
class CodeInUse(Question):
    """A code that one author took out of use while another, unaware, coded with it."""

    retired: Provenance
    givers: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return who took it out of use, and who coded with it."""
        return plural(
            "{decision}, and one passage has it from {who}, who did not know of that",
            "{decision}, and {n} passages have it from {who}, who did not know of that",
            len(self.givers),
            decision=names.sentence_of(self.retired.decision, self.about),
            who=_authors(names, self.givers),
        )


@frozen(kw_only=True)
class CorrectedPassage(Question):
    """A coded passage of which a correction left too little, or no sure boundaries."""

    document: str
    before: str
    now: str
    codes: tuple[str, ...]
    codings: tuple[Coding, ...]
    corrections: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return what became of the passage, for its coders to say whether they still mean it."""
        values = {
            "before": self.before,
            "document": names.document(self.document),
            "codes": names.codes(self.codes),
            "coders": _authors(names, [coding.made for coding in self.codings]),
            "who": _authors(names, self.corrections),
            "codings": listing(coding.id[:8] for coding in self.codings),
        }
        if not self.now.strip():
            return message(
                "“{before}” in {document}, coded as {codes} by {coders}, is no longer there since "
                "{who} corrected the text (coding {codings})",
                **values,
            )
        return message(
            "“{before}” in {document}, coded as {codes} by {coders}, reads “{now}” since {who} "
            "corrected the text (coding {codings})",
            now=self.now,
            **values,
        )


def open_questions(state: "State") -> list[Question]:
    """Return the questions that are open, in the order of the last decision of each."""
    raised = [
        *_unapplied(state),
        *_disagreements(state),
        *_namesakes(state),
        *_codes_in_use(state),
        *_corrected_passages(state),
    ]
    raised.sort(key=lambda question: max(question.decisions))
    return [question for question in raised if not _is_acknowledged(state, question)]


def _is_acknowledged(state: "State", question: Question) -> bool:
    knew = state.knowledge.knew
    return any(
        answer.field == question.kind
        and question.may_be_called(answer.question)
        and all(knew(answer.made, made) for made in question.decisions)
        for answer in state.acknowledged
    )


def _unapplied(state: "State") -> Iterator[Question]:
    """Ask about decisions that could not take effect: once where they have one reason."""
    by_reason: dict[tuple[str, str], list[Unapplied]] = {}
    for unapplied in state.unapplied:
        if not _is_decided_again(state, unapplied):
            by_reason.setdefault((unapplied.kind, str(unapplied.why)), []).append(unapplied)
    for (kind, _), found in by_reason.items():
        decisions = tuple(unapplied.made for unapplied in found)
        yield UnappliedDecisions(kind, decisions, why=found[0].why)


def _is_decided_again(state: "State", unapplied: Unapplied) -> bool:
    """Return whether somebody who knew of an unapplied decision has decided its field since."""
    register = state.registers.get(unapplied.on) if unapplied.on else None
    knew = state.knowledge.knew
    return register is not None and any(
        knew(write.made, unapplied.made) for write in register.current
    )


def _disagreements(state: "State") -> Iterator[Question]:
    """Ask about fields that were given different values by authors unaware of each other."""
    for (field, about), register in state.registers.items():
        values = register.disputed()
        if values and _is_in_study(state, field, about):
            yield Disagreement(
                field,
                tuple(write.made for write in register.current),
                about or None,
                tuple(write.made.decision for write in values),
                values=tuple(write.made for write in values),
            )


def _is_in_study(state: "State", field: str, about: str) -> bool:
    if about in state.every_coding:
        return about in state.codings  # and not a passage of somebody who withdrew
    if about in state.every_discussion:
        return about in state.discussions
    return SHARED_FIELDS[field].is_there(state, about)


def _namesakes(state: "State") -> Iterator[Question]:
    """Ask about things that go by one name."""
    by_name: dict[tuple[str, str], list[tuple[Provenance, str, str]]] = {}
    for noun, thing, name, made in _named(state):
        if not isinstance(name, Erased):
            since = _named_by(state, noun, thing, made)
            by_name.setdefault((noun, name.casefold()), []).append((since, thing, name))
    for (noun, _), found in by_name.items():
        if len(found) > 1:
            _, about, name = max(found)
            yield Namesakes(
                f"same-{noun}-name",
                tuple(made for made, _, _ in found),
                about,
                noun=noun,
                name=name,
                things=tuple(thing for _, thing, _ in found),
            )


def _named(state: "State") -> Iterator[tuple[str, str, str, Provenance]]:
    """Yield each thing that must have a name of its own: what it is, its id, its name, since when."""
    for code in state.codebook.live():
        yield "code", code.id, code.name, code.made
    for theme in state.themes.values():
        if not theme.retired:
            yield "theme", theme.id, theme.name, theme.made
    for document in state.documents.values():
        yield "document", document.id, document.name, document.made
    for participant in state.participants.values():
        yield "participant", participant.id, participant.pseudonym, participant.made
    for author in state.authors.values():
        yield "author", author.id, author.name, author.made


def _named_by(state: "State", noun: str, thing: str, made: Provenance) -> Provenance:
    """Return the decision since which a thing goes by its name."""
    registers = [state.registers.get((f"{noun}-{field}", thing)) for field in ("name", "status")]
    return max([made, *(register.current[-1].made for register in registers if register)])


def _codes_in_use(state: "State") -> Iterator[Question]:
    """Ask about codes that one author took out of use while another, unaware, coded with them."""
    left = {
        code.id: state.registers["code-status", code.id].current[-1]
        for code in state.codebook.codes.values()
        if code.status in ("retired", "split")
    }
    if not left or len(state.heads) < 2:
        return
    concurrent = state.knowledge.concurrent
    uses: dict[str, list[Provenance]] = {}
    decisions: dict[str, list[Provenance]] = {}
    joined = {id_: _merges_on_the_way(state, code) for id_, code in state.codebook.codes.items()}
    for given, made, field in _given(state):
        code = state.codebook.resolve(given)
        if code in left:
            moved = state.registers.get(field)
            placed = [moved.current[-1].made if moved else made, *joined[given]]
            unaware = [use for use in placed if concurrent(use, left[code].made)]
            if unaware:
                uses.setdefault(code, []).append(placed[0])
                decisions.setdefault(code, [left[code].made]).extend(unaware)
    for code, givers in uses.items():
        yield CodeInUse(
            "code-used",
            tuple(decisions[code]),
            code,
            retired=left[code].made,
            givers=tuple(givers),
        )


def _given(state: "State") -> Iterator[tuple[str, Provenance, tuple[str, str]]]:
    """Yield each code that a passage has, by whom, and the field of what it was given since."""
    for coding in state.codings.values():
        yield coding.code, coding.made, ("coding-code", coding.id)
    for discussion in state.discussions.values():
        for code in {holding.code for holding in discussion.holds}:
            yield code, discussion.made, ("discussion-outcome", discussion.id)


def _merges_on_the_way(state: "State", code: Code) -> list[Provenance]:
    """Return the merges through which a code counts as another."""
    on_the_way = list(state.codebook.followed(code.id))[:-1]
    return [state.registers["code-status", merged].current[-1].made for merged in on_the_way]


def _corrected_passages(state: "State") -> Iterator[Question]:
    """Ask about coded passages of which a correction left too little, or no sure boundaries."""
    found: dict[tuple[str, Anchor], list[Coding]] = {}
    for coding in (state.codings | state.lost_codings).values():
        if coding.origin is not None:
            found.setdefault((coding.document, coding.origin), []).append(coding)
    for (id_, origin), codings in found.items():
        corrections = _uncertain_corrections(state.documents[id_], origin)
        if corrections:
            placed = [_last_placed(state, coding) for coding in codings]
            codes = dict.fromkeys(state.codebook.resolve(coding.code) for coding in codings)
            yield CorrectedPassage(
                CORRECTED,
                (*placed, *corrections),
                codings[0].id,
                called=max(placed),
                document=id_,
                before=shortened(state.quote_where_marked(codings[0])),
                now=shortened(state.quote(codings[0])),
                codes=tuple(codes),
                codings=tuple(codings),
                corrections=tuple(corrections),
            )


def _uncertain_corrections(document: Document, origin: Anchor) -> list[Provenance]:
    """Return the corrections that changed a passage, if what is left of it may not be meant."""
    whole = origin.end - origin.start
    moves = document.moves(origin)
    kept = min(moved.kept for _, moved in moves)
    if kept >= _ENOUGH * whole and all(moved.exact for _, moved in moves):
        return []
    return [revision.made for revision, moved in moves if moved.kept < whole or not moved.exact]


def _last_placed(state: "State", coding: Coding) -> Provenance:
    """Return the decision that gave a coding its boundaries."""
    register = state.registers.get(("coding-edges", coding.id))
    return register.current[-1].made if register else coding.made


def _authors(names: Names, decisions: "list[Provenance] | tuple[Provenance, ...]") -> Sayable:
    """Name who made decisions, each once."""
    return names.authors(dict.fromkeys(id_ for made in decisions for id_ in made.authors))
