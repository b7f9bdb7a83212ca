"""Questions: what authors decided without knowing of each other, for them to settle.

They are derived from the state whenever they are asked for, and never kept.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from qualog.decisions import Erased
from qualog.state.codes import Code
from qualog.state.codings import Coding
from qualog.state.documents import Document
from qualog.state.naming_tmp import QUOTE
from qualog.state.provenance import Provenance
from qualog.state.registers import SHARED_FIELDS, Write
from qualog.state.revisions import Anchor
from qualog.state.sayings_tmp import saying

if TYPE_CHECKING:
    from qualog.state.state import State


_ENOUGH: Final = 0.75  # of a passage must be as it was, for nobody to be asked
CORRECTED: Final = "passage-corrected"
"""The kind of the question what a coding means whose words were corrected."""


class Unapplied(NamedTuple):
    """A decision that could not take effect, and why.

    `on` is the matter, and the id of the thing, that it would have given a value.
    """

    made: Provenance
    kind: str
    why: str
    on: tuple[str, str] | None = None

    @property
    def decision(self) -> str:
        """The decision's id."""
        return self.made.decision


class Acknowledged(NamedTuple):
    """A decision that a question may stay as it is shown; it answers what it had seen of it."""

    made: Provenance
    question: str
    matter: str


@frozen
class Choice:
    """A decision whose value can be kept, and what it says."""

    decision: str
    what: str


@frozen
class Question:
    """Something for the authors to settle.

    Attributes:
        decision: what it is called by: the last of the decisions that it is about.
        kind: the matter; or the kind of the decisions that could not take effect.
        what: what was decided, and by whom.
        about: the id of the thing in question; None for the study, or where it is not there.
        choices: the values that can be kept, the one that is shown last. Where there is none,
            the answer is another decision, or that all stays as it is.
    """

    decision: str
    kind: str
    what: str
    about: str | None = None
    choices: tuple[Choice, ...] = ()


class _Raised(NamedTuple):
    """A question before it is known whether it was acknowledged, with all that it is about.

    `called` is the decision that it is called by, where that is not the last of them.
    """

    kind: str
    what: str
    decisions: list[Provenance]
    about: str | None = None
    choices: tuple[Choice, ...] = ()
    called: Provenance | None = None

    @property
    def name(self) -> str:
        """The id of the decision that the question is called by."""
        return (self.called or max(self.decisions)).decision


def open_questions(state: "State") -> list[Question]:
    """Give the questions that are open, in the order of the decisions that they are called by."""
    raised = [
        *_stranded(state),
        *_disputed(state),
        *_namesakes(state),
        *_used(state),
        *_moved(state),
    ]
    raised.sort(key=lambda each: max(each.decisions))
    return [
        Question(each.name, each.kind, each.what, each.about, each.choices)
        for each in raised
        if not _is_acknowledged(state, each)
    ]


def _is_acknowledged(state: "State", raised: _Raised) -> bool:
    knew = state.knowledge.knew
    return any(
        answer.matter == raised.kind
        and any(each.decision == answer.question for each in _names(raised))
        and all(knew(answer.made, each) for each in raised.decisions)
        for answer in state.acknowledged
    )


def _names(raised: _Raised) -> list[Provenance]:
    """Give the decisions by one of which an answer may have called a question."""
    return [raised.called] if raised.called is not None else raised.decisions


def _stranded(state: "State") -> Iterator[_Raised]:
    """Ask about decisions that could not take effect: once where they have one reason."""
    by_reason: dict[tuple[str, str], list[Provenance]] = {}
    for each in state.unapplied:
        if not _is_decided_anew(state, each):
            by_reason.setdefault((each.kind, each.why), []).append(each.made)
    for (kind, why), decisions in by_reason.items():
        who = _authors(state, decisions)
        what = f"A decision of {who} ({kind}) has"
        if len(decisions) > 1:
            what = f"{len(decisions)} decisions of {who} ({kind}) have"
        yield _Raised(kind, f"{what} no effect: {why}", decisions)


