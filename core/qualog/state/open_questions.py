"""Finding the questions of a state, anew whenever they are asked for: they are never kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from qualog.decisions import Erased
from qualog.language import shortened
from qualog.state.codes import Code
from qualog.state.codings import Coding
from qualog.state.documents import Document
from qualog.state.ended_copies import by_copy
from qualog.state.provenance import Provenance
from qualog.state.questions import (
    COPY_ENDED,
    CORRECTED,
    PUT_ASIDE,
    CodeInUse,
    CorrectedPassage,
    Disagreement,
    EndInDoubt,
    Namesakes,
    PutAside,
    Question,
    Unapplied,
    UnappliedDecisions,
)
from qualog.state.registers import SHARED_FIELDS
from qualog.state.revisions import Anchor

if TYPE_CHECKING:
    from qualog.state.state import State

_ENOUGH: Final = 0.75  # of a passage must be as it was, for nobody to be asked


def open_questions(state: "State") -> list[Question]:
    """Return the questions that are open, in the order of the last decision of each."""
    raised = [
        *_unapplied(state),
        *_ended_copies(state),
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


def _ended_copies(state: "State") -> Iterator[Question]:
    """Ask about copies that somebody says had ended when they decided something."""
    ended = state.ended
    for replica, decisions in by_copy(ended.put_aside).items():
        last = ended.aside.get(replica, 0)
        yield PutAside(PUT_ASIDE, decisions, copy=replica, last=last, by=_enders(state, replica))
    for replica, decisions in by_copy(ended.in_doubt).items():
        last, enders = ended.held.get(replica, 0), _enders(state, replica)
        silent = tuple(author for author in state.authors if author not in enders)
        yield EndInDoubt(COPY_ENDED, decisions, copy=replica, last=last, by=enders, not_by=silent)


def _enders(state: "State", replica: str) -> tuple[str, ...]:
    """Return the authors who say that a copy has ended before the last of its decisions."""
    last, said = state.heads.get(replica, 0), state.ended.ends.get(replica, {})
    everybody = dict.fromkeys([*state.authors, *said])
    return tuple(author for author in everybody if said.get(author, last) < last)


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
    """Yield what must have a name of its own: what it is, its id, its name, since when."""
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
