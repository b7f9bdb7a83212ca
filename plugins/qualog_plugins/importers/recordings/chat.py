"""Imports CHAT transcripts (.cha), as CHILDES and TalkBank keep them: utterances with times.

What is said stays as it is transcribed, with the codes within it (`xxx`, `&=laughs`, `[+ id]`).
Of the lines under an utterance, `%add`, `%cod` and `%spa` are codings of it by the file's `@Coder`
(`%add: MOT` is the code `add: MOT` under `add`), and `%com` is a memo on it; a `@Comment` is a memo
on the document. Other lines and headers are left behind, and counted.

Why not a library: pylangacq refuses a file whose name is not that of its recording.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import Factory, define, field, frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import codes_under
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    end_after,
    in_recording,
    write_down,
)

_TIME = re.compile(r"\x15(\d{1,12})_(\d{1,12})-?\x15")
_LINE = re.compile(r"(?P<kind>[@*%])(?P<name>[^:\n]{1,60})(?::[ \t]*(?P<content>.*))?", re.DOTALL)
_CODED = ("add", "cod", "spa")


@frozen
class Options:
    """How a CHAT transcript is read."""

    join: bool = option(True, help="join consecutive utterances of a speaker into one turn")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class Chat:
    """The importer of CHAT transcripts."""

    name = "chat"
    summary = "CHAT transcripts (.cha) of CHILDES and TalkBank, with times"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        begin = head.lstrip(b"\xef\xbb\xbf")
        if begin.startswith((b"@UTF8", b"@Begin", b"@Font:", b"@PID:")):
            return 0.95
        return 0.5 if path.suffix.lower() == ".cha" and looks_like_text(head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the transcript as one document, with what was coded in it.

        Raises:
            BadInput: it is empty, not a text, or nothing is said in it.
        """
        data = read_bytes(path)
        text, encoding = decode(data, path, options.encoding)
        reading = _Reading()
        for line in _unfold(text):
            reading.add(line)
        script = write_down(reading.utterances, join=options.join)
        if not script.turns:
            raise BadInput(
                "{file} holds no utterance (“*CHI: …”). Check that it is the right file.",
                file=path.name,
            )
        codings, codes = [], {}
        memos = [ImportedMemo(path.stem, comment) for comment in reading.comments]
        for note in reading.notes:
            span = script.spans[note.utterance]
            if span is None:
                reading.left_behind.add(
                    message("%{tier} of utterances without words", tier=note.tier)
                )
            elif note.tier in _CODED:
                for value in dict.fromkeys(note.text.split()):
                    code = f"{note.tier}: {value}"
                    codes[code] = note.tier
                    codings.append(ImportedCoding(path.stem, *span, code, reading.coder))
            else:
                memos.append(ImportedMemo(path.stem, note.text, *span, reading.coder))
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            codes=tuple(codes_under(codes)),
            codings=tuple(codings),
            memos=tuple(memos),
            dropped=tuple(reading.left_behind.messages()),
        )


@frozen
class _Note:
    """A line under an utterance.

    Attributes:
        utterance: the index of the utterance.
        tier: the line's name, without `%`.
        text: what it says.
    """

    utterance: int
    tier: str
    text: str


@define
class _Reading:
    """Gathers what the lines hold."""

    utterances: list[Utterance] = field(factory=list)
    notes: list[_Note] = field(factory=list)
    comments: list[str] = field(factory=list)
    coder: str | None = None
    left_behind: LeftBehind = Factory(LeftBehind)

    def add(self, line: str) -> None:
        """Add what an unfolded line holds."""
        match = _LINE.fullmatch(line)
        if match is None:
            self.left_behind.add(message("lines of an unknown kind"))
            return
        name, content = match["name"].strip(), tidy(match["content"] or "")
        if match["kind"] == "*":
            self._add_utterance(name, content)
        elif match["kind"] == "%":
            self._add_note(name.casefold(), _TIME.sub("", content).strip())
        elif name == "Comment" and content:
            self.comments.append(content.replace("\x15", ""))
        elif name == "Coder" and content:
            self.coder = content
        elif content:
            self.left_behind.add(message("@{header}", header=name))

    def _add_utterance(self, speaker: str, content: str) -> None:
        times = [(int(match[1]), int(match[2])) for match in _TIME.finditer(content)]
        time = in_recording(times[0][0]) if times else None
        until = in_recording(times[-1][1]) if times else None
        words = tidy(_TIME.sub(" ", content).replace("\x15", " "))
        self.utterances.append(Utterance(words, speaker or None, time, end_after(time, until)))

    def _add_note(self, tier: str, content: str) -> None:
        if content and self.utterances and tier in (*_CODED, "com"):
            self.notes.append(_Note(len(self.utterances) - 1, tier, content))
        else:
            self.left_behind.add(message("%{tier}", tier=tier))


def _unfold(text: str) -> list[str]:
    """Return the lines, each with those below that begin with a tab and so go on with it."""
    lines: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith(("\t", " ")) and lines:
            lines[-1].append(line)
        elif line.strip():
            lines.append([line])
    return [" ".join(parts) for parts in lines]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Chat()]