def _is_decided_anew(state: "State", unapplied: Unapplied) -> bool:
    """Say whether somebody who knew of a unapplied decision gave its matter a value since."""
    register = state.registers.get(unapplied.on) if unapplied.on else None
    knew = state.knowledge.knew
    return register is not None and any(
        knew(each.made, unapplied.made) for each in register.standing
    )


def _disputed(state: "State") -> Iterator[_Raised]:
    """Ask about matters that were given different values by authors unaware of each other."""
    for (matter, about), register in state.registers.items():
        values = register.disputed()
        if values and _is_in_study(state, matter, about):
            decisions = [each.made for each in register.standing]
            choices = tuple(
                Choice(each.made.decision, saying(state, matter, about, each)) for each in values
            )
            what = _in_one(state, matter, about, values)
            yield _Raised(matter, what, decisions, about or None, choices)


def _is_in_study(state: "State", matter: str, about: str) -> bool:
    if about in state.every_coding:
        return about in state.codings  # and not a passage of who withdrew
    if about in state.every_discussion:
        return about in state.discussions
    return SHARED_FIELDS[matter].is_there(state, about)


def _in_one(state: "State", matter: str, about: str, values: list[Write]) -> str:
    first, *others = values
    told = [saying(state, matter, about, first)]
    told += [saying(state, matter, about, each, again=True) for each in others]
    return f"{', '.join(told)}, {_unaware([each.made for each in values])}"


def _unaware(decisions: list[Provenance]) -> str:
    if len({each.authors for each in decisions}) < len(decisions):
        return "on copies that did not know of each other"
    return "neither knowing of the other" if len(decisions) == 2 else "none knowing of the others"


def _namesakes(state: "State") -> Iterator[_Raised]:
    """Ask about things that go by one name, where a verb would have refused the second."""
    named: list[tuple[str, Any, str]] = [
        *(("code", each, each.name) for each in state.codebook.live()),
        *(("theme", each, each.name) for each in state.themes.values() if not each.retired),
        *(("document", each, each.name) for each in state.documents.values()),
        *(("participant", each, each.pseudonym) for each in state.participants.values()),
        *(("author", each, each.name) for each in state.authors.values()),
    ]
    by_name: dict[tuple[str, str], list[tuple[Provenance, str, str]]] = {}
    for sort, thing, name in named:
        if not isinstance(name, Erased):
            told = (_named_by(state, sort, thing), thing.id, name)
            by_name.setdefault((sort, name.casefold()), []).append(told)
    for (sort, _), found in by_name.items():
        if len(found) > 1:
            each_of = [
                f"that of {state.author_names(made.authors)} ({id_[:8]})" for made, id_, _ in found
            ]
            name, about = max(found)[2], max(found)[1]
            what = f"{len(found)} {sort}s are called “{name}”: {' and '.join(each_of)}"
            yield _Raised(f"same-{sort}-name", what, [made for made, _, _ in found], about)


def _named_by(state: "State", sort: str, thing: Any) -> Provenance:
    """Give the decision since which a thing goes by its name."""
    registers = [state.registers.get((f"{sort}-{what}", thing.id)) for what in ("name", "status")]
    made: Provenance = thing.made
    return max([made, *(each.standing[-1].made for each in registers if each)])


