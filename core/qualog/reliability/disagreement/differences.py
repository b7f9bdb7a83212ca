"""Where coders differ: the passages, and what each of them costs the coefficient.

A passage is found from the boundaries of the codings. Neighbouring stretches (or units) belong
to one passage if the same code is in dispute in both: if somebody gave it there, and somebody
else who judged the document did not.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import starmap
from operator import and_, or_

from attrs import evolve, frozen

from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import MISSING
from qualog.reliability.disagreement.costs import Costs, Stretch
from qualog.reliability.spans import codes_in, in_units, stretches
from qualog.text.units import Span


@frozen
class Given:
    """A code (an index) that a coder used in a passage, and whether in all of it."""

    code: int
    throughout: bool


@frozen
class DisputedPassage:
    """A passage on which coders' sets of codes differ; indices are those of the study.

    Attributes:
        document: the index of its document.
        start: where it starts, in code points of what is left of the text.
        end: where it ends.
        size: how many characters, or units, it has.
        given: which codes each coder used in it; None for a coder who did not judge the document.
        disputed: the codes that somebody used in it, and somebody else did not.
        share: its share of all disagreement: of D_o, 0 to 1.
        cost: how far alpha would rise if the coders agreed on it: the mean over their readings,
            each as likely to be the one that they settle on. It is below 0 where agreeing would
            lower the disagreement that chance gives more than their own; None where it would
            leave no variation.
    """

    document: int
    start: int
    end: int
    size: int
    given: tuple[tuple[Given, ...] | None, ...]
    disputed: tuple[int, ...]
    share: float
    cost: float | None


@frozen
class Differences:
    """All passages on which coders differ, the costliest first.

    Attributes:
        passages: the passages.
        units: how many characters or units were compared.
        observed_disagreement: D_o, of which each passage has a share; None if nothing is
            pairable.
        alpha: Krippendorff's nominal alpha over sets of codes; None where it is undefined.
    """

    passages: tuple[DisputedPassage, ...]
    units: int
    observed_disagreement: float | None
    alpha: float | None


def differences(coded: CodedStudy) -> Differences:
    """Find where coders differ, on the units of the study, and what each passage costs.

    The cost is exact: alpha is computed once more for each passage, from what agreeing on it
    would change of how often each set of codes was given.
    """
    if coded.unit == "character":
        return _differences(coded.continuum)
    found = _differences(in_units(coded.continuum))
    units = [[unit for unit in document.units if unit[0] < unit[1]] for document in coded.documents]
    passages = (_in_characters(passage, units[passage.document]) for passage in found.passages)
    return evolve(found, passages=tuple(passages))


def _in_characters(passage: DisputedPassage, units: Sequence[Span]) -> DisputedPassage:
    return evolve(passage, start=units[passage.start][0], end=units[passage.end - 1][1])


def _differences(continuum: Continuum) -> Differences:
    compared: list[Stretch] = []
    disputed: list[tuple[int, list[Stretch]]] = []
    for index, document in enumerate(continuum.documents):
        if len(document.codings) >= 2:
            of_document = list(starmap(Stretch, stretches(document, len(continuum.coders))))
            compared += [stretch for stretch in of_document if len(stretch.judgements) > 1]
            disputed += [(index, passage) for passage in _passages(of_document)]
    costs = Costs.of(compared)
    passages = [_passage(index, passage, costs) for index, passage in disputed]
    return Differences(
        passages=tuple(sorted(passages, key=_costliest)),
        units=sum(stretch.size for stretch in compared),
        observed_disagreement=costs.observed_disagreement,
        alpha=costs.alpha,
    )


def _passages(of_document: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Yield the stretches of each passage, from those of a whole document in their order.

    The same coders judged all of a passage.
    """
    passage: list[Stretch] = []
    for stretch in of_document:
        if passage and not passage[-1].continues_in(stretch):
            yield passage
            passage = []
        if stretch.disputed:
            passage.append(stretch)
    if passage:
        yield passage


def _passage(document: int, passage: Sequence[Stretch], costs: Costs) -> DisputedPassage:
    disputed = reduce(or_, (stretch.disputed for stretch in passage))
    return DisputedPassage(
        document=document,
        start=passage[0].start,
        end=passage[-1].end,
        size=passage[-1].end - passage[0].start,
        given=tuple(map(_given, zip(*(stretch.sets for stretch in passage), strict=True))),
        disputed=tuple(codes_in(disputed)),
        share=costs.share(passage),
        cost=costs.cost(passage),
    )


def _given(sets: Sequence[int]) -> tuple[Given, ...] | None:
    """Return the codes that one coder used in a passage, from their sets along it."""
    if MISSING in sets:
        return None
    anywhere, throughout = reduce(or_, sets), reduce(and_, sets)
    return tuple(Given(code, bool(throughout >> code & 1)) for code in codes_in(anywhere))


def _costliest(passage: DisputedPassage) -> tuple[bool, float, float, int, int]:
    cost = passage.cost
    return cost is None, -(cost or 0), -passage.share, passage.document, passage.start
