"""Imports ELAN files (.eaf): what is said with its times, and annotations of it as codings.

Utterances are the annotations of tiers without a parent tier; the speaker is the tier's
participant, else its name. Of the tiers under them:

- those with values from a controlled vocabulary are codings of the utterance by the tier's
  annotator (`xds@FA1` with C is the code `xds: C` under `xds`);
- what else stands once for an utterance, such as a translation, is a memo on it;
- what divides an utterance, such as its words, is left behind, and counted.

Why not a library: pympi reads the XML without guarding against entities.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import Factory, define, field, frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedCode, ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import codes_under
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.reading.xml import encoding_of, read_xml
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    by_time,
    end_after,
    in_recording,
    write_down,
)
from qualog_plugins.importers.transcripts.turns import split_names

_ONE_EACH = "Symbolic_Association"  # what ELAN calls tiers with one value for each utterance


@frozen
class Options:
    """How an ELAN file is read."""

    tiers: str = option("", help="names of the tiers with what is said, separated by ;")
    join: bool = option(True, help="join consecutive utterances of a speaker into one turn")


class Elan:
    """The importer of ELAN files."""

    name = "elan"
    summary = "ELAN files (.eaf): utterances with times, and annotations as codings"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        if b"<ANNOTATION_DOCUMENT" in head:
            return 0.95
        return 0.5 if path.suffix.lower() == ".eaf" and head.lstrip().startswith(b"<") else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return what is said as one document, with what was annotated.

        Raises:
            BadInput: it is damaged, not an ELAN file, or nothing is said in it.
        """
        data = read_bytes(path)
        root = read_xml(data, path.name, advice=message("Open it in ELAN and save it again."))
        if root.tag != "ANNOTATION_DOCUMENT":
            raise BadInput(
                "{file} is not an ELAN file. Check that it is the right file.", file=path.name
            )
        tiers = _tiers(root)
        wanted = set(split_names(options.tiers))
        if missing := wanted - {tier.name for tier in tiers}:
            raise BadInput(
                "{file} has no tier “{tier}”. Its tiers are: {tiers}.",
                file=path.name,
                tier=min(missing),
                tiers="; ".join(tier.name for tier in tiers),
            )
        reading = _Reading(path.stem, _times(root), wanted or _spoken(tiers))
        for tier in tiers:
            reading.add(tier)
        return reading.material(data, encoding_of(root), path, join=options.join)


@frozen
class _Tier:
    """A tier and its annotations.

    Attributes:
        name: its name.
        parent: the name of the tier that it is under; "" for none.
        speaker: who speaks on it; "" where the file does not say.
        annotator: who annotated it; "" where the file does not say.
        constraint: how its annotations relate to those of its parent, in ELAN's words.
        vocabulary: whether its values are from a controlled vocabulary.
        annotations: the elements of its annotations.
    """

    name: str
    parent: str
    speaker: str
    annotator: str
    constraint: str
    vocabulary: bool
    annotations: tuple[Any, ...]

    @property
    def code(self) -> str:
        """What its values are about: `xds` in `xds@FA1`."""
        return self.name.partition("@")[0].strip() or self.name


def _tiers(root: Any) -> list[_Tier]:
    """Return the tiers of a file, in its order."""
    types = {type_.get("LINGUISTIC_TYPE_ID"): type_ for type_ in root.iter("LINGUISTIC_TYPE")}
    tiers = []
    for tier in root.iter("TIER"):
        type_ = types.get(tier.get("LINGUISTIC_TYPE_REF"))
        annotations = [
            annotation
            for annotation in tier.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
            if annotation.get("ANNOTATION_ID")
        ]
        tiers.append(
            _Tier(
                name=tidy(tier.get("TIER_ID", "")) or "tier",
                parent=tier.get("PARENT_REF", ""),
                speaker=tidy(tier.get("PARTICIPANT", "")),
                annotator=tidy(tier.get("ANNOTATOR", "")),
                constraint=type_.get("CONSTRAINTS", "") if type_ is not None else "",
                vocabulary=type_ is not None and bool(type_.get("CONTROLLED_VOCABULARY_REF")),
                annotations=tuple(annotations),
            )
        )
    return tiers


def _spoken(tiers: list[_Tier]) -> set[str]:
    """Return the names of the tiers with what is said: on top, not filled from a vocabulary."""
    top = [tier for tier in tiers if not tier.parent]
    return {tier.name for tier in top if not tier.vocabulary} or {tier.name for tier in top}


