r"""How another program counted its positions: found out from where words begin and end.

REFI-QDA counts code points from 0 and says nothing of `\r\n`, of a byte order mark, or whether
the end is included; programs count as they please (NVivo for Windows in UTF-16, with `\r\n` as
two). So every way of counting is tried on all passages of a project. Where a passage begins
or ends with a word, that speaks for it; where its words are the quotation that the file gives
with it, that speaks more. Ways that give the same passages are one reading. The best must beat
each other reading clearly on the edges where the two differ; if none does, the one that gives
most quotations as they are, with the white space at their edges, is taken.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

from attrs import define, frozen

from qualog.errors import BadInput
from qualog_plugins.importers.placing.offsets import Offsets, kept, offsets_in

_SAMPLES = 3
_SHOWN = 60
_AHEAD = 2  # points, at the least
_TIMES = 1.2


@frozen
class Counting:
    r"""One way of counting: in UTF-16, `\r\n` as two, the mark counted, the end included."""

    utf16: bool = False
    crlf_twice: bool = False
    mark: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        return "-".join(self.parts)

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The words that name it."""
        return (
            "utf16" if self.utf16 else "codepoints",
            "crlf2" if self.crlf_twice else "crlf1",
            "bom" if self.mark else "nobom",
            "inclusive" if self.inclusive else "exclusive",
        )

    def offsets(self, found: str) -> Offsets:
        """Give the way from positions that were counted so to those in the kept text."""
        counted = found if self.mark else found.removeprefix("\ufeff")
        if not self.crlf_twice:
            counted = counted.replace("\r\n", "\n")
        return offsets_in(counted, utf16=self.utf16)


@frozen
class RefiPassage:
    """A passage as a file marks it, in its own counting; `quote` is what it says stands there."""

    start: int
    end: int
    quote: str = ""


@frozen
class Counted:
    """A text as found, with a byte order mark if it has one, and the passages in it."""

    found: str
    passages: tuple[RefiPassage, ...]

    @property
    def kept(self) -> str:
        """The text as Qualog keeps it."""
        return kept(self.found)


RefiSpan = tuple[int, int] | None


@frozen
class Reading:
    """What one way of counting gives: a span of the kept text for each passage, or None."""

    counting: Counting
    spans: tuple[RefiSpan, ...]


@frozen
class Choice:
    """The way that was chosen, why in words (None where nothing was to choose), and samples."""

    counting: Counting
    why: str | None
    samples: tuple[str, ...] = ()


# What some programs are known to do, for when the words do not tell.
_KNOWN: tuple[tuple[str, Counting], ...] = (
    ("nvivo", Counting(utf16=True, crlf_twice=True)),
    ("atlas.ti for windows", Counting()),
    ("qualcoder", Counting()),
)


def choose_counting(texts: Sequence[Counted], asked: str, origin: str, file: str) -> Choice:
    """Give the way of counting that fits all passages best.

    Args:
        texts: the texts with their passages.
        asked: what the user says: any of the words that name a way, or "auto".
        origin: which program wrote the file, by its own words.
        file: the file's name, for messages.

    Raises:
        BadInput: `asked` names no way, or the words do not tell.
    """
    ways = _ways(asked)
    if not any(text.passages for text in texts):
        return Choice(ways[0], None)
    trial = _Trial(tuple(texts), tuple(ways))
    best, *others = trial.readings
    if not others:
        why = "as was said" if len(ways) == 1 else "every way gives the same passages"
        return Choice(best.counting, f"{best.counting} ({why})", trial.samples(best, None))
    rivals = [each for each in others if not trial.beats(best, each)]
    likely = [each for each in (best, *rivals) if not each.counting.inclusive] or [best]
    likely = trial.most_exact(likely)
    usual = [each for each in likely if each in trial.known(likely, origin)]
    if len(likely) > 1 and len(usual) != 1:
        raise BadInput(_unclear(trial, [best, *rivals], file))
    chosen = likely[0] if len(likely) == 1 else usual[0]
    rest = [each for each in trial.readings if each is not chosen]
    rest = [each for each in rest if not each.counting.inclusive] or rest
    why = (
        f"{chosen.counting} ({trial.told(chosen)} edges at words; as {rest[0].counting} "
        f"{trial.told(rest[0])})"
        if len(likely) == 1
        else f"{chosen.counting} (as {origin} is known to count: the words do not tell)"
    )
    return Choice(chosen.counting, why, trial.samples(chosen, rest[0]))


def _ways(asked: str) -> list[Counting]:
    """Give the ways that have all the words that were asked for, exclusive ones first."""
    words = set() if asked.strip().lower() == "auto" else set(asked.strip().lower().split("-"))
    every = [
        Counting(utf16, crlf, mark, inclusive)
        for inclusive, mark, utf16, crlf in product((False, True), repeat=4)
    ]
    found = [each for each in every if words <= set(each.parts)]
    if not found:
        raise BadInput(
            f"'{asked}' is no way of counting. Write auto, or words with - between: utf16 or "
            "codepoints, crlf1 or crlf2, bom or nobom, exclusive or inclusive."
        )
    return found


