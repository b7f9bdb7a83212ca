"""What counts as a speaker's label.

A label stands at the beginning of a line (a time mark, a list mark or Markdown's emphasis may come
before it) and ends with a colon, or stands alone on its line with a time mark. It has at most 40
characters and four words. It begins with a capital letter, a digit or a letter of a script that
has no capitals, and so does each of its words except *von*, *de*, *and* and their like. No digit,
slash or small letter follows right after the colon (`12:30`, `http://`, `EU:s`).

Of what looks like a label, these are speakers:

- a well-known label (I, R, P1, Interviewer, Intervjuperson 2 …);
- a label with a time mark and a colon; one with a time mark alone only if the document has at
  least one such label twice;
- a label that begins at least two lines of the document;
- any label that the user names.

A word that heads notes (Note, Date, Obs …) is not a speaker, unless the user names it. A remark in
brackets, `Anna (laughs):`, is left off where `Anna:` is a speaker too.
"""

import re
from collections import Counter
from collections.abc import Iterable

from attrs import evolve, frozen

from qualog.text.units import INTERVIEWERS
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.transcripts.time_marks import mark_at, mark_before

_LONGEST = 40
_HEAD = 200  # a label, its marks and its time are within so many characters of the line
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LEAD = re.compile(rf"[\s{_INVISIBLE}]*(?:(?:>|[-–—•*+]|#{{1,6}})[^\S\n]+)*")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}")
_NAME = re.compile(r"[^\W_][\w.'’\-–&+/\u00a0 ]{0,60}")
_REMARK = re.compile(r"\s{0,3}\([^():\n]{1,30}\)")
_COLON = re.compile(r"\s{0,3}[:：]")
_GAP = re.compile(rf"[^\S\n{_INVISIBLE}]*")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_PARTICLES = _words(
    "af al and av bin da de del den der di du el en et la le och of och the van von und y"
)
_WELL_KNOWN = INTERVIEWERS | _words(
    """interviewee respondent participant informant speaker answer interviewperson guest client
    patient unknown intervjuperson intervjupersonen respondenten informanten deltagare deltagaren
    talare svar okänd befragte"""
)
_SHORT = re.compile(
    r"(?:I|R|IP|Ip|IV|INT|Int)|(?:I|R|IP|Ip|IV|INT|Int|P|S|M|F|D|K|SPEAKER_)\d{1,3}"
)
_NEVER = _words(
    """note notes nb obs anm anmärkning ps example examples exempel ex source källa figure figur
    table tabell chapter kapitel section avsnitt step steg date datum time tid place plats subject
    ämne theme tema code kod topic title titel summary sammanfattning keywords nyckelord re cc
    file fil duration längd language språk http https url important viktigt warning
    orcid email e-mail phone tel context purpose aim syfte goal project projekt"""
)


@frozen
class Label:
    """What looks like a label.

    Attributes:
        name: its words.
        remark: a remark in brackets after them, with a space before it; else "".
        time: its time mark, in milliseconds of the recording.
        emphasis: Markdown's mark, where it goes on into what is said.
        content: where what is said begins, in the text.
        alone: whether it has a time mark but no colon: `Lunch 12:30` looks like that too.
    """

    name: str
    remark: str
    time: int | None
    emphasis: str
    content: int
    alone: bool = False


class Speakers:
    """Who speaks in a document, decided once all that looks like a label is known.

    Args:
        labels: all that looks like a label in the document.
        named: the labels that the user says are speakers'.
    """

    def __init__(self, labels: Iterable[Label], named: Iterable[str] = ()) -> None:
        named_keys = {_key(name) for name in named}
        seen: Counter[str] = Counter()
        timed: set[str] = set()
        bare: set[str] = set()
        alone: Counter[str] = Counter()
        for label in labels:
            for form in {label.name, label.name + label.remark}:  # one, if there is no remark
                seen[_key(form)] += 1
                if label.time is not None and not label.alone:
                    timed.add(_key(form))
            if not label.remark:
                bare.add(_key(label.name))
            if label.alone:
                alone[_key(label.name)] += 1
        if any(count > 1 for count in alone.values()):
            # The document writes its labels so; who speaks only once is a speaker too.
            timed |= set(alone)
        self._bare = bare
        self._doubtful: dict[str, str] = {}
        self._accepted = {
            key
            for key, count in seen.items()
            if key in named_keys
            or (
                not _heads_a_note(key)
                and (count > 1 or key in timed or is_well_known(key.partition(" (")[0]))
            )
        }

    def name(self, label: Label) -> str | None:
        """Return the speaker whom a label names; None if it is not a speaker's."""
        full = label.name + label.remark
        if _key(label.name) in self._bare and _key(label.name) in self._accepted:
            return label.name
        if _key(full) in self._accepted or _key(label.name) in self._accepted:
            return full
        if not label.alone and not _heads_a_note(_key(full)):
            self._doubtful.setdefault(_key(full), full)
        return None

    @property
    def doubtful(self) -> tuple[str, ...]:
        """What looked like a label and was not taken for a speaker's, in order."""
        return tuple(self._doubtful.values())


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return what looks like a label at the beginning of the line `[start, end)`."""
    line = text[start : min(end, start + _HEAD)]
    if ":" not in line and "：" not in line:
        return None  # most lines
    position = _LEAD.match(line).end()  # type: ignore[union-attr]
    opened = _EMPHASIS.match(line, position)
    emphasis = opened.group() if opened else ""
    position += len(emphasis)
    time, position = _time_at(line, position)
    if not emphasis and (opened := _EMPHASIS.match(line, position)):
        emphasis = opened.group()
        position += len(emphasis)
    found = _with_colon(line, position, emphasis, time)
    if found is None and end - start <= _HEAD:
        found = _alone_with_time(line, position, emphasis)
    return evolve(found, content=start + found.content) if found else None


def is_well_known(label: str) -> bool:
    """Return whether a label is a speaker's even if it is seen only once."""
    if _SHORT.fullmatch(label.upper()) or _SHORT.fullmatch(label):
        return True
    first, *rest = label.casefold().split()
    if first not in _WELL_KNOWN:
        return False
    return not rest or (len(rest) == 1 and (rest[0].isdigit() or len(rest[0]) == 1))


