"""How the passages on which coders differ are shown: one after the other, the costliest first."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from qualog.language import Sayable, listing, message, plural
from qualog.reliability.data import NO_CODE
from qualog.reliability.disagreement.differences import Differences, DisputedPassage, Given
from qualog.reliability.nouns import counted_documents, unit_name
from qualog.reliability.result import decimals
from qualog.reliability.selection import Comparison
from qualog.state import Coding
from qualog_cli.agreement.agree.results import nothing_compared
from qualog_cli.agreement.disagreements.excerpt import excerpt
from qualog_cli.agreement.disagreements.place import DisputedPlace, discuss, introduction, place


@frozen
class ShownPassages:
    """The passages on which coders differ; `most` are shown as text."""

    comparison: Comparison
    found: Differences
    most: int

    def lines(self) -> Iterator[Sayable]:
        """Yield how much the coders differ, then each passage."""
        comparison, coded = self.comparison, self.comparison.coded
        if not coded.documents:
            yield from nothing_compared(comparison)
            return
        heading = message(
            "Where {coders} differ by {unit}, in {documents} that at least two of them have coded.",
            coders=listing(coder.name for coder in coded.coders),
            unit=unit_name(coded.unit),
            documents=counted_documents(len(coded.documents)),
        )
        yield from introduction(comparison, heading)
        passages = self.found.passages
        if not passages:
            yield message("The coders differ nowhere.")
            return
        yield self._alpha
        yield plural(
            "They differ in one passage. It is shown with its share of all disagreement, and how "
            "much alpha would gain if they agreed on it.",
            "They differ in {n} passages. Each is shown with its share of all disagreement, and "
            "how much alpha would gain if they agreed on it.",
            len(passages),
        )
        for number, passage in enumerate(passages[: self.most], start=1):
            yield ""
            yield from self._passage(number, passage)
        if rest := passages[self.most :]:
            yield ""
            yield plural(
                "There is one more passage, with {share}% of all disagreement: --most {most}",
                "There are {n} more passages, with {share}% of all disagreement: --most {most}",
                len(rest),
                share=_percent(rest),
                most=len(passages),
            )

    def as_data(self) -> dict[str, Any]:
        """Return all of it as data."""
        coded = self.comparison.coded
        return {
            "unit": coded.unit,
            "units": self.found.units,
            "documents": list(coded.document_names),
            "coders": [coder.name for coder in coded.coders],
            "alpha": self.found.alpha,
            "observed_disagreement": self.found.observed_disagreement,
            "passages": [self._data(passage) for passage in self.found.passages],
        }

    def _data(self, passage: DisputedPassage) -> dict[str, Any]:
        where, coded = self._place(passage), self.comparison.coded
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
                        {"code": coded.codes[code.code].name, "throughout": code.throughout}
                        for code in given
                    ],
                }
                for coder, given in zip(coded.coders, passage.given, strict=True)
                if given is not None
            ],
            "disputed": [coded.codes[code].name for code in passage.disputed],
            "share": passage.share,
            "cost": passage.cost,
        }

    @property
    def _alpha(self) -> Sayable:
        if self.found.alpha is None:
            return message("Krippendorff's alpha (nominal) cannot be computed.")
        value = decimals(self.found.alpha, 3)
        if self.comparison.selection.codes is not None:
            return message(
                "Krippendorff's alpha (nominal) of these codes alone is {value}.", value=value
            )
        return message("Krippendorff's alpha (nominal) is {value}.", value=value)

    def _place(self, passage: DisputedPassage) -> DisputedPlace:
        return place(self.comparison, passage.document, (passage.start, passage.end))

    def _passage(self, number: int, passage: DisputedPassage) -> Iterator[Sayable]:
        where = self._place(passage)
        yield _heading(number, where, passage)
        given = [(str(coder), str(codes)) for coder, codes in self._given(passage)]
        width = max(len(coder) for coder, _ in given)
        yield from (f"   {coder:<{width}}  {codes}" for coder, codes in given)
        codings = self._codings(where, passage)
        yield from excerpt(self.comparison.study.state, where, codings)
        yield f"   {discuss(where)}"

    def _given(self, passage: DisputedPassage) -> Iterator[tuple[Sayable, Sayable]]:
        """Yield which of the disputed codes each coder used, and which codes all of them used."""
        judges = [
            (coder.name, codes)
            for coder, codes in zip(self.comparison.coded.coders, passage.given, strict=True)
            if codes is not None
        ]
        agreed = [code for code in judges[0][1] if code.code not in passage.disputed]
        nothing = message("(no other code)") if agreed else message(NO_CODE)
        for name, codes in judges:
            disputed = [code for code in codes if code.code in passage.disputed]
            yield name, self._names(disputed) if disputed else nothing
        if agreed:
            yield message("both") if len(judges) == 2 else message("all"), self._names(agreed)

    def _names(self, given: Sequence[Given]) -> str:
        return " + ".join(str(self._name(code)) for code in given)

    def _name(self, given: Given) -> Sayable:
        name = self.comparison.coded.codes[given.code].name
        return name if given.throughout else message("{code} (in part)", code=name)

    def _codings(self, where: DisputedPlace, passage: DisputedPassage) -> Sequence[Coding]:
        """Return what those who are compared coded alone in the passage, or in dispute near it."""
        state, coded = self.comparison.study.state, self.comparison.coded
        coders = {coder.id for coder in coded.coders}
        disputed = {coded.codes[code].id for code in passage.disputed}
        return [
            coding
            for coding in state.codings_in(where.document.id)
            if len(coding.made.authors) == 1 and coders.issuperset(coding.made.authors)
            if state.codebook.resolve(coding.code) in disputed
            or (coding.start < where.end and where.start < coding.end)
        ]


def _heading(number: int, where: DisputedPlace, passage: DisputedPassage) -> Sayable:
    if passage.cost is None:
        return message(
            "{number}. {where}: {share}% of all disagreement",
            number=number,
            where=where.where,
            share=_percent([passage]),
        )
    return message(
        "{number}. {where}: {share}% of all disagreement, alpha {gain}",
        number=number,
        where=where.where,
        share=_percent([passage]),
        gain=f"{passage.cost:+.3f}",
    )


def _percent(passages: Sequence[DisputedPassage]) -> str:
    return decimals(100 * sum(passage.share for passage in passages), 1)
