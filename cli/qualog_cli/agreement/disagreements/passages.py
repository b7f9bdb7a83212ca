"""How the passages on which coders differ are shown: one after the other, the costliest first."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from qualog.reliability.data import NO_CODE
from qualog.reliability.disagreement.differences import Differences, DisputedPassage, Given
from qualog.reliability.selection import CodedStudy
from qualog.state import Coding
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.agreement.disagreements.excerpt import excerpt
from qualog_cli.agreement.disagreements.place import DisputedPlace, discuss, introduction, place
from qualog_cli.shared.show import counted

_NO_OTHER = "(no other code)"


@frozen
class ShownPassages:
    """The passages on which coders differ; `most` are shown as text."""

    compared: Comparison
    coded: CodedStudy
    found: Differences
    most: int

    def lines(self) -> Iterator[str]:
        """Give how much the coders differ, then each passage."""
        yield from introduction(
            self.compared, self.coded, f"Where {{coders}} differ, by {self.coded.unit}"
        )
        if not self.coded.documents:
            return
        passages = self.found.passages
        if not passages:
            yield "They differ nowhere."
            return
        alpha = "undefined" if self.found.alpha is None else f"{self.found.alpha:.3f}"
        of_codes = " of these codes alone" if self.compared.codes else ""
        yield f"Krippendorff's alpha (nominal){of_codes} is {alpha}."
        yield (
            f"They differ in {counted(len(passages), 'passage')}. Of each: its share of all "
            "disagreement, and what alpha would gain if they agreed on it."
        )
        for number, passage in enumerate(passages[: self.most], start=1):
            yield ""
            yield from self._passage(number, passage)
        if rest := passages[self.most :]:
            yield ""
            yield (
                f"And {counted(len(rest), 'passage')} more, {_percent(rest)} of all disagreement: "
                f"--most {len(passages)}."
            )

    def as_data(self) -> dict[str, Any]:
        """Give all of it as data."""
        return {
            "unit": self.coded.unit,
            "units": self.found.units,
            "documents": list(self.coded.document_names),
            "coders": [each.name for each in self.coded.coders],
            "alpha": self.found.alpha,
            "observed_disagreement": self.found.observed_disagreement,
            "passages": [self._data(each) for each in self.found.passages],
        }

    def _data(self, passage: DisputedPassage) -> dict[str, Any]:
        where = self._place(passage)
        return {
            "document": where.document.name,
            "start": where.start,
            "end": where.end,
            "turns": where.turns,
            "speakers": where.speakers,
            "quote": where.quote,
            "size": passage.size,
            "given": [
                {
                    "coder": coder.name,
                    "codes": [
                        {"code": self.coded.codes[each.code].name, "throughout": each.throughout}
                        for each in given
                    ],
                }
                for coder, given in zip(self.coded.coders, passage.given, strict=True)
                if given is not None
            ],
            "disputed": [self.coded.codes[each].name for each in passage.disputed],
            "share": passage.share,
            "cost": passage.cost,
        }

    def _place(self, passage: DisputedPassage) -> DisputedPlace:
        return place(self.compared, self.coded, passage.document, (passage.start, passage.end))

    def _passage(self, number: int, passage: DisputedPassage) -> Iterator[str]:
        where = self._place(passage)
        yield f"{number}. {where.told}: {_worth(passage)}"
        given = list(self._given(passage))
        width = max(len(name) for name, _ in given)
        yield from (f"   {name:<{width}}  {codes}" for name, codes in given)
        codings = self._codings(where, passage)
        yield from excerpt(self.compared.study.state, where, codings)
        yield f"   {discuss(where)}"

    def _given(self, passage: DisputedPassage) -> Iterator[tuple[str, str]]:
        """Say what each coder gave of what is in dispute, and what all of them gave."""
        judges = [
            (coder.name, codes)
            for coder, codes in zip(self.coded.coders, passage.given, strict=True)
            if codes is not None
        ]
        agreed = [each for each in judges[0][1] if each.code not in passage.disputed]
        for name, codes in judges:
            apart = [each for each in codes if each.code in passage.disputed]
            yield name, self._names(apart) or (_NO_OTHER if agreed else NO_CODE)
        if agreed:
            yield "both" if len(judges) == 2 else "all", self._names(agreed)

    def _names(self, given: Sequence[Given]) -> str:
        codes = self.coded.codes
        names = (
            codes[each.code].name + ("" if each.throughout else " (in part)") for each in given
        )
        return " + ".join(names)

    def _codings(self, where: DisputedPlace, passage: DisputedPassage) -> Sequence[Coding]:
        """Give what those who are compared gave alone in the passage, or in dispute near it."""
        state = self.compared.study.state
        coders = {each.id for each in self.coded.coders}
        disputed = {self.coded.codes[each].id for each in passage.disputed}
        return [
            each
            for each in state.codings_in(where.document.id)
            if len(each.made.authors) == 1 and coders.issuperset(each.made.authors)
            if state.codebook.resolve(each.code) in disputed
            or (each.start < where.end and where.start < each.end)
        ]


def _worth(passage: DisputedPassage) -> str:
    rise = "" if passage.cost is None else f", alpha {passage.cost:+.3f}"
    return f"{_percent([passage])} of all disagreement{rise}"


def _percent(passages: Sequence[DisputedPassage]) -> str:
    return f"{100 * sum(each.share for each in passages):.1f} %"
