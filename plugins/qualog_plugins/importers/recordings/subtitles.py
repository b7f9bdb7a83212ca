"""Imports subtitles: WebVTT (Teams, Zoom, YouTube), SubRip (.srt) and SBV, cue by cue.

The speaker is a voice (`<v Anna>`; a cue may have several). Where a file has no voices, it is the
label before a colon (`Anna: …`, `[SPEAKER_00]: …`), by the rule for labels in texts, or any label
if at least half of the cues begin with one; it holds until the next label, as in texts. A line
that begins with a dash is an utterance of its own; a line break elsewhere in a cue is a space.

Why not a library: webvtt-py keeps only one voice of a cue, srt (2023) reads neither voices nor
SBV.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.recordings.cues import Cue, is_timing, is_webvtt, read_cues
from qualog_plugins.importers.recordings.utterances import Utterance, write_down
from qualog_plugins.importers.transcripts.labels import Label, Speakers, label_at
from qualog_plugins.importers.transcripts.turns import labels_left_behind, split_names

_SUFFIXES = {".vtt", ".srt", ".sbv"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>v|i|b|u|s|c|font|lang|ruby|rt)(?P<more>[. \t\n][^<>]{0,300})?>"
    r"|<\d[\d:.]{3,12}>|\{\\[^{}\n]{0,100}\}",
    re.IGNORECASE,
)
_WORD_TIMES = re.compile(r"<\d[\d:.]{3,12}><c>")
_DASH = re.compile(r"[ \t]*[-–—](?!-)")
_BRACKETED = re.compile(r"[ \t]*\[([^\[\]\n]{1,40})\]:")
_MACHINE_NOTE = re.compile(
    r"\s*(?:confidence|duration|recognizability|language|kind)\s*:", re.IGNORECASE
)


@frozen
class Options:
    """How subtitles are read."""

    speakers: bool = option(True, help="look for speakers' labels where there are no voices")
    names: str = option("", help="labels that are certainly speakers, separated by ;")
    join: bool = option(True, help="join consecutive cues of a speaker into one turn")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class Subtitles:
    """The importer of subtitles."""

    name = "subtitles"
    summary = "Subtitles and meeting transcripts with times (.vtt, .srt, .sbv)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        if not looks_like_text(head):
            return 0.0
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = head[: len(head) // 2 * 2].decode("utf-16" if wide else "utf-8-sig", "replace")
        lines = [line for line in text.splitlines()[:4] if line.strip()]
        if is_webvtt(text.replace("\r", "\n")):
            return 0.95
        if any(map(is_timing, lines[:2])):
            return 0.9
        return 0.5 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, each turn with its time.

        Raises:
            BadInput: it is empty, not a text, or has no cue.
        """
        data = read_bytes(path)
        text, encoding = decode(data, path, options.encoding)
        found = read_cues(text)
        cues = _without_repetition(found.cues) if _WORD_TIMES.search(text) else found.cues
        pieces = [piece for number, cue in enumerate(cues) for piece in _pieces(number, cue)]
        doubtful: tuple[str, ...] = ()
        if options.speakers and not any(piece.utterance.speaker for piece in pieces):
            pieces, doubtful = _labelled(pieces, len(cues), split_names(options.names))
        script = write_down([piece.utterance for piece in pieces], join=options.join)
        if not script.turns:
            raise BadInput(
                "{file} has no words with times as subtitles have (00:01.000 --> 00:02.000). "
                "If it is a text, import it --with plain-text.",
                file=path.name,
            )
        notes = [note.strip() for note in found.notes if not _MACHINE_NOTE.match(note)]
        found.left_behind.add(
            message("notes of a program, such as its confidence"), len(found.notes) - len(notes)
        )
        found.left_behind.add(
            message("lines that are shown a second time while the next are said"),
            _count_lines(found.cues) - _count_lines(cues),
        )
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            memos=tuple(ImportedMemo(path.stem, note) for note in notes if note),
            dropped=(*found.left_behind.messages(), *labels_left_behind(doubtful)),
        )


def _count_lines(cues: Iterable[Cue]) -> int:
    return sum(len(cue.lines) for cue in cues)


@frozen
class _Piece:
    """A part of a cue that one voice says, and the number of the cue."""

    cue: int
    utterance: Utterance


def _pieces(number: int, cue: Cue) -> Iterator[_Piece]:
    """Yield the parts of a cue, which begin at its voices and at lines with a dash."""
    whole = "\n".join(cue.lines)
    speaker: str | None = None
    words: list[str] = []
    end = 0
    for tag in _TAG.finditer(whole):
        words.append(whole[end : tag.start()])
        end = tag.end()
        if (tag["name"] or "").lower() == "v":
            yield from _lines_said(number, cue, words, speaker)
            words = []
            speaker = None if tag["end"] else _voice(tag["more"] or "")
    yield from _lines_said(number, cue, [*words, whole[end:]], speaker)


def _voice(attributes: str) -> str | None:
    """Return the name in `<v.loud Anna Berg>`, which follows the classes."""
    _, _, name = attributes.replace("\n", " ").replace("\t", " ").partition(" ")
    return tidy(html.unescape(name)) or None


def _lines_said(number: int, cue: Cue, words: list[str], speaker: str | None) -> Iterator[_Piece]:
    """Yield what one voice says in a cue: all of it, or each line with a dash or label alone."""
    lines: list[str] = []
    for line in html.unescape("".join(words)).replace("\r", "\n").split("\n"):
        if lines and not _DASH.match(line) and not label_at(line, 0, len(line)):
            lines[-1] = f"{lines[-1]} {line.strip()}".strip()
        else:
            lines.append(line.strip())
    for line in lines:
        if line:
            yield _Piece(number, Utterance(line, speaker, cue.time, cue.until))


def _labelled(
    pieces: list[_Piece], cues: int, names: list[str]
) -> tuple[list[_Piece], tuple[str, ...]]:
    """Return the pieces with the speakers whom labels name, and the labels that are doubtful.

    Args:
        pieces: what is said.
        cues: how many cues there are.
        names: the labels that the user says are speakers'.
    """
    texts = [_BRACKETED.sub(r"\1:", piece.utterance.text, count=1) for piece in pieces]
    labels = [_label(text) for text in texts]
    labelled = {piece.cue for piece, label in zip(pieces, labels, strict=True) if label}
    if 2 * len(labelled) >= cues:
        # A label with a time is a speaker's even if it is seen once.
        labels = [label and evolve(label, time=label.time or 0) for label in labels]
    who = Speakers([label for label in labels if label], names)
    speaker: str | None = None
    found = []
    for piece, text, label in zip(pieces, texts, labels, strict=True):
        named = who.name(label) if label else None
        speaker = named or speaker
        words = text[label.content :] if label and named else piece.utterance.text
        utterance = evolve(piece.utterance, text=words, speaker=speaker)
        found.append(evolve(piece, utterance=utterance))
    return found, who.doubtful if speaker else ()


def _label(text: str) -> Label | None:
    """Return the label at the beginning of a text; a time alone does not make one here."""
    label = label_at(text, 0, len(text))
    return None if label is None or label.alone else label


def _without_repetition(cues: list[Cue]) -> list[Cue]:
    """Return cues without the lines that YouTube shows a second time above the new ones."""
    before = ""
    kept = []
    for cue in cues:
        lines = []
        for line in cue.lines:
            plain = _TAG.sub("", line).strip()
            if not plain or plain != before:
                lines.append(line)
            before = plain or before
        kept.append(evolve(cue, lines=lines))
    return kept


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Subtitles()]
