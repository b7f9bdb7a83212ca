"""Cutting subtitles into cues: WebVTT, SubRip (SRT) and YouTube's SBV.

All have lines `from --> to` (or `from,to`) with the words under them until a blank line.

What is damaged is read as far as it goes: a missing blank line, number or hour loses nothing,
and in SRT and SBV words after a blank line belong to the cue before.
"""

import re
from collections import Counter

from attrs import Factory, define

from qualog_plugins.importers.recordings.utterances import end_after, in_recording

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*(?:-->|,)[ \t]*{_CLOCK}(?:[ \t].*)?")
_NUMBER = re.compile(r"[ \t]*\d{1,9}[ \t]*")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t]+(.*))?")
_LONGEST_TIMING = 300


@define
class Cue:
    """Words that are shown for a time, in milliseconds of the recording."""

    time: int | None
    until: int | None
    lines: list[str] = Factory(list)


@define
class Cues:
    """The cues of a file in their order, its notes, and what else stands in it, counted."""

    cues: list[Cue] = Factory(list)
    notes: list[str] = Factory(list)
    left_out: Counter[str] = Factory(Counter)


def is_timing(line: str) -> bool:
    """Say whether a line tells from when to when a cue is shown."""
    return len(line) <= _LONGEST_TIMING and _TIMING.fullmatch(line) is not None


def is_webvtt(text: str) -> bool:
    """Say whether a text begins as WebVTT does."""
    return re.match(r"WEBVTT(?:[ \t\n]|$)", text) is not None


def read_cues(text: str) -> Cues:
    r"""Cut a text with `\n` as its line end."""
    return _Reading(text.split("\n"), is_webvtt(text)).run()


@define
class _Reading:
    lines: list[str]
    webvtt: bool
    found: Cues = Factory(Cues)

    def run(self) -> Cues:
        number = self._after_block(0) if self.webvtt else 0
        opened = True  # a blank line, or the beginning, is just before
        while number < len(self.lines):
            line = self.lines[number]
            if is_timing(line):
                self.found.cues.append(_opened(line))
                opened = False
            elif self._is_blank(number):
                opened = True
            elif self._is_id(number, opened):
                pass
            elif self.webvtt and opened:
                number = self._beside(number)
                continue
            elif self.found.cues:
                self.found.cues[-1].lines.append(line)
            else:
                self.found.left_out["lines before the first cue"] += 1
            number += 1
        return self.found

    def _is_blank(self, number: int) -> bool:
        """Say whether a line parts cues: in WebVTT, one with a space in it is a cue's."""
        return not (self.lines[number] if self.webvtt else self.lines[number].strip())

    def _is_id(self, number: int, opened: bool) -> bool:
        follows = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return (opened or bool(_NUMBER.fullmatch(self.lines[number][:20]))) and is_timing(follows)

    def _beside(self, number: int) -> int:
        """Take a block that is no cue; give where it ends."""
        end = self._after_block(number)
        block = _BLOCK.fullmatch(self.lines[number])
        if block is None:
            self.found.left_out["lines outside of any cue"] += end - number
        elif block[1] == "NOTE":
            self.found.notes.append("\n".join([block[2] or "", *self.lines[number + 1 : end]]))
        else:
            self.found.left_out[f"{block[1]} blocks, which say how cues look"] += 1
        return end

    def _after_block(self, number: int) -> int:
        """Give the next line that is blank, or that begins a cue."""
        while number < len(self.lines) and not self._is_blank(number):
            if is_timing(self.lines[number]):
                break
            number += 1
        return number


def _opened(line: str) -> Cue:
    match = _TIMING.fullmatch(line)
    clocks = match.groups() if match else ()
    time, until = _time(clocks[:4]), _time(clocks[4:])
    return Cue(time, end_after(time, until))


def _time(clock: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, fraction = clock
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return in_recording(whole * 1000 + int((fraction or "0").ljust(3, "0")))
