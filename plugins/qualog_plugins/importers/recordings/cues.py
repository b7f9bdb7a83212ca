"""Cutting subtitles into cues: WebVTT, SubRip (SRT) and YouTube's SBV.

In all of them a line `from --> to` (or `from,to`) stands above the words, which go on until a
blank line.

Damaged files are read as far as possible: a missing blank line, number or hour loses nothing, and
in SRT and SBV words after a blank line belong to the cue before it.
"""

import re

from attrs import Factory, define

from qualog.language import message
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.recordings.utterances import end_after, in_recording

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*(?:-->|,)[ \t]*{_CLOCK}(?:[ \t].*)?")
_NUMBER = re.compile(r"[ \t]*\d{1,9}[ \t]*")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t]+(.*))?")
_LONGEST_TIMING = 300


@define
class Cue:
    """Lines of words, and from when to when they are shown, in milliseconds of the recording."""

    time: int | None
    until: int | None
    lines: list[str] = Factory(list)


@define
class Cues:
    """The cues of a file in their order, its notes, and what else is in it."""

    cues: list[Cue] = Factory(list)
    notes: list[str] = Factory(list)
    left_behind: LeftBehind = Factory(LeftBehind)


def is_timing(line: str) -> bool:
    """Return whether a line says from when to when a cue is shown."""
    return len(line) <= _LONGEST_TIMING and _TIMING.fullmatch(line) is not None


def is_webvtt(text: str) -> bool:
    """Return whether a text begins as WebVTT does."""
    return re.match(r"WEBVTT(?:[ \t\n]|$)", text) is not None


def read_cues(text: str) -> Cues:
    r"""Return the cues of a text with `\n` as its line end."""
    return _Reading(text.split("\n"), is_webvtt(text)).run()


@define
class _Reading:
    """Goes through the lines of a file, by their numbers from 0."""

    lines: list[str]
    webvtt: bool
    result: Cues = Factory(Cues)

    def run(self) -> Cues:
        number = self._after_block(0) if self.webvtt else 0
        cue_ended = True  # by a blank line; or no cue has begun yet
        while number < len(self.lines):
            line = self.lines[number]
            if is_timing(line):
                self.result.cues.append(_begin(line))
                cue_ended = False
            elif self._is_blank(number):
                cue_ended = True
            elif self._is_id(number, cue_ended):
                pass
            elif self.webvtt and cue_ended:
                number = self._read_block(number)
                continue
            elif self.result.cues:
                self.result.cues[-1].lines.append(line)
            else:
                self.result.left_behind.add(message("lines before the first cue"))
            number += 1
        return self.result

    def _is_blank(self, number: int) -> bool:
        """Return whether a line separates cues: in WebVTT, one with a space belongs to a cue."""
        return not (self.lines[number] if self.webvtt else self.lines[number].strip())

    def _is_id(self, number: int, cue_ended: bool) -> bool:
        """Return whether a line is the name or number of the cue below it."""
        next_line = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        may_be = cue_ended or _NUMBER.fullmatch(self.lines[number][:20]) is not None
        return may_be and is_timing(next_line)

    def _read_block(self, number: int) -> int:
        """Read a block that is not a cue; return the number of the line after it."""
        end = self._after_block(number)
        block = _BLOCK.fullmatch(self.lines[number])
        if block is None:
            self.result.left_behind.add(message("lines outside of any cue"), end - number)
        elif block[1] == "NOTE":
            self.result.notes.append("\n".join([block[2] or "", *self.lines[number + 1 : end]]))
        else:
            self.result.left_behind.add(
                message("{kind} blocks, which say how cues look", kind=block[1])
            )
        return end

    def _after_block(self, number: int) -> int:
        """Return the number of the next line that is blank, or that begins a cue."""
        while number < len(self.lines) and not self._is_blank(number):
            if is_timing(self.lines[number]):
                break
            number += 1
        return number


def _begin(line: str) -> Cue:
    """Return the cue that a line with its times begins."""
    match = _TIMING.fullmatch(line)
    clocks = match.groups() if match else ()
    time, until = _time(clocks[:4]), _time(clocks[4:])
    return Cue(time, end_after(time, until))


def _time(clock: tuple[str | None, ...]) -> int | None:
    """Return hours, minutes, seconds and fraction in milliseconds; None if no recording has it."""
    hours, minutes, seconds, fraction = clock
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return in_recording(whole * 1000 + int((fraction or "0").ljust(3, "0")))
