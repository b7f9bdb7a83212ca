"""Independence: what the log shows of whether coders coded without having seen each other's work.

Every decision's past is known: what its copy of the study held when it was made. So it can be
shown that a coding was made in a copy that held none of the other's. It cannot be shown in a copy
that both coders used. And no log knows of what people told each other over coffee.
"""

from collections.abc import Iterator
from typing import Final, Literal

from attrs import define, field, frozen

from qualog.decisions import Decision
from qualog.decisions.codes import CodeSplit
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.decisions.documents import DocumentCoded
from qualog.decisions.project import DecisionReverted
from qualog.decisions.questions import QuestionSettled
from qualog.log.codec import without_words
from qualog.log.entry import LogEntry
from qualog.log.integrity.verification import fingerprint, heads_digest
from qualog.log.replication.references import References
from qualog.log.store import Store
from qualog.state.knowledge import Knowledge
from qualog.state.provenance import Provenance
from qualog.state.rounds import Round
from qualog.state.state import State

Verdict = Literal["independent", "not independent", "shared copy", "nothing coded"]

_KINDS: Final = tuple(
    each.kind
    for each in (
        CodingApplied,
        CodingRemoved,
        CodingResized,
        CodingRecoded,
        CodeSplit,
        QuestionSettled,
        DecisionReverted,
        DocumentCoded,
    )
)


@frozen
class Foreknowledge:
    """A coding decision that was made in a copy that held one of the other coder's.

    `since` is the decision by which that copy came to hold it; None if it was made there.
    """

    decision: Provenance
    knew: Provenance
    since: str | None


@frozen
class Pair:
    """What the log shows of two coders (ids of authors).

    Attributes:
        coders: the two.
        decisions: how many decisions on codings of the round each of them made alone in it.
        verdict: "independent" if every one of them was made in a copy that held none of the
            other's; "shared copy" if some were not, but only because both used that copy.
        aware: how many were made in a copy that held some of the other's, by merge.
        shared: the copies (replicas) that both used, each with how many decisions the one made
            there when the other had coded there.
        first: the first decision that speaks against it.
    """

    coders: tuple[str, str]
    decisions: tuple[int, int]
    verdict: Verdict
    aware: int = 0
    shared: dict[str, int] = field(factory=dict)
    first: Foreknowledge | None = None


@frozen
class Independence:
    """What the log shows of a round, pair by pair.

    Attributes:
        round: the round.
        pairs: each two of its coders.
        together: decisions on its codings that several authors made together: nobody's
            independent judgement.
        before: decisions that its coders made before they knew of the round; they count.
        after: decisions that they made when they knew that it was closed; they do not count.
        fingerprint: of the log that this was read from.
        heads: the last line of each copy in that log.
    """

    round: Round
    pairs: tuple[Pair, ...]
    together: int
    before: int
    after: int
    fingerprint: str
    heads: dict[str, int]

    @property
    def holds(self) -> bool:
        """Whether all pairs are shown to have coded independently."""
        return all(each.verdict == "independent" for each in self.pairs)


def independence(store: Store, state: State, round_: Round) -> Independence:
    """Find out from the log whether each coder of a round coded before seeing the others' codings.

    What counts is every decision by which a coding of the round's documents was made, changed or
    taken away, whatever became of it; and that a document was coded to its end, where its coder
    made no coding in it.

    Args:
        store: the log as it is, and not as it is shown to somebody.
        state: the state now, for what each copy knew when.
        round_: the round.
    """
    acts = _Acts(round_, state.knowledge)
    references = References(store)
    for entry in store.entries(kinds=_KINDS):
        decision = without_words(entry.kind, entry.version, entry.body)
        if decision is not None:
            acts.take(entry, references.resolve(decision, entry.replica, entry.seq))
    of = {coder: acts.of(coder) for coder in round_.coders}
    heads = store.heads()
    return Independence(
        round=round_,
        pairs=tuple(
            _pair((one, other), (of[one], of[other]), state.knowledge)
            for index, one in enumerate(round_.coders)
            for other in round_.coders[index + 1 :]
        ),
        together=acts.together,
        before=sum(not state.knowledge.knew(each, round_.opened) for each in acts.alone()),
        after=acts.after,
        fingerprint=fingerprint(heads_digest(heads)),
        heads={replica: head.seq for replica, head in sorted(heads.items())},
    )


