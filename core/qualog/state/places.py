"""Where a coding is, other than in a text: on a page, in a picture, in a recording."""

from attrs import frozen

from qualog.decisions.codings import Region
from qualog.state import State
from qualog.state.codings import Marked


@frozen
class PrintedPlace:
    """A place on paper, in a picture or in a recording; None is not known, or does not apply.

    Attributes:
        page: the page, counted from 1.
        begin: when it begins in the recording, in milliseconds.
        end: when it ends, in milliseconds.
        left: the left side of a region: in points from the bottom left of a page, in pixels from
            the top left of a picture.
        bottom: its lower side, likewise.
        right: its right side, likewise.
        top: its upper side, likewise.
    """

    page: int | None
    begin: int | None
    end: int | None = None
    left: float | None = None
    bottom: float | None = None
    right: float | None = None
    top: float | None = None

    @property
    def box(self) -> str | None:
        """The four sides in one cell: left, bottom, right, top."""
        sides = (self.left, self.bottom, self.right, self.top)
        return "; ".join(f"{side:.10g}" for side in sides if side is not None) or None


def place_of(state: State, marked: Marked, region: Region | None = None) -> PrintedPlace:
    """Return where a region is; for a passage, the page and the time that it begins on."""
    if region is None:
        page = next((line.page for line in state.printed(marked)), None)
        begin = state.documents[marked.document].time_in(marked.start, marked.end)
        return PrintedPlace(page, begin)
    left, first, right, last = region.box or (None, None, None, None)
    # A picture is measured from above: its box names the top before the bottom.
    bottom, top = (last, first) if region.page is None else (first, last)
    return PrintedPlace(region.page, region.begin, region.end, left, bottom, right, top)