def _used(state: "State") -> Iterator[_Raised]:
    """Ask about codes that one author took out of use while another, unaware, gave them."""
    left = {
        code.id: state.registers["code-status", code.id].standing[-1]
        for code in state.codebook.codes.values()
        if code.status in ("retired", "split")
    }
    if not left or len(state.heads) < 2:
        return
    concurrent = state.knowledge.concurrent
    uses: dict[str, list[Provenance]] = {}
    decisions: dict[str, list[Provenance]] = {}
    joined = {id_: _merges_on_the_way(state, code) for id_, code in state.codebook.codes.items()}
    for given, made, matter in _given(state):
        code = state.codebook.resolve(given)
        if code in left:
            moved = state.registers.get(matter)
            placed = [moved.standing[-1].made if moved else made, *joined[given]]
            unaware = [each for each in placed if concurrent(each, left[code].made)]
            if unaware:
                uses.setdefault(code, []).append(placed[0])
                decisions.setdefault(code, [left[code].made]).extend(unaware)
    for code, givers in uses.items():
        told = saying(state, "code-status", code, left[code])
        passages = "1 passage has" if len(givers) == 1 else f"{len(givers)} passages have"
        what = f"{told}, and {passages} it from {_authors(state, givers)}, who did not know of that"
        yield _Raised("code-used", what, decisions[code], code)


def _given(state: "State") -> Iterator[tuple[str, Provenance, tuple[str, str]]]:
    """Give each code that a passage has, by whom, and the register of what it was given since."""
    for coding in state.codings.values():
        yield coding.code, coding.made, ("coding-code", coding.id)
    for discussion in state.discussions.values():
        for code in {each.code for each in discussion.holds}:
            yield code, discussion.made, ("discussion-outcome", discussion.id)


def _merges_on_the_way(state: "State", code: Code) -> list[Provenance]:
    """Give the merges through which a code counts as another."""
    on_the_way = list(state.codebook.followed(code.id))[:-1]
    return [state.registers["code-status", each].standing[-1].made for each in on_the_way]


def _moved(state: "State") -> Iterator[_Raised]:
    """Ask about coded passages of which a correction left too little, or no sure edges."""
    found: dict[tuple[str, Anchor], list[Coding]] = {}
    for coding in (state.codings | state.lost_codings).values():
        if coding.origin is not None:
            found.setdefault((coding.document, coding.origin), []).append(coding)
    for (id_, origin), codings in found.items():
        document = state.documents[id_]
        whole = origin.end - origin.start
        moves = document.moves(origin)
        kept = min(carried.kept for _, carried in moves)
        if kept >= _ENOUGH * whole and all(carried.exact for _, carried in moves):
            continue
        changed = [
            revision.made
            for revision, carried in moves
            if carried.kept < whole or not carried.exact
        ]
        placed = [_last_set(state, each) for each in codings]
        yield _Raised(
            CORRECTED,
            _corrected(state, document, origin, codings, changed),
            [*placed, *changed],
            codings[0].id,
            called=max(placed),
        )


def _last_set(state: "State", coding: Coding) -> Provenance:
    """Give the decision that gave a coding its edges."""
    register = state.registers.get(("coding-edges", coding.id))
    return register.standing[-1].made if register else coding.made


def _corrected(
    state: "State",
    document: Document,
    origin: Anchor,
    codings: list[Coding],
    changed: list[Provenance],
) -> str:
    """Say what became of a passage, for its coders to say whether it is still what they mean."""
    before = state.quote_where_marked(codings[0])
    now = state.quote(codings[0])
    became = f"reads “{_shortened(now)}” now" if now.strip() else "is no longer there"
    codes = dict.fromkeys(state.codebook.resolve(each.code) for each in codings)
    names = " and ".join(f"“{state.codebook.name(each)}”" for each in codes)
    coders = _authors(state, [each.made for each in codings])
    ids = ", ".join(each.id[:8] for each in codings)
    return (
        f"“{_shortened(before)}” in “{document.name}” has {names} from {coders}, and {became}, "
        f"since {_authors(state, changed)} corrected the text (coding {ids})"
    )


def _shortened(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= QUOTE else f"{told[: QUOTE - 1]}…"


def _authors(state: "State", decisions: list[Provenance]) -> str:
    """Name who made decisions, each once."""
    return state.author_names(dict.fromkeys(id_ for each in decisions for id_ in each.authors))