def _with_colon(line: str, position: int, emphasis: str, time: int | None) -> Label | None:
    """Return the label `Anna (laughs) [0:03]: ` at a position of a line."""
    match = _NAME.match(line, position)
    if match is None:
        return None
    name = match.group().rstrip(" \u00a0_")
    position += len(name)
    remark, position = _remark_at(line, position)
    between, position = _time_at(line, position)
    closed, position = _closing(line, position, emphasis)
    colon = _COLON.match(line, position)
    if colon is None or not _plausible(name):
        return None
    position = colon.end()
    follows = line[position : position + 1]
    if colon.group().endswith(":") and (
        follows.isdigit() or follows.islower() or (follows and follows in "/\\:")
    ):
        return None
    if not closed:
        closed, position = _closing(line, position, emphasis)
    position = _GAP.match(line, position).end()  # type: ignore[union-attr]
    after, position = _time_at(line, position, sure=True)
    time = next((found for found in (time, between, after) if found is not None), None)
    return Label(tidy(name), remark, time, "" if closed else emphasis, position)


def _remark_at(line: str, position: int) -> tuple[str, int]:
    """Return the remark in brackets at a position, and where the line goes on after it.

    A time mark in brackets is not a remark.
    """
    found = _REMARK.match(line, position)
    if found is None or mark_at(line, found.end() - len(found.group().lstrip())):
        return "", position
    return f" {tidy(found.group())}", found.end()


def _alone_with_time(line: str, position: int, emphasis: str) -> Label | None:
    """Return the label `Anna Berg  0:03`, as meeting programs write it above what is said."""
    end = len(line.rstrip())
    closed = bool(emphasis) and line.endswith(emphasis, position, end)
    end -= len(emphasis) if closed else 0
    mark = mark_before(line, position, end)
    name = line[position : mark.start if mark else end].strip(" \t\u00a0-–—*_")
    if mark is None or not _NAME.fullmatch(name) or not _plausible(name):
        return None
    return Label(tidy(name), "", mark.time, "", len(line), alone=True)


def _time_at(line: str, position: int, *, sure: bool = False) -> tuple[int | None, int]:
    """Return the time mark at a position, and where the line goes on after it and its space."""
    gap = _GAP.match(line, position)
    mark = mark_at(line, gap.end()) if gap else None
    if gap is None or mark is None or (sure and not mark.sure):
        return None, position
    after = _GAP.match(line, mark.end)
    return mark.time, after.end() if after else mark.end


def _closing(line: str, position: int, emphasis: str) -> tuple[bool, int]:
    """Return whether emphasis is closed at a position, and where the line goes on after that."""
    if emphasis and line.startswith(emphasis, position):
        return True, position + len(emphasis)
    return not emphasis, position


def _plausible(name: str) -> bool:
    """Return whether words are written as a speaker's name is."""
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > 4 or not any(map(str.isalpha, name)):
        return False
    if words[0].casefold() in _WELL_KNOWN or is_well_known(name):
        return True
    return not words[0][0].islower() and all(
        not word[0].islower() or word.casefold() in _PARTICLES for word in words
    )


def _heads_a_note(key: str) -> bool:
    return key.split()[0].rstrip(".") in _NEVER


def _key(name: str) -> str:
    """Return how a label is compared: white space and case make no difference."""
    return tidy(name).casefold()
