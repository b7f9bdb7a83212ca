"""Imports CHAT transcripts (.cha), as CHILDES and TalkBank keep them: utterances with times.

What is said stays as it is transcribed, codes in it too (`xxx`, `&=laughs`, `[+ id]`). Of the
lines under an utterance `%add`, `%cod` and `%spa` are codings of it by the file's `@Coder`
(`%add: MOT` is the code `add: MOT` under `add`), `%com` is a memo on it, and so is a
`@Comment` on the document. Other lines and headers are left behind, and told.

Own code: pylangacq refuses a file whose name is not that of its recording.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import Factory, define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import codes_under
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    end_after,
    in_recording,
    write_down,
)

_TIME = re.compile(r"\x15(\d{1,12})_(\d{1,12})-?\x15")
_LINE = re.compile(r"(?P<kind>[@*%])(?P<name>[^:\n]{1,60})(?::[ \t]*(?P<told>.*))?", re.DOTALL)
_CODED = ("add", "cod", "spa")


@frozen
class Options:
    """How a CHAT transcript is read."""

    join: bool = option(True, help="one turn of a speaker's neighbouring utterances; if not, each")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class Chat:
    """The importer of CHAT transcripts."""

    name = "chat"
    summary = "CHAT transcripts (.cha) of CHILDES and TalkBank, with times"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        begin = head.lstrip(b"\xef\xbb\xbf")
        if begin.startswith((b"@UTF8", b"@Begin", b"@Font:", b"@PID:")):
            return 0.95
        return 0.5 if path.suffix.lower() == ".cha" and looks_like_text(head) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the transcript as one document, with what was coded in it.

        Raises:
            BadInput: it is empty, no text, or nothing is said in it.
        """
        data = read_bytes(path)
        text, encoding = decode(data, path, options.encoding)
        found = _Reading()
        for line in _unfolded(text):
            found.take(line)
        script = write_down(found.said, join=options.join)
        if not script.turns:
            raise BadInput(f"{path.name} holds no utterance ('*CHI: …'). Is it the right file?")
        codings, codes = [], {}
        memos = [ImportedMemo(path.stem, each) for each in found.comments]
        for each in found.about:
            span = script.spans[each.utterance]
            if span is None:
                found.left_out[f"%{each.name} on nothing that is said"] += 1
            elif each.name in _CODED:
                for told in dict.fromkeys(each.told.split()):
                    code = f"{each.name}: {told}"
                    codes[code] = each.name
                    codings.append(ImportedCoding(path.stem, *span, code, found.coder))
            else:
                memos.append(ImportedMemo(path.stem, each.told, *span, found.coder))
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            codes=tuple(codes_under(codes)),
            codings=tuple(codings),
            memos=tuple(memos),
            dropped=tuple(f"{what}: {count}" for what, count in found.left_out.items() if count),
        )


@frozen
class _About:
    """What a line under an utterance says of it."""

    utterance: int
    name: str
    told: str


@define
class _Reading:
    """Gathers what the lines hold."""

    said: list[Utterance] = field(factory=list)
    about: list[_About] = field(factory=list)
    comments: list[str] = field(factory=list)
    coder: str | None = None
    left_out: Counter[str] = Factory(Counter)

    def take(self, line: str) -> None:
        """Take a line with those that go on with it."""
        match = _LINE.fullmatch(line)
        if match is None:
            self.left_out["lines of no kind"] += 1
            return
        name, told = match["name"].strip(), " ".join((match["told"] or "").split())
        if match["kind"] == "*":
            self._utterance(name, told)
        elif match["kind"] == "%":
            self._under(name.casefold(), _TIME.sub("", told).strip())
        elif name == "Comment" and told:
            self.comments.append(told.replace("\x15", ""))
        elif name == "Coder" and told:
            self.coder = told
        elif told:
            self.left_out[f"@{name}"] += 1

    def _utterance(self, speaker: str, told: str) -> None:
        times = [(int(each[1]), int(each[2])) for each in _TIME.finditer(told)]
        time = in_recording(times[0][0]) if times else None
        until = in_recording(times[-1][1]) if times else None
        words = " ".join(_TIME.sub(" ", told).replace("\x15", " ").split())
        self.said.append(Utterance(words, speaker or None, time, end_after(time, until)))

    def _under(self, name: str, told: str) -> None:
        if told and self.said and name in (*_CODED, "com"):
            self.about.append(_About(len(self.said) - 1, name, told))
        else:
            self.left_out[f"%{name}"] += 1


def _unfolded(text: str) -> list[str]:
    """Give the lines, each with those that go on with it, which begin with a tab."""
    lines: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith(("\t", " ")) and lines:
            lines[-1].append(line)
        elif line.strip():
            lines.append([line])
    return [" ".join(each) for each in lines]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Chat()]
