"""What is compared: whose codings, of which documents and codes, by which unit, as of when.

This is the one door to agreement. What a person or a program asks for is a `Selection`; `compare`
finds it in a study, and gathers what coders are compared on:

    comparison = compare(project.at(), Selection(unit="turn"))
    report = agreement(comparison, Measurement(measure))

`explanations` says what of it is left out, and why there is nothing to compare.
"""

import shlex
from collections.abc import Callable, Container, Sequence
from typing import Literal

from attrs import evolve, frozen

from qualog.errors import BadInput, NotAllowed
from qualog.language import Sayable, alternatives, message
from qualog.log.store import LogRange
from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.gathering import coded_study
from qualog.reliability.independence import is_shown_independent
from qualog.reliability.recoding import as_settled, as_themes
from qualog.replay.fold import replay
from qualog.state import Round, State
from qualog.text.units import Unit
from qualog.views.as_of import Point
from qualog.views.find import HasId, in_a_list
from qualog.views.study import Study

GroupBy = Literal["code", "theme", "document", "pair"]
"""For each of what agreement is measured, besides the whole."""


@frozen
class Selection:
    """What is to be compared, by names or ids.

    Attributes:
        coders: the authors to compare, two or more; all who judged a compared document if None.
        documents: the documents to compare; all if None.
        codes: the codes to compare; all if None.
        round: a round, whose coders and documents are compared where none are named.
        where: a condition on attributes, such as "role = manager": only what such participants
            or documents hold is compared.
        unit: what coders are compared on; a measure of spans takes the spans as they are.
        by: what agreement is measured for one by one. By theme, the whole is of themes too,
            each code as the themes and subthemes that it is grouped under; a theme by itself
            has the codes of its subthemes as well.
        discussed: whether each coder has, in passages that were discussed and settled, what was
            settled there.
    """

    coders: Sequence[str] | None = None
    documents: Sequence[str] | None = None
    codes: Sequence[str] | None = None
    round: str | None = None
    where: str | None = None
    unit: Unit = "character"
    by: GroupBy = "code"
    discussed: bool = False


@frozen
class Comparison:
    """What is compared: the codings, and what they were selected by.

    Attributes:
        study: the study at the moment of the comparison, narrowed to what is compared.
        selection: what was asked for, with ids for names, and with the coders and documents of
            the round.
        coded: the independent codings.
        round: the round that was asked for.
        independent: whether the log proves that no coder of the round had seen the others'
            codings.
    """

    study: Study
    selection: Selection
    coded: CodedStudy
    round: Round | None = None
    independent: bool = False

    @property
    def moment(self) -> Sayable | None:
        """As of when, as a phrase: "the close of the round “pilot”"; None for now."""
        moment = self.study.moment.label
        round_ = self.round
        if round_ is not None and round_.closed is not None and moment == round_.closed.decision:
            return message("the close of the round “{round}”", round=round_.name)
        return None if self.study.is_now else moment

    def as_of(self, moment: Point, round_: Round | None = None) -> "Comparison":
        """Return what there was of it at another moment, or of a round at that moment.

        An earlier moment may lack documents, coders and codes.
        """
        study, selection = self.study.as_of(moment), self.selection
        if round_ is not None:
            selection = evolve(selection, coders=round_.coders, documents=round_.documents)
        state = study.state
        selection = evolve(
            selection,
            coders=_those_in(selection.coders, state.authors),
            documents=_those_in(selection.documents, state.documents),
            codes=_those_in(selection.codes, state.codebook.codes),
        )
        return Comparison(study, selection, _gathered(state, selection))


def compare(study: Study, selection: Selection | None = None) -> Comparison:
    """Find what is to be compared, and gather it.

    A round that is closed is compared as of its close, unless the study is of an earlier moment
    than now. There may be nothing to compare: `why_nothing` says why.

    Raises:
        NotFound, Ambiguous: something that is named is not there, or could be several.
        NotAllowed: the round is blind and open.
        BadInput: only one coder is named, or a coder or document that is not in the round; or
            the condition cannot be understood.
    """
    selection = Selection() if selection is None else selection
    round_, independent = None, False
    if selection.round is not None:
        # In a study of an earlier moment, a round may be open that is closed by now.
        now = study.state if study.is_now else replay(study.log.store)
        round_ = _visible(study.find.round(selection.round), now)
        independent = is_shown_independent(study.log.store, now, round_)
        study = _at_close(study, round_)
    if selection.where is not None:
        study = study.narrowed(selection.where)
    found = _found(study, selection, round_)
    return Comparison(study, found, _gathered(study.state, found), round_, independent)


def _visible(round_: Round, now: State) -> Round:
    """Return a round as it is now, or as it was if it was undone since."""
    round_ = now.rounds.get(round_.id, round_)
    if round_.hides and round_.id in now.rounds:
        raise NotAllowed(
            "The blind round “{round}” is still open; a figure would give away what others have "
            "coded. When all are done: {command}",
            round=round_.name,
            command=shlex.join(["qualog", "round", "close", round_.name]),
        )
    return round_


def _at_close(study: Study, round_: Round) -> Study:
    if not study.is_now or round_.closed is None:
        return study
    close = round_.closed.decision
    return study.as_of(Point(close, LogRange(heads=study.log.known_at(close)), exact=True))


def _found(study: Study, selection: Selection, round_: Round | None) -> Selection:
    """Return a selection with ids for names, and the round's coders and documents."""
    find, state = study.find, study.state
    coders = _ids(selection.coders, find.author)
    documents = _ids(selection.documents, find.document)
    if coders is not None and len(coders) < 2:
        raise BadInput(
            "Agreement needs two coders. Add another --coder, or leave it out to compare everyone."
        )
    if round_ is not None:
        _require_inside(round_, state, coders or (), documents or ())
        coders = _those_in(round_.coders, state.authors) if coders is None else coders
        documents = _those_in(round_.documents, state.documents) if documents is None else documents
    codes = _ids(selection.codes, find.code)
    if codes == ():
        raise BadInput("Agreement needs a code. Name one, or none at all to compare every code.")
    return evolve(selection, coders=coders, documents=documents, codes=codes)


def _ids(named: Sequence[str] | None, find: Callable[[str], HasId]) -> tuple[str, ...] | None:
    if named is None:
        return None
    return tuple(dict.fromkeys(find(name).id for name in in_a_list(named)))


def _those_in(ids: Sequence[str] | None, things: Container[str]) -> tuple[str, ...] | None:
    return None if ids is None else tuple(id_ for id_ in ids if id_ in things)


def _require_inside(
    round_: Round, state: State, coders: Sequence[str], documents: Sequence[str]
) -> None:
    outside = [state.authors[id_].name for id_ in coders if id_ not in round_.coders]
    outside += [state.documents[id_].name for id_ in documents if id_ not in round_.documents]
    if outside:
        raise BadInput(
            "The round “{round}” does not include {names}.",
            round=round_.name,
            names=alternatives(outside),
        )


def _gathered(state: State, selection: Selection) -> CodedStudy:
    coded = coded_study(
        state,
        documents=selection.documents,
        coders=selection.coders,
        codes=selection.codes,
        unit=selection.unit,
    )
    if selection.discussed:
        coded = as_settled(coded, state, selection.codes)
    return as_themes(coded, state) if selection.by == "theme" else coded