def _times(root: Any) -> dict[str, int]:
    """Return the times in milliseconds, by the ids that annotations name them with."""
    times = {}
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        is_number = value.isascii() and value.isdigit() and len(value) < 16
        if is_number and (time := in_recording(int(value))) is not None:
            times[slot.get("TIME_SLOT_ID", "")] = time
    return times


@define
class _Reading:
    """Gathers what the tiers hold.

    Attributes:
        document: the name of the document.
        times: milliseconds of the recording, by the ids of the file's time slots.
        spoken: the names of the tiers with what is said.
    """

    document: str
    times: dict[str, int]
    spoken: set[str]
    _utterances: dict[str, Utterance] = field(factory=dict)  # by the annotation's id
    _referred: dict[str, str] = field(factory=dict)  # an annotation's id, and whose it is under
    _values: list[tuple[_Tier, str, str]] = field(factory=list)  # the annotation's id, its value
    _left_behind: LeftBehind = Factory(LeftBehind)

    def add(self, tier: _Tier) -> None:
        """Add a tier's annotations: as utterances, as values on them, or as left behind."""
        for annotation in tier.annotations:
            id_, value = annotation.get("ANNOTATION_ID"), _value(annotation)
            if referred := annotation.get("ANNOTATION_REF"):
                self._referred[id_] = referred
            if tier.name in self.spoken:
                time = self.times.get(annotation.get("TIME_SLOT_REF1", ""))
                until = self.times.get(annotation.get("TIME_SLOT_REF2", ""))
                speaker = tier.speaker or (tier.name if tier.name != "default" else None)
                self._utterances[id_] = Utterance(value, speaker, time, end_after(time, until))
                self._left_behind.add(message("utterances without words"), not value)
            elif tier.constraint == _ONE_EACH and value:
                self._values.append((tier, id_, value))
            else:
                self._left_behind.add(message("annotations of the tier “{tier}”", tier=tier.name))

    def material(self, data: bytes, encoding: str, path: Path, *, join: bool) -> Material:
        """Return all that was added, with what was left behind.

        Raises:
            BadInput: nothing is said.
        """
        ids = {id(utterance): id_ for id_, utterance in self._utterances.items()}
        utterances = by_time(self._utterances.values())
        script = write_down(utterances, join=join)
        if not script.turns:
            raise BadInput(
                "{file} holds no words on its tiers. Name the tiers with what is said: "
                "-o 'tiers=…'",
                file=path.name,
            )
        spans = {
            ids[id(utterance)]: span
            for utterance, span in zip(utterances, script.spans, strict=True)
        }
        codings, memos = [], []
        codes: dict[str, str] = {}
        for tier, id_, value in self._values:
            span = spans.get(self._utterance_of(id_))
            if span is None:
                self._left_behind.add(
                    message(
                        "annotations of the tier “{tier}” of utterances without words",
                        tier=tier.name,
                    )
                )
            elif tier.vocabulary:
                code = f"{tier.code}: {value}"
                codes.setdefault(code, tier.code)
                codings.append(
                    ImportedCoding(self.document, *span, code, tier.annotator or None, place=id_)
                )
            else:
                memo = f"{tier.code}: {value}"
                memos.append(ImportedMemo(self.document, memo, *span, tier.annotator or None))
        return Material(
            documents=(ImportedDocument(self.document, script.text, script.turns, data, encoding),),
            codes=tuple(_once(codes_under(codes))),
            codings=tuple(codings),
            memos=tuple(memos),
            dropped=tuple(self._left_behind.messages()),
        )

    def _utterance_of(self, id_: str) -> str:
        """Return the id of the utterance that an annotation is on, be it through others."""
        walked: set[str] = set()  # a damaged file may lead in a circle
        while id_ not in self._utterances and id_ in self._referred and id_ not in walked:
            walked.add(id_)
            id_ = self._referred[id_]
        return id_


def _once(codes: Iterable[ImportedCode]) -> Iterator[ImportedCode]:
    """Yield codes without those whose name, case aside, was there before."""
    seen: set[str] = set()
    for code in codes:
        if code.name.casefold() not in seen:
            seen.add(code.name.casefold())
            yield code


def _value(annotation: Any) -> str:
    return tidy(annotation.findtext("ANNOTATION_VALUE") or "")


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Elan()]