@define(slots=False)
class _Trial:
    """Tries ways of counting on texts."""

    texts: tuple[Counted, ...]
    ways: tuple[Counting, ...]

    @cached_property
    def readings(self) -> list[Reading]:
        """Readings that differ, the best first."""
        found: dict[tuple[RefiSpan, ...], Reading] = {}
        for way in self.ways:
            spans = tuple(self._spans(way))
            found.setdefault(spans, Reading(way, spans))
        return sorted(found.values(), key=lambda each: -sum(self._points(each)))

    def beats(self, one: Reading, other: Reading) -> bool:
        """Say whether a reading is clearly better, on the edges where the two differ."""
        pairs = zip(self._points(one), self._points(other), self._differ(one, other), strict=True)
        both = [(mine, others) for mine, others, differ in pairs if differ]
        mine, others = sum(each for each, _ in both), sum(each for _, each in both)
        return mine >= others + _AHEAD and mine >= _TIMES * others

    def most_exact(self, readings: Sequence[Reading]) -> list[Reading]:
        """Give those that give most quotations as they are, with all their white space."""
        exact = [
            sum(
                bool(quote.strip()) and span is not None and text[slice(*span)] == quote
                for text, span, quote in zip(self._texts, each.spans, self._quotes, strict=True)
            )
            for each in readings
        ]
        return [each for each, count in zip(readings, exact, strict=True) if count == max(exact)]

    def known(self, readings: Sequence[Reading], origin: str) -> list[Reading]:
        """Give those that the program is known to count by."""
        ways = [way for name, way in _KNOWN if origin.lower().startswith(name)]
        spans = {tuple(self._spans(way)) for way in ways}
        return [each for each in readings if each.spans in spans]

    def told(self, reading: Reading) -> str:
        """Say how many edges are where words begin or end."""
        edges = list(self._edges(reading))
        return f"{sum(each == _TIGHT for each in edges)} of {len(edges)}"

    def samples(self, reading: Reading, other: Reading | None) -> tuple[str, ...]:
        """Give the beginnings of some passages, where a choice made a difference if it did."""
        differ = [
            index
            for index, span in enumerate(reading.spans)
            if span and (other is None or span != other.spans[index])
        ]
        return tuple(self.quoted(reading, index) for index in differ[:_SAMPLES])

    def quoted(self, reading: Reading, index: int) -> str:
        """Give the words of one passage in a reading, with the white space at their edges."""
        span = reading.spans[index]
        if span is None:
            return "(no passage)"
        words = re.sub(r"\s*\n\s*", "⏎", self._texts[index][slice(*span)])
        return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"

    @cached_property
    def _texts(self) -> list[str]:
        return [kept for text in self.texts for kept in [text.kept] * len(text.passages)]

    @cached_property
    def _quotes(self) -> list[str]:
        return [each.quote for text in self.texts for each in text.passages]

    def _spans(self, way: Counting) -> Iterator[RefiSpan]:
        for text in self.texts:
            offsets = way.offsets(text.found)
            for each in text.passages:
                yield offsets.span(each.start, each.end + way.inclusive)

    def _edges(self, reading: Reading) -> Iterator[int]:
        for text, span in zip(self._texts, reading.spans, strict=True):
            yield from (_begins(text, span[0]), _ends(text, span[1])) if span else (0, 0)

    def _points(self, reading: Reading) -> list[int]:
        """Give points for each edge, and as a third for each quotation."""
        edges = list(self._edges(reading))
        quotes = zip(self._texts, reading.spans, self._quotes, strict=True)
        points: list[int] = []
        for index, (text, span, quote) in enumerate(quotes):
            fits = _QUOTED if span and _reads(text[slice(*span)], quote) else 0
            points += (*edges[2 * index : 2 * index + 2], fits)
        return points

    def _differ(self, one: Reading, other: Reading) -> Iterator[bool]:
        for mine, others in zip(one.spans, other.spans, strict=True):
            first, last = mine or (-1, -1), others or (-1, -1)
            yield from (first[0] != last[0], first[1] != last[1], mine != others)


_TIGHT = 2  # right at a word
_LOOSE = 1  # not in the middle of one
_QUOTED = 6


def _begins(text: str, start: int) -> int:
    if not text[start].isspace() and not (start and text[start - 1].isalnum()):
        return _TIGHT
    return _LOOSE if not _inside(text, start) else 0


def _ends(text: str, end: int) -> int:
    if not text[end - 1].isspace() and not (end < len(text) and text[end].isalnum()):
        return _TIGHT
    return _LOOSE if not _inside(text, end) else 0


def _inside(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1 : position + 1].isalnum()


def _reads(passage: str, quote: str) -> bool:
    """Say whether a passage is what a quotation, perhaps cut short, says that it is."""
    told, words = " ".join(quote.split()), " ".join(passage.split())
    begun = told.removesuffix("…").removesuffix("...").rstrip()
    if begun != told:
        return len(begun) > _AHEAD and words.startswith(begun)
    return bool(told) and words == told


def _unclear(trial: _Trial, readings: list[Reading], file: str) -> str:
    first, second, *_ = readings
    differ = [
        index
        for index, (one, other) in enumerate(zip(first.spans, second.spans, strict=True))
        if one != other
    ][:_SAMPLES]
    shown = "\n".join(
        f"  -o offsets={each.counting}: " + ", ".join(trial.quoted(each, index) for index in differ)
        for each in readings
    )
    return (
        f"{file} does not tell how its positions are counted, and its words do not settle it. "
        f"Look which passages are the right ones, and say so:\n{shown}"
    )
