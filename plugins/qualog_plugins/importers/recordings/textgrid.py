"""Imports Praat's TextGrids, long and short: what stands on the interval tiers, with times.

A tier is a speaker, by its name (`Anna`, or `Anna - words` as forced aligners write). Tiers of
sounds are not read where there are others, nor tiers of words where there are tiers of more:
they repeat what is said. Words are joined to utterances as far as no longer silence is between.
Intervals may overlap. Point tiers are left behind, and told.

Own code: praatio refuses intervals that overlap by a rounding error, textgrid short files.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
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

# Praat reads what stands free: texts, numbers and flags. All else in a file is for people.
_TOKEN = re.compile(r'"([^"]*(?:""[^"]*)*)"|(\S+)')
_NUMBER = re.compile(r"[-+]?\d{1,30}(?:\.\d*)?(?:[eE][-+]?\d{1,4})?")
_LEVEL = re.compile(
    r"(?P<speaker>.*?)[\s_-]*\b(?:(?P<sound>phon(?:e|eme)s?|segments?|sounds?|syllables?|pitch)"
    r"|(?P<word>words?|ord)|(?P<said>phrases?|utterances?|sentences?|transcript(?:ion)?|text))",
    re.IGNORECASE,
)
_SILENCES = {"sil", "sp", "spn", "<sil>", "<p:>", "#"}
_LONGEST_NAME = 200


@frozen
class Options:
    """How a TextGrid is read."""

    tiers: str = option("", help="tiers that hold what is said, separated by ;")
    join: bool = option(True, help="one turn of a speaker's neighbouring intervals; if not, each")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class TextGrid:
    """The importer of Praat's TextGrids."""

    name = "textgrid"
    summary = "Praat TextGrids, long and short, each interval tier a speaker"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        plain = head.replace(b"\x00", b"")
        if b'"ooTextFile' in plain[:200] and b'"TextGrid"' in plain[:400]:
            return 0.95
        known = plain.startswith(b"ooBinaryFile") or looks_like_text(head)
        return 0.5 if path.suffix.lower() == ".textgrid" and known else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give what is said as one document.

        Raises:
            BadInput: it is damaged, no TextGrid, or nothing is said in it.
        """
        data = read_bytes(path)
        if data.startswith(b"ooBinaryFile"):
            raise BadInput(f"{path.name} is a binary TextGrid. Save it in Praat as a text file.")
        text, encoding = decode(data, path, options.encoding)
        tiers = _read_tiers(text, path)
        chosen = _named(tiers, options.tiers, path) or _said(tiers)
        said = [each for tier in chosen for each in _utterances(tier)]
        script = write_down(by_time(said), join=options.join)
        if not script.turns:
            raise BadInput(f"{path.name} holds no words on its tiers of intervals.")
        left = [tier for tier in tiers if tier not in chosen]
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            dropped=tuple(f"the tier '{tier.name}': {tier.size}" for tier in left if tier.size),
        )


@frozen
class _Tier:
    """A tier; `words` are its intervals that hold any, `size` counts them, or its points."""

    name: str
    intervals: bool
    words: tuple[Utterance, ...]
    size: int

    def is_of(self, level: str) -> bool:
        """Say whether its name tells that it holds sounds, words or what is said."""
        match = _LEVEL.fullmatch(self.name)
        return match is not None and match[level] is not None

    @property
    def speaker(self) -> str | None:
        """Who speaks on it; None where its name is one of a level alone."""
        match = _LEVEL.fullmatch(self.name)
        return (match["speaker"].strip(" -_") if match else self.name) or None


def _said(tiers: list[_Tier]) -> list[_Tier]:
    """Choose the tiers that hold what is said, and hold it once."""
    intervals = [tier for tier in tiers if tier.intervals and tier.size]
    words = [tier for tier in intervals if tier.is_of("word")]
    above = [tier for tier in intervals if not tier.is_of("word") and not tier.is_of("sound")]
    return above or words or intervals


def _named(tiers: list[_Tier], names: str, path: Path) -> list[_Tier]:
    wanted = split_names(names)
    known = {tier.name for tier in tiers if tier.intervals}
    for name in wanted:
        if name not in known:
            told = "; ".join(sorted(known))
            raise BadInput(f"{path.name} has no interval tier '{name}'. It has: {told}.")
    return [tier for tier in tiers if tier.intervals and tier.name in wanted]


def _utterances(tier: _Tier) -> Iterable[Utterance]:
    if tier.is_of("word"):
        return phrases(each for each in tier.words if each.text.casefold() not in _SILENCES)
    return tier.words


def _read_tiers(text: str, path: Path) -> list[_Tier]:
    values = _values(text)
    try:
        if not next(values).startswith("ooTextFile") or next(values) != "TextGrid":
            raise BadInput(f"{path.name} is no TextGrid. Check that it is the right file.")
        next(values), next(values)
        if next(values) != "<exists>":
            return []
        return [_tier(values) for _ in range(_count(next(values)))]
    except (StopIteration, RuntimeError, ValueError, OverflowError):
        raise BadInput(
            f"{path.name} is damaged or cut off. Open it in Praat and save it as a text file."
        ) from None


def _tier(values: Iterator[str]) -> _Tier:
    kind, name = next(values), " ".join(next(values).strip(' "').split())[:_LONGEST_NAME]
    next(values), next(values)
    size = _count(next(values))
    if kind != "IntervalTier":
        for _ in range(2 * size):
            next(values)
        return _Tier(name or "points", False, (), size)
    speaker = _Tier(name, True, (), 0).speaker
    words = []
    for _ in range(size):
        time, until = milliseconds(next(values)), milliseconds(next(values))
        if told := " ".join(next(values).split()):
            words.append(Utterance(told, speaker, time, end_after(time, until)))
    return _Tier(name, True, tuple(words), len(words))


def _count(value: str) -> int:
    return int(float(value))


def _values(text: str) -> Iterator[str]:
    """Give the texts, numbers and flags that stand free, in their order."""
    for match in _TOKEN.finditer(text):
        if match[1] is not None:
            yield match[1].replace('""', '"')
        elif _NUMBER.fullmatch(match[2]) or match[2] == "<exists>" or match[2] == "<absent>":
            yield match[2]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [TextGrid()]
