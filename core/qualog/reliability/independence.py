"""Independence: what the log shows of whether coders coded without having seen each other's work.

The past of every decision is known: what its copy of the study held when it was made. So it can
be shown that a coding was made in a copy that held none of the other's. It cannot be shown for a
copy that both coders used. And no log knows what people said to each other over coffee.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from attrs import define, field, frozen

from qualog.decisions import Decision, kinds_where
from qualog.decisions.codings import CodingApplied
from qualog.decisions.documents import DocumentCoded
from qualog.decisions.project import DecisionReverted
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
        together: how many decisions on its codings several authors made jointly: they are
            nobody's independent judgement.
        before: how many decisions its coders made before they knew of the round; they count.
        after: how many they made when they knew that it was closed; they do not count.
        fingerprint: of the log that this was read from.
        heads: the number of the last entry of each copy in that log.
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
        return all(pair.verdict == "independent" for pair in self.pairs)


def independence(store: Store, state: State, round_: Round) -> Independence:
    """Return what the log shows of whether each coder of a round had seen the others' codings.

    What counts is every decision by which a coding of the round's documents was made, changed or
    removed, whatever became of it, unless it was put aside; and that a document was coded in full,
    where its coder made no coding in it.

    Args:
        store: the log as it is, and not as it is shown to somebody while a blind round is open.
        state: the state now, for what each copy knew when.
        round_: the round.
    """
    decisions = _CodingDecisions(round_, state.knowledge)
    references = References(store)
    for entry in store.entries(kinds=_kinds()):
        decision = without_words(entry.kind, entry.version, entry.body)
        if decision is not None and state.ended.counts(entry.replica, entry.seq):
            decisions.add(entry, references.resolve(decision, entry.replica, entry.seq))
    of = {coder: decisions.of(coder) for coder in round_.coders}
    heads = store.heads()
    return Independence(
        round=round_,
        pairs=tuple(
            _pair((one, other), (of[one], of[other]), state.knowledge)
            for index, one in enumerate(round_.coders)
            for other in round_.coders[index + 1 :]
        ),
        together=decisions.together,
        before=sum(not state.knowledge.knew(made, round_.opened) for made in decisions.alone()),
        after=decisions.after,
        fingerprint=fingerprint(heads_digest(heads)),
        heads={replica: head.seq for replica, head in sorted(heads.items())},
    )


def is_shown_independent(store: Store, state: State, round_: Round) -> bool:
    """Return whether a log shows that the coders of a round coded independently.

    The log may be one that is shown to somebody while blind rounds are open: nothing is claimed
    of a round that has a document in one of these.

    Args:
        store: the log.
        state: the state now.
        round_: the round.
    """
    hidden = {id_ for other in state.rounds.values() if other.hides for id_ in other.documents}
    return hidden.isdisjoint(round_.documents) and independence(store, state, round_).holds


def _kinds() -> frozenset[str]:
    """Return the kinds that can make, change or remove a coding, or note that all is coded."""
    on_codings = kinds_where(lambda cls: cls.codings is not Decision.codings)
    return on_codings | {DecisionReverted.kind, DocumentCoded.kind}


@define
class _CodingDecisions:
    """The decisions on codings of a round's documents, by who made them alone."""

    round: Round
    knowledge: Knowledge
    together: int = 0
    after: int = 0
    _on_codings: dict[str, list[tuple[str, Provenance]]] = field(factory=dict)
    _coded_in_full: dict[str, list[tuple[str, Provenance]]] = field(factory=dict)
    _document_of_coding: dict[str, str] = field(factory=dict)
    _document_of_entry: dict[str, str] = field(factory=dict)

    def add(self, entry: LogEntry, decision: Decision) -> None:
        made = Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split()))
        if isinstance(decision, DocumentCoded):
            if decision.document in self.round.documents and len(made.authors) == 1:
                notes = self._coded_in_full.setdefault(made.authors[0], [])
                notes.append((decision.document, made))
            return
        for document in dict.fromkeys(self._documents(decision)):
            self._document_of_entry[entry.id] = document
            self._count(document, made)

    def of(self, coder: str) -> list[Provenance]:
        """Return a coder's decisions, and their notes that a document without codings is coded."""
        on_codings = self._on_codings.get(coder, [])
        with_codings = {document for document, _ in on_codings}
        without_codings = [
            made
            for document, made in self._coded_in_full.get(coder, [])
            if document not in with_codings and self._counts(made)
        ]
        return sorted([*(made for _, made in on_codings), *without_codings])

    def alone(self) -> Iterator[Provenance]:
        """Yield the decisions that count, of all coders."""
        for coder in self.round.coders:
            yield from self.of(coder)

    def _documents(self, decision: Decision) -> Iterator[str]:
        """Yield the documents of the round in which a decision changes a coding."""
        match decision:
            case CodingApplied(coding=coding, document=document):
                if document in self.round.documents:
                    self._document_of_coding[coding] = document
                    yield document
            case DecisionReverted(target=target):
                if target in self._document_of_entry:
                    yield self._document_of_entry[target]
            case _:
                for coding in decision.codings:
                    if coding in self._document_of_coding:
                        yield self._document_of_coding[coding]

    def _count(self, document: str, made: Provenance) -> None:
        if not set(made.authors) & set(self.round.coders):
            return
        if not self._counts(made):
            self.after += 1
        elif len(made.authors) > 1:
            self.together += 1
        else:
            self._on_codings.setdefault(made.authors[0], []).append((document, made))

    def _counts(self, made: Provenance) -> bool:
        closed = self.round.closed
        return closed is None or not self.knowledge.knew(made, closed)


def _pair(
    coders: tuple[str, str], made: tuple[list[Provenance], list[Provenance]], knowledge: Knowledge
) -> Pair:
    one, other = made
    known = [*_known(one, other, knowledge), *_known(other, one, knowledge)]
    known.sort(key=lambda found: found.decision)
    by_merge = [found for found in known if found.since is not None]
    in_one_copy = [found for found in known if found.since is None]
    shared = Counter(found.decision.replica for found in in_one_copy)
    verdict: Verdict = "independent"
    if by_merge:
        verdict = "not independent"
    elif shared:
        verdict = "shared copy"
    elif not one or not other:
        verdict = "nothing coded"
    return Pair(
        coders=coders,
        decisions=(len(one), len(other)),
        verdict=verdict,
        aware=len(by_merge),
        shared=dict(shared),
        first=next(iter([*by_merge, *in_one_copy]), None),
    )


def _known(
    decisions: list[Provenance], others: list[Provenance], knowledge: Knowledge
) -> Iterator[Foreknowledge]:
    """Yield the decisions that were made in a copy that held one of the other's, each once."""
    # Whoever knows an entry knows those before it in its copy: the first of each copy is enough.
    firsts: dict[str, Provenance] = {}
    for other in others:
        first = firsts.setdefault(other.replica, other)
        if other.seq < first.seq:
            firsts[other.replica] = other
    for decision in decisions:
        since = {
            first: knowledge.since(decision, first)
            for first in firsts.values()
            if knowledge.knew(decision, first)
        }
        if since:
            # That it came by a merge says more than that both used one copy.
            knew = min(since, key=lambda first: (since[first] is None, first))
            yield Foreknowledge(decision, knew, since[knew])
