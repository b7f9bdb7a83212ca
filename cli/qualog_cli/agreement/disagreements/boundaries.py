"""How boundaries are shown: per code in a table, then the passages with other edges."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from attrs import frozen

from qualog.reliability.disagreement.boundaries import Match
from qualog.reliability.selection import CodedStudy
from qualog.text.units import Span, words
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.agreement.disagreements.place import DisputedPlace, discuss, introduction, place
from qualog_cli.shared.formats import quoted
from qualog_cli.shared.show import counted
from qualog_cli.shared.tables import table


@frozen
class Edge:
    """How much farther a coder goes at one end than another: the words between the edges."""

    coder: str
    than: str
    way: Literal["begins earlier", "ends later"]
    quote: str

    @property
    def is_silent(self) -> bool:
        """Say whether there is no word in it: only spaces and marks."""
        return not words(self.quote)


@frozen
class ShownBoundaries:
    """The passages of each code by two coders; the `most` with other edges are shown as text."""

    compared: Comparison
    coded: CodedStudy
    found: Sequence[Match]
    most: int

    def lines(self) -> Iterator[str]:
        """Give the table, then the passages whose edges are farthest apart."""
        yield from introduction(self.compared, self.coded, "Where codes of {coders} begin and end")
        if not self.coded.documents:
            return
        yield from table(self._counted(), ("code", "same edges", "other edges", "by one alone"))
        if len(self.coded.coders) > 2:
            yield "Each two coders are counted."
        moved = [each for each in self.found if each.is_of_both and not each.is_exact]
        silent = sum(all(edge.is_silent for edge in self._edges(match)) for match in moved)
        if silent:
            yield f"Of those with other edges, {silent} differ in spaces and marks alone."
        passages = self._passages(moved)
        for number, passage in enumerate(passages[: self.most], start=1):
            yield ""
            where = self._place(passage)
            yield f"{number}. {where.told}: {self.coded.codes[passage[0].code].name}"
            yield from self._told(passage)
            yield f"   {discuss(where)}"
        if len(passages) > self.most:
            yield ""
            yield f"And {len(passages) - self.most} more with other edges: --most {len(passages)}."

    def as_data(self) -> dict[str, Any]:
        """Give every match, and what lies between its edges."""
        coded = self.coded
        return {
            "documents": list(coded.document_names),
            "coders": [each.name for each in coded.coders],
            "matches": [
                {
                    "document": coded.document_names[each.document],
                    "code": coded.codes[each.code].name,
                    "given": [
                        {"coder": coder, "start": start, "end": end}
                        for coder, (start, end) in self._given(each)
                    ],
                    "edges": self._edges(each),
                }
                for each in self.found
            ],
        }

    def _counted(self) -> Iterator[tuple[str, int, int, int]]:
        for index, code in enumerate(self.coded.codes):
            of_code = [each for each in self.found if each.code == index]
            both = sum(each.is_of_both for each in of_code)
            exact = sum(each.is_exact for each in of_code)
            yield code.name, exact, both - exact, len(of_code) - both

    def _passages(self, moved: Sequence[Match]) -> list[list[Match]]:
        """Gather matches of one code on the same words, those whose edges are farthest apart first.

        Of two coders that is each by itself; of three, one passage may be three matches.
        """
        passages: list[list[Match]] = []
        reach = 0
        for match in sorted(moved, key=lambda each: (each.document, each.code, each.whole)):
            last = passages[-1][0] if passages else match
            start, end = match.whole
            is_same = (last.document, last.code) == (match.document, match.code) and start < reach
            if not is_same:
                passages.append([])
            passages[-1].append(match)
            reach = max(reach, end) if is_same else end
        return sorted(passages, key=lambda each: -max(match.apart for match in each))

    def _told(self, passage: Sequence[Match]) -> Iterator[str]:
        """Say who goes farther than whom, at which end, and by which words."""
        than: dict[tuple[str, str, str], list[str]] = {}
        for match in passage:
            for edge in self._edges(match):
                than.setdefault((edge.coder, edge.way, edge.quote), []).append(edge.than)
        for (coder, way, quote), others in than.items():
            verb, farther = way.split()
            much = counted(len(quote), "character")
            count = len(words(quote))
            of_words = counted(count, "word") if count else "no word"
            who = f" than {' and '.join(others)}" if len(self.coded.coders) > 2 else ""
            yield f"   {coder} {verb} {much} ({of_words}) {farther}{who}: {quoted(quote)}"

    def _given(self, match: Match) -> list[tuple[str, Span]]:
        """Give who marked what, in code points of the text."""
        both = ((match.one, match.span), (match.other, match.other_span))
        return [
            (self.coded.coders[coder].name, (where.start, where.end))
            for coder, span in both
            if span is not None
            for where in [place(self.compared, self.coded, match.document, span)]
        ]

    def _place(self, passage: Sequence[Match]) -> DisputedPlace:
        spans = [each.whole for each in passage]
        whole = min(start for start, _ in spans), max(end for _, end in spans)
        return place(self.compared, self.coded, passage[0].document, whole)

    def _edges(self, match: Match) -> list[Edge]:
        """Say who begins earlier, and who ends later; nothing where only one gave the code."""
        given = self._given(match)
        if len(given) < 2:
            return []
        text = self._place([match]).text
        (one, (start, end)), (other, (other_start, other_end)) = given
        found = []
        if start != other_start:
            who = (one, other) if start < other_start else (other, one)
            quote = text[min(start, other_start) : max(start, other_start)]
            found.append(Edge(*who, "begins earlier", quote))
        if end != other_end:
            who = (one, other) if end > other_end else (other, one)
            found.append(Edge(*who, "ends later", text[min(end, other_end) : max(end, other_end)]))
        return found
