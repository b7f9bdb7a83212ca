"""Documents: texts with their turns, and who speaks in them, as a replay yields them."""

from bisect import bisect_right
from collections.abc import Collection, Iterator

from attrs import field, frozen

from qualog.decisions.documents import Content, Turn
from qualog.state.packed import Part, parts_of, turns_of
from qualog.state.provenance import Provenance
from qualog.state.revisions import Anchor, Revision
from qualog.text.reanchoring import Reanchored, reanchor, turned


@frozen
class Attribution:
    """A passage `[start, end)` that is a participant's words.

    `origin` is where that was said of, if it was in another revision of the text.
    """

    start: int
    end: int
    participant: str
    origin: Anchor | None = None


@frozen
class Coded:
    """That authors coded a document in full; or just `passages` of it, if there are any.

    `origins` is where these were, if it was in another revision of the text.
    """

    made: Provenance
    passages: tuple[tuple[int, int], ...] = ()
    origins: tuple[Anchor, ...] = ()


@frozen
class Document:
    """One text of the study, without the text itself: `State.text` reads that.

    `length` and all positions are in Unicode code points. `identified` says which participant
    or author (an id) a speaker is, by the speaker's index. `coded` is where authors said that they
    had coded it in full. `revision` is the wording that is shown (an id; None for the text as it
    was imported), and all positions are in it; `revisions` are all, if there are several. Turns
    and parts are kept packed, and unpacked when they are looked at.
    """

    id: str
    name: str
    length: int
    packed_parts: bytes = field(repr=False)
    packed_turns: bytes = field(repr=False)
    speakers: tuple[str, ...]
    importer: str | None
    encoding: str | None
    made: Provenance
    original: Content | None = None
    layout: Content | None = None
    media: str | None = None
    identified: dict[int, str] = field(factory=dict)
    attributions: tuple[Attribution, ...] = ()
    interviewers: tuple[str, ...] = ()
    held_on: str | None = None
    transcribers: tuple[str, ...] = ()
    transcribed_on: str | None = None
    readings: tuple[Provenance, ...] = ()
    coded: tuple[Coded, ...] = ()
    revision: str | None = None
    revisions: tuple[Revision, ...] = ()

    def revision_called(self, id_: str | None) -> Revision | None:
        """Return a revision of the text by its id; None if there is none, or only one revision."""
        return next((revision for revision in self.revisions if revision.id == id_), None)

    def lineage(self, id_: str | None) -> list[Revision]:
        """Return a revision and those that it came of, back to the first."""
        found: list[Revision] = []
        revision = self.revision_called(id_)
        while revision is not None:
            found.append(revision)
            revision = self.revision_called(revision.base) if revision.id is not None else None
        return found

    def moves(self, place: Anchor) -> list[tuple[Revision, Reanchored]]:
        """Return how a place comes into the text that is shown, correction by correction.

        Each with where it lies after it; none where it was marked in that text itself.
        """
        made_in, shown = self.lineage(place.revision), self.lineage(self.revision)
        back = [revision for revision in made_in if revision not in shown]
        forth = [revision for revision in reversed(shown) if revision not in made_in]
        # A passage marked in a revision that is not shown goes back to what both have in common,
        # and from there forward.
        ways = [(revision, turned(revision.blocks)) for revision in back]
        ways += [(revision, revision.blocks) for revision in forth]
        found: list[tuple[Revision, Reanchored]] = []
        start, end = place.start, place.end
        for revision, blocks in ways:
            moved = reanchor(blocks, start, end)
            start, end = moved.start, moved.end
            found.append((revision, moved))
        return found

    def placed(self, place: Anchor) -> tuple[int, int]:
        """Return where the words of a place may be in the text that is shown: `[start, end)`."""
        moves = self.moves(place)
        return (moves[-1][1].start, moves[-1][1].end) if moves else (place.start, place.end)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The stretches that one speaker says each, in the text's order."""
        return turns_of(self.packed_turns)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The contents that the text lies in, one after the other."""
        return parts_of(self.packed_parts)

    def turns_in(self, start: int, end: int) -> Iterator[tuple[int, Turn]]:
        """Yield the turns that share a character with `[start, end)`, with their numbers from 1."""
        turns = self.turns
        first = bisect_right(turns, start, key=lambda turn: turn.end)
        for number, turn in enumerate(turns[first:], start=first + 1):
            if turn.start >= end:
                break
            yield number, turn

    def speakers_in(self, start: int, end: int) -> list[str]:
        """Return who speaks in a passage (ids of participants or authors), in order, each once.

        What a turn says of its speaker goes before what was attributed to a passage.
        """
        found = [
            self.identified[turn.speaker]
            for _, turn in self.turns_in(start, end)
            if turn.speaker in self.identified
        ]
        return list(dict.fromkeys(found or self._attributed_in(start, end)))

    def time_in(self, start: int, end: int) -> int | None:
        """Return when in the recording a passage is said, in milliseconds; None if unknown.

        It is where its first turn begins that has a time.
        """
        times = (turn.time for _, turn in self.turns_in(start, end))
        return next((time for time in times if time is not None), None)

    def passages_of(self, who: Collection[str]) -> list[tuple[int, int]]:
        """Return the passages of some participants, joined where they meet, in the text's order."""
        found = [
            (turn.start, turn.end)
            for turn in self.turns
            if self.identified.get(turn.speaker) in who
        ]
        found += [
            (attribution.start, attribution.end)
            for attribution in self.attributions
            if attribution.participant in who
        ]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def subjects_in(self, start: int, end: int) -> set[str]:
        """Return everyone (ids) whom a passage may tell about, so that it can go with them."""
        return {*self.speakers_in(start, end), *self._attributed_in(start, end)}

    def _attributed_in(self, start: int, end: int) -> list[str]:
        return [
            attribution.participant
            for attribution in self.attributions
            if attribution.start < end and start < attribution.end
        ]