@define
class _Acts:
    """The decisions on codings of a round's documents, by who made them alone."""

    round: Round
    knowledge: Knowledge
    together: int = 0
    after: int = 0
    _codings: dict[str, list[tuple[str, Provenance]]] = field(factory=dict)
    _ended: dict[str, list[tuple[str, Provenance]]] = field(factory=dict)
    _where: dict[str, str] = field(factory=dict)
    _lines: dict[str, str] = field(factory=dict)

    def take(self, entry: LogEntry, decision: Decision) -> None:
        made = Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split()))
        if isinstance(decision, DocumentCoded):
            if decision.document in self.round.documents and len(made.authors) == 1:
                self._ended.setdefault(made.authors[0], []).append((decision.document, made))
            return
        for document in dict.fromkeys(self._documents(decision)):
            self._lines[entry.id] = document
            self._count(document, made)

    def of(self, coder: str) -> list[Provenance]:
        """Give a coder's decisions, with what they ended without a coding."""
        coded = self._codings.get(coder, [])
        there = {document for document, _ in coded}
        ended = self._ended.get(coder, [])
        none = [made for document, made in ended if document not in there and self._counts(made)]
        return sorted([*(made for _, made in coded), *none])

    def alone(self) -> Iterator[Provenance]:
        """Give what counts of all coders."""
        for coder in self.round.coders:
            yield from self.of(coder)

    def _documents(self, decision: Decision) -> Iterator[str]:
        """Give the documents of the round in which a decision changes a coding."""
        match decision:
            case CodingApplied(coding=coding, document=document):
                if document in self.round.documents:
                    self._where[coding] = document
                    yield document
            case CodingRemoved() | CodingResized() | CodingRecoded():
                yield from self._of(decision.coding)
            case CodeSplit(recoded=recoded):
                for coding in recoded:
                    yield from self._of(coding)
            case QuestionSettled(about=about):
                yield from self._of(about or "")
            case DecisionReverted(target=target):
                if target in self._lines:
                    yield self._lines[target]

    def _of(self, coding: str) -> Iterator[str]:
        if coding in self._where:
            yield self._where[coding]

    def _count(self, document: str, made: Provenance) -> None:
        if not set(made.authors) & set(self.round.coders):
            return
        if not self._counts(made):
            self.after += 1
        elif len(made.authors) > 1:
            self.together += 1
        else:
            self._codings.setdefault(made.authors[0], []).append((document, made))

    def _counts(self, made: Provenance) -> bool:
        closed = self.round.closed
        return closed is None or not self.knowledge.knew(made, closed)


def _pair(
    coders: tuple[str, str], acts: tuple[list[Provenance], list[Provenance]], knowledge: Knowledge
) -> Pair:
    found = [*_known(acts[0], acts[1], knowledge), *_known(acts[1], acts[0], knowledge)]
    by_merge = sorted(
        (each for each in found if each.since is not None), key=lambda each: each.decision
    )
    here = sorted((each for each in found if each.since is None), key=lambda each: each.decision)
    shared: dict[str, int] = {}
    for each in here:
        shared[each.decision.replica] = shared.get(each.decision.replica, 0) + 1
    verdict: Verdict = "independent"
    if by_merge:
        verdict = "not independent"
    elif shared:
        verdict = "shared copy"
    elif not all(acts):
        verdict = "nothing coded"
    return Pair(
        coders=coders,
        decisions=(len(acts[0]), len(acts[1])),
        verdict=verdict,
        aware=len(by_merge),
        shared=shared,
        first=next(iter([*by_merge, *here]), None),
    )


def _known(
    acts: list[Provenance], others: list[Provenance], knowledge: Knowledge
) -> Iterator[Foreknowledge]:
    """Give the decisions that were made in a copy that held one of the other's, each once.

    Who knows a line knows those before it in its copy: the first of each copy is enough.
    """
    firsts: dict[str, Provenance] = {}
    for each in others:
        known = firsts.setdefault(each.replica, each)
        if each.seq < known.seq:
            firsts[each.replica] = each
    for act in acts:
        knew = [each for each in firsts.values() if knowledge.knew(act, each)]
        if knew:
            since = {each: knowledge.since(act, each) for each in knew}
            # Where it came by a merge is told rather than that the copy was shared.
            first = min(knew, key=lambda each: (since[each] is None, each))
            yield Foreknowledge(act, first, since[first])
