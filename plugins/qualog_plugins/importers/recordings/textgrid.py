"""Imports Praat TextGrids, long and short: what is said on the interval tiers, with times.

A tier is a speaker, by its name (`Anna`, or `Anna - words` as forced aligners write). Tiers of
sounds are not read where there are others, nor tiers of words where there are tiers of longer
units, since they repeat what is said. Words are joined to utterances as far as there is no longer
silence between them. Intervals may overlap. Point tiers are left behind, and listed.

Why not a library: praatio refuses intervals that overlap by a rounding error, textgrid refuses
short files.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message, number
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    by_time,
    end_after,
    milliseconds,
    phrases,
    write_down,
)
from qualog_plugins.importers.transcripts.turns import split_names

# Praat reads texts, numbers and flags that stand by themselves; all else is for people.
_TOKEN = re.compile(r'"([^"]*(?:""[^"]*)*)"|(\S+)')
_NUMBER = re.compile(r"[-+]?\d{1,30}(?:\.\d*)?(?:[eE][-+]?\d{1,4})?")
_LEVEL = re.compile(
    r"(?P<speaker>.*?)[\s_-]*\b(?:(?P<sound>phon(?:e|eme)s?|segments?|sounds?|syllables?|pitch)"
    r"|(?P<word>words?|ord)|(?P<utterance>phrases?|utterances?|sentences?|transcript(?:ion)?|text))",
    re.IGNORECASE,
)
_SILENCES = {"sil", "sp", "spn", "<sil>", "<p:>", "#"}
_LONGEST_NAME = 200


@frozen
class Options:
    """How a TextGrid is read."""

    tiers: str = option("", help="names of the tiers with what is said, separated by ;")
    join: bool = option(True, help="join consecutive intervals of a speaker into one turn")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class TextGrid:
    """The importer of Praat TextGrids."""

    name = "textgrid"
    summary = "Praat TextGrids, long and short, each interval tier a speaker"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        plain = head.replace(b"\x00", b"")  # in UTF-16 every second byte
        if b'"ooTextFile' in plain[:200] and b'"TextGrid"' in plain[:400]:
            return 0.95
        known = plain.startswith(b"ooBinaryFile") or looks_like_text(head)
        return 0.5 if path.suffix.lower() == ".textgrid" and known else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return what is said as one document.

        Raises:
            BadInput: it is damaged, not a TextGrid, or nothing is said in it.
        """
        data = read_bytes(path)
        if data.startswith(b"ooBinaryFile"):
            raise BadInput(
                "{file} is a binary TextGrid. Save it in Praat as a text file.", file=path.name
            )
        text, encoding = decode(data, path, options.encoding)
        tiers = _read_tiers(text, path)
        chosen = _tiers_named(options.tiers, tiers, path) or _spoken(tiers)
        utterances = [utterance for tier in chosen for utterance in _utterances(tier)]
        script = write_down(by_time(utterances), join=options.join)
        if not script.turns:
            raise BadInput(
                "{file} holds no words on its interval tiers. Check that it is the right file.",
                file=path.name,
            )
        others = [tier for tier in tiers if tier not in chosen]
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            dropped=tuple(
                message("the tier “{tier}”: {n}", tier=tier.name, n=number(tier.size))
                for tier in others
                if tier.size
            ),
        )


@frozen
class _Tier:
    """A tier.

    Attributes:
        name: its name.
        intervals: whether it is a tier of intervals, not of points.
        words: its intervals that hold words.
        size: how many they are; of a point tier, how many points it has.
    """

    name: str
    intervals: bool
    words: tuple[Utterance, ...]
    size: int

    def is_of(self, level: str) -> bool:
        """Return whether its name says that it holds a level: "sound", "word" or "utterance"."""
        match = _LEVEL.fullmatch(self.name)
        return match is not None and match[level] is not None

    @property
    def speaker(self) -> str | None:
        """Who speaks on it; None where its name is only that of a level."""
        match = _LEVEL.fullmatch(self.name)
        return (match["speaker"].strip(" -_") if match else self.name) or None


def _spoken(tiers: list[_Tier]) -> list[_Tier]:
    """Return the tiers with what is said, each word on one of them only."""
    intervals = [tier for tier in tiers if tier.intervals and tier.size]
    words = [tier for tier in intervals if tier.is_of("word")]
    above = [tier for tier in intervals if not tier.is_of("word") and not tier.is_of("sound")]
    return above or words or intervals


def _tiers_named(names: str, tiers: list[_Tier], path: Path) -> list[_Tier]:
    """Return the interval tiers that the user names, none if no name is given."""
    wanted = split_names(names)
    known = {tier.name for tier in tiers if tier.intervals}
    for name in wanted:
        if name not in known:
            raise BadInput(
                "{file} has no interval tier “{tier}”. Its interval tiers are: {tiers}.",
                file=path.name,
                tier=name,
                tiers="; ".join(sorted(known)),
            )
    return [tier for tier in tiers if tier.intervals and tier.name in wanted]


def _utterances(tier: _Tier) -> Iterable[Utterance]:
    if tier.is_of("word"):
        return phrases(word for word in tier.words if word.text.casefold() not in _SILENCES)
    return tier.words


def _read_tiers(text: str, path: Path) -> list[_Tier]:
    """Return the tiers of a TextGrid, in its order.

    Raises:
        BadInput: it is not a TextGrid, or damaged.
    """
    values = _values(text)
    try:
        if not next(values).startswith("ooTextFile") or next(values) != "TextGrid":
            raise BadInput(
                "{file} is not a TextGrid. Check that it is the right file.", file=path.name
            )
        next(values), next(values)  # from when to when it goes
        if next(values) != "<exists>":
            return []
        return [_tier(values) for _ in range(_count(next(values)))]
    except (StopIteration, RuntimeError, ValueError, OverflowError):
        raise BadInput(
            "{file} is damaged or cut off. Open it in Praat and save it as a text file.",
            file=path.name,
        ) from None


def _tier(values: Iterator[str]) -> _Tier:
    """Return the tier of which the values come next."""
    kind, name = next(values), tidy(next(values).strip(' "'))[:_LONGEST_NAME]
    next(values), next(values)  # from when to when it goes
    size = _count(next(values))
    if kind != "IntervalTier":
        for _ in range(2 * size):  # a point has a time and a mark
            next(values)
        return _Tier(name or "points", False, (), size)
    speaker = _Tier(name, True, (), 0).speaker
    words = []
    for _ in range(size):
        time, until = milliseconds(next(values)), milliseconds(next(values))
        if text := tidy(next(values)):
            words.append(Utterance(text, speaker, time, end_after(time, until)))
    return _Tier(name, True, tuple(words), len(words))


def _count(value: str) -> int:
    return int(float(value))


def _values(text: str) -> Iterator[str]:
    """Yield the texts, numbers and flags that stand by themselves, in their order."""
    for match in _TOKEN.finditer(text):
        if match[1] is not None:
            yield match[1].replace('""', '"')
        elif _NUMBER.fullmatch(match[2]) or match[2] == "<exists>" or match[2] == "<absent>":
            yield match[2]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [TextGrid()]
