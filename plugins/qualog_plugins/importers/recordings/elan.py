"""Imports ELAN's files (.eaf): what is said with its times, and annotations of it as codings.

Utterances are the annotations of tiers that hang on no other; the speaker is the tier's
participant, else its name. Of the tiers under them, those whose values are from a controlled
vocabulary are codings of the utterance by the tier's annotator (`xds@FA1` with C is the code
`xds: C` under `xds`); what else stands once for an utterance, such as a translation, is a memo
on it; and what divides it, such as its words, is left behind, and told.

Own code over lxml: pympi reads the XML without guarding against entities.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import Factory, define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import codes_under
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.xml import encoding_of, read_xml
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    by_time,
    end_after,
    in_recording,
    write_down,
)
from qualog_plugins.importers.transcripts.turns import split_names

_ONCE = "Symbolic_Association"


@frozen
class Options:
    """How an ELAN file is read."""

    tiers: str = option("", help="tiers that hold what is said, separated by ;")
    join: bool = option(True, help="one turn of a speaker's neighbouring utterances; if not, each")


class Elan:
    """The importer of ELAN's files."""

    name = "elan"
    summary = "ELAN (.eaf): utterances with times, annotations as codings"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        if b"<ANNOTATION_DOCUMENT" in head:
            return 0.95
        return 0.5 if path.suffix.lower() == ".eaf" and head.lstrip().startswith(b"<") else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give what is said as one document, with what was annotated.

        Raises:
            BadInput: it is damaged, no ELAN file, or nothing is said in it.
        """
        data = read_bytes(path)
        root = read_xml(data, path.name, advice="Open it in ELAN and save it anew.")
        if root.tag != "ANNOTATION_DOCUMENT":
            raise BadInput(f"{path.name} is no ELAN file. Check that it is the right file.")
        tiers = _tiers(root)
        wanted = set(split_names(options.tiers))
        if missing := wanted - {tier.name for tier in tiers}:
            known = "; ".join(tier.name for tier in tiers)
            raise BadInput(f"{path.name} has no tier '{min(missing)}'. It has: {known}.")
        reading = _Reading(path.stem, _times(root), wanted or _spoken(tiers))
        for tier in tiers:
            reading.take(tier)
        return reading.material(data, encoding_of(root), path, join=options.join)


@frozen
class _Tier:
    """A tier: its name, who annotated it, and how its annotations stand to those above."""

    name: str
    parent: str
    speaker: str
    annotator: str
    constraint: str
    vocabulary: bool
    annotations: tuple[Any, ...]

    @property
    def code(self) -> str:
        """What its values say: `xds` in `xds@FA1`."""
        return self.name.partition("@")[0].strip() or self.name


def _tiers(root: Any) -> list[_Tier]:
    kinds = {each.get("LINGUISTIC_TYPE_ID"): each for each in root.iter("LINGUISTIC_TYPE")}
    tiers = []
    for each in root.iter("TIER"):
        kind = kinds.get(each.get("LINGUISTIC_TYPE_REF"))
        found = [
            annotation
            for annotation in each.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
            if annotation.get("ANNOTATION_ID")
        ]
        tiers.append(
            _Tier(
                name=" ".join(each.get("TIER_ID", "").split()) or "tier",
                parent=each.get("PARENT_REF", ""),
                speaker=" ".join(each.get("PARTICIPANT", "").split()),
                annotator=" ".join(each.get("ANNOTATOR", "").split()),
                constraint=kind.get("CONSTRAINTS", "") if kind is not None else "",
                vocabulary=kind is not None and bool(kind.get("CONTROLLED_VOCABULARY_REF")),
                annotations=tuple(found),
            )
        )
    return tiers


def _spoken(tiers: list[_Tier]) -> set[str]:
    """Give the tiers that hold what is said: on top, and not filled from a vocabulary."""
    top = [tier for tier in tiers if not tier.parent]
    return {tier.name for tier in top if not tier.vocabulary} or {tier.name for tier in top}


def _times(root: Any) -> dict[str, int]:
    times = {}
    for slot in root.iter("TIME_SLOT"):
        told = slot.get("TIME_VALUE", "")
        whole = told.isascii() and told.isdigit() and len(told) < 16
        if whole and (time := in_recording(int(told))) is not None:
            times[slot.get("TIME_SLOT_ID", "")] = time
    return times


@define
class _Reading:
    """Gathers what the tiers hold."""

    document: str
    times: dict[str, int]
    spoken: set[str]
    _said: dict[str, Utterance] = field(factory=dict)
    _refers: dict[str, str] = field(factory=dict)
    _about: list[tuple[_Tier, str, str]] = field(factory=list)
    _left_out: Counter[str] = Factory(Counter)

    def take(self, tier: _Tier) -> None:
        """Take a tier's annotations as what they are."""
        for each in tier.annotations:
            id_, told = each.get("ANNOTATION_ID"), _value(each)
            if refers := each.get("ANNOTATION_REF"):
                self._refers[id_] = refers
            if tier.name in self.spoken:
                time = self.times.get(each.get("TIME_SLOT_REF1", ""))
                until = self.times.get(each.get("TIME_SLOT_REF2", ""))
                speaker = tier.speaker or (tier.name if tier.name != "default" else None)
                self._said[id_] = Utterance(told, speaker, time, end_after(time, until))
                self._left_out["utterances without words"] += not told
            elif tier.constraint == _ONCE and told:
                self._about.append((tier, id_, told))
            else:
                self._left_out[f"annotations of the tier '{tier.name}'"] += 1

    def material(self, data: bytes, encoding: str, path: Path, *, join: bool) -> Material:
        """Give it all, with what was left behind."""
        order = {id(each): key for key, each in self._said.items()}
        said = by_time(self._said.values())
        script = write_down(said, join=join)
        if not script.turns:
            raise BadInput(
                f"{path.name} holds no words on its tiers. Name the tiers that hold what is said "
                "with -o 'tiers=…'."
            )
        spans = {order[id(each)]: span for each, span in zip(said, script.spans, strict=True)}
        codings, memos = [], []
        codes: dict[str, str] = {}
        for tier, id_, told in self._about:
            span = spans.get(self._utterance(id_))
            if span is None:
                self._left_out[f"annotations of the tier '{tier.name}' on no words"] += 1
            elif tier.vocabulary:
                code = f"{tier.code}: {told}"
                codes.setdefault(code, tier.code)
                codings.append(
                    ImportedCoding(self.document, *span, code, tier.annotator or None, place=id_)
                )
            else:
                memo = f"{tier.code}: {told}"
                memos.append(ImportedMemo(self.document, memo, *span, tier.annotator or None))
        return Material(
            documents=(ImportedDocument(self.document, script.text, script.turns, data, encoding),),
            codes=tuple(_once(codes_under(codes))),
            codings=tuple(codings),
            memos=tuple(memos),
            dropped=tuple(f"{what}: {count}" for what, count in self._left_out.items() if count),
        )

    def _utterance(self, id_: str) -> str:
        """Give the utterance that an annotation stands for, be it by others between."""
        walked: set[str] = set()
        while id_ not in self._said and id_ in self._refers and id_ not in walked:
            walked.add(id_)
            id_ = self._refers[id_]
        return id_


def _once(codes: Iterable[ImportedCode]) -> Iterator[ImportedCode]:
    seen: set[str] = set()
    for code in codes:
        if code.name.casefold() not in seen:
            seen.add(code.name.casefold())
            yield code


def _value(annotation: Any) -> str:
    return " ".join((annotation.findtext("ANNOTATION_VALUE") or "").split())


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Elan()]
