"""Where coders differ: the passages, and what each of them costs the coefficient.

A passage is found from the boundaries of the codings. Neighbouring stretches (or units) belong
to one passage if the same code is in dispute in both: if somebody gave it there, and somebody
else who judged the document did not.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from qualog.reliability.continuum import Continuum
from qualog.reliability.data import MISSING
from qualog.reliability.disagreement.costs import Costs, Stretch
from qualog.reliability.selection import CodedStudy
from qualog.reliability.spans import codes_in, in_units, stretches
from qualog.text.units import Span


@frozen
class Given:
    """A code that a coder gave in a passage (its index), and whether in all of it."""

    code: int
    throughout: bool


@frozen
class DisputedPassage:
    """A passage on which coders' sets of codes differ; indices are those of the study.

    Attributes:
        document: the index of its document.
        start: where it begins, in code points of what is left of the text.
        end: where it ends.
        size: how many characters, or units, it has.
        given: what each coder gave in it; None of a coder who did not judge the document.
        disputed: the codes that somebody gave in it, and somebody else did not.
        share: its share of all disagreement: of D_o, 0 to 1.
        cost: how far alpha would rise if the coders agreed on it: the mean over their readings,
            as if each coder's were as likely to be the one that they settle on. It is below 0
            where that would take more from what chance gives than from the disagreement; None
            where it would leave no variation.
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

    Alpha is computed anew for each passage, exactly, from what the passage would change of how
    often each set of codes was given.
    """
    if coded.unit == "character":
        return _differences(coded.continuum)
    found = _differences(in_units(coded.continuum))
    units = [[unit for unit in each.units if unit[0] < unit[1]] for each in coded.documents]
    passages = (_in_characters(each, units[each.document]) for each in found.passages)
    return evolve(found, passages=tuple(passages))


def _in_characters(passage: DisputedPassage, units: Sequence[Span]) -> DisputedPassage:
    return evolve(passage, start=units[passage.start][0], end=units[passage.end - 1][1])


def _differences(continuum: Continuum) -> Differences:
    everything: list[Stretch] = []
    apart: list[tuple[int, list[Stretch]]] = []
    for index, document in enumerate(continuum.documents):
        if len(document.codings) >= 2:
            there = [Stretch(*each) for each in stretches(document, len(continuum.coders))]
            everything += [each for each in there if len(each.judgements) > 1]
            apart += [(index, passage) for passage in _passages(there)]
    costs = Costs.of(everything)
    found = [_passage(index, passage, costs) for index, passage in apart]
    return Differences(
        passages=tuple(sorted(found, key=_costliest)),
        units=sum(each.size for each in everything),
        observed_disagreement=costs.observed_disagreement,
        alpha=costs.alpha,
    )


def _passages(there: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Give the stretches of each passage, of those of a whole document in their order.

    The same coders judged all of a passage.
    """
    passage: list[Stretch] = []
    for stretch in there:
        if passage and not passage[-1].goes_on(stretch):
            yield passage
            passage = []
        if stretch.disputed:
            passage.append(stretch)
    if passage:
        yield passage


def _passage(document: int, found: Sequence[Stretch], costs: Costs) -> DisputedPassage:
    disputed = 0
    for stretch in found:
        disputed |= stretch.disputed
    return DisputedPassage(
        document=document,
        start=found[0].start,
        end=found[-1].end,
        size=found[-1].end - found[0].start,
        given=tuple(map(_given, zip(*(stretch.sets for stretch in found), strict=True))),
        disputed=tuple(codes_in(disputed)),
        share=costs.share(found),
        cost=costs.cost(found),
    )


def _given(sets: Sequence[int]) -> tuple[Given, ...] | None:
    """Say what one coder gave in a passage, from their sets along it."""
    if MISSING in sets:
        return None
    anywhere, throughout = 0, sets[0]
    for each in sets:
        anywhere |= each
        throughout &= each
    return tuple(Given(code, bool(throughout >> code & 1)) for code in codes_in(anywhere))


def _costliest(passage: DisputedPassage) -> tuple[bool, float, float, int, int]:
    cost = passage.cost
    return cost is None, -(cost or 0), -passage.share, passage.document, passage.start
