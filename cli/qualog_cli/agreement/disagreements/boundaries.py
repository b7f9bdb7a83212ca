"""How boundaries are shown: per code in a table, then the passages with different boundaries."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from attrs import frozen

from qualog.language import Sayable, listing, message, plural
from qualog.reliability.disagreement.boundaries import Match
from qualog.reliability.nouns import counted_documents, counted_units
from qualog.reliability.selection import Comparison
from qualog.text.units import Span, words
from qualog_cli.agreement.agree.results import nothing_compared
from qualog_cli.agreement.disagreements.place import DisputedPlace, discuss, introduction, place
from qualog_cli.shared.formats import quoted
from qualog_cli.shared.tables import table


@frozen
class Extension:
    """How much farther one coder goes at one end than another: the words in between."""

    coder: str
    than: str
    way: Literal["begins earlier", "ends later"]
    quote: str

    @property
    def is_silent(self) -> bool:
        """Whether there is no word in it: only spaces and punctuation marks."""
        return not words(self.quote)


@frozen
class ShownBoundaries:
    """The passages of each code by two coders; `most` with different boundaries are shown."""

    comparison: Comparison
    found: Sequence[Match]
    most: int

    def lines(self) -> Iterator[Sayable]:
        """Yield the table, then the passages whose boundaries are farthest apart."""
        comparison, coded = self.comparison, self.comparison.coded
        if not coded.documents:
            yield from nothing_compared(comparison)
            return
        heading = message(
            "Where the codes of {coders} start and end, in {documents} that at least two of them "
            "have coded.",
            coders=listing(coder.name for coder in coded.coders),
            documents=counted_documents(len(coded.documents)),
        )
        yield from introduction(comparison, heading)
        headings = (
            message("code"),
            message("same boundaries"),
            message("different boundaries"),
            message("by one coder only"),
        )
        yield from table(self._counts(), headings)
        if len(coded.coders) > 2:
            yield message("Each pair of coders is counted.")
        differing = [match for match in self.found if match.is_of_both and not match.is_exact]
        silent = sum(
            all(extension.is_silent for extension in self._extensions(match)) for match in differing
        )
        if silent:
            yield plural(
                "Of those with different boundaries, one differs in spaces and punctuation only.",
                "Of those with different boundaries, {n} differ in spaces and punctuation only.",
                silent,
            )
        passages = self._passages(differing)
        for number, passage in enumerate(passages[: self.most], start=1):
            yield ""
            where, code = self._place(passage), coded.codes[passage[0].code].name
            yield message("{number}. {where}: {code}", number=number, where=where.where, code=code)
            yield from (f"   {line}" for line in self._described(passage))
            yield f"   {discuss(where)}"
        if rest := passages[self.most :]:
            yield ""
            yield plural(
                "There is one more with different boundaries: --most {most}",
                "There are {n} more with different boundaries: --most {most}",
                len(rest),
                most=len(passages),
            )

    def as_data(self) -> dict[str, Any]:
        """Return every match, and what lies between its boundaries."""
        coded = self.comparison.coded
        return {
            "documents": list(coded.document_names),
            "coders": [coder.name for coder in coded.coders],
            "matches": [
                {
                    "document": coded.document_names[match.document],
                    "code": coded.codes[match.code].name,
                    "given": [
                        {"coder": coder, "start": start, "end": end}
                        for coder, (start, end) in self._marked(match)
                    ],
                    "edges": self._extensions(match),
                }
                for match in self.found
            ],
        }

    def _counts(self) -> Iterator[tuple[str, int, int, int]]:
        for index, code in enumerate(self.comparison.coded.codes):
            of_code = [match for match in self.found if match.code == index]
            both = sum(match.is_of_both for match in of_code)
            exact = sum(match.is_exact for match in of_code)
            yield code.name, exact, both - exact, len(of_code) - both

    def _passages(self, differing: Sequence[Match]) -> list[list[Match]]:
        """Return the matches of one code on the same words together, the farthest apart first.

        Of two coders that is each by itself; of three, one passage may be three matches.
        """
        passages: list[list[Match]] = []
        reach = 0
        for match in sorted(differing, key=lambda match: (match.document, match.code, match.whole)):
            last = passages[-1][0] if passages else match
            start, end = match.whole
            is_same = (last.document, last.code) == (match.document, match.code) and start < reach
            if not is_same:
                passages.append([])
            passages[-1].append(match)
            reach = max(reach, end) if is_same else end
        return sorted(passages, key=lambda passage: -max(match.apart for match in passage))

    def _described(self, passage: Sequence[Match]) -> Iterator[Sayable]:
        """Yield who goes farther than whom, at which end, and by which words."""
        than: dict[tuple[str, str, str], list[str]] = {}
        for match in passage:
            for extension in self._extensions(match):
                key = extension.coder, extension.way, extension.quote
                than.setdefault(key, []).append(extension.than)
        several = len(self.comparison.coded.coders) > 2
        for (coder, way, quote), others in than.items():
            yield _described(coder, way, quote, others if several else [])

    def _marked(self, match: Match) -> list[tuple[str, Span]]:
        """Return who marked what, in code points of the text."""
        both = ((match.one, match.span), (match.other, match.other_span))
        return [
            (self.comparison.coded.coders[coder].name, (where.start, where.end))
            for coder, span in both
            if span is not None
            for where in [place(self.comparison, match.document, span)]
        ]

    def _place(self, passage: Sequence[Match]) -> DisputedPlace:
        spans = [match.whole for match in passage]
        whole = min(start for start, _ in spans), max(end for _, end in spans)
        return place(self.comparison, passage[0].document, whole)

    def _extensions(self, match: Match) -> list[Extension]:
        """Return who begins earlier, and who ends later; nothing where only one used the code."""
        marked = self._marked(match)
        if len(marked) < 2:
            return []
        text = self._place([match]).text
        (one, (start, end)), (other, (other_start, other_end)) = marked
        found = []
        if start != other_start:
            who = (one, other) if start < other_start else (other, one)
            quote = text[min(start, other_start) : max(start, other_start)]
            found.append(Extension(*who, "begins earlier", quote))
        if end != other_end:
            who = (one, other) if end > other_end else (other, one)
            quote = text[min(end, other_end) : max(end, other_end)]
            found.append(Extension(*who, "ends later", quote))
        return found


def _described(coder: str, way: str, quote: str, others: Sequence[str]) -> Sayable:
    """Return how much farther a coder goes; than whom, where there are several others."""
    values: dict[str, object] = {
        "coder": coder,
        "others": listing(others),
        "characters": counted_units("character", len(quote)),
        "words": _counted_words(quote),
        "quote": quoted(quote),
    }
    match way, bool(others):
        case "begins earlier", False:
            return message("{coder} starts {characters} ({words}) earlier: {quote}", **values)
        case "begins earlier", True:
            return message(
                "{coder} starts {characters} ({words}) earlier than {others}: {quote}", **values
            )
        case _, False:
            return message("{coder} ends {characters} ({words}) later: {quote}", **values)
    return message("{coder} ends {characters} ({words}) later than {others}: {quote}", **values)


def _counted_words(quote: str) -> Sayable:
    amount = len(words(quote))
    return counted_units("word", amount) if amount else message("no word")
