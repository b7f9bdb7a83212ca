"""Where a coding stands besides in a text: on a page, in a picture, in a recording."""

from attrs import frozen

from qualog.decisions.codings import Region
from qualog.state import State
from qualog.state.codings import Marked


@frozen
class PrintedPlace:
    """Pages count from 1, times are in milliseconds; None is not known, or does not apply.

    `left`, `bottom`, `right` and `top` are the edges of a region: in points from the bottom left
    of a page, in pixels from the top left of a picture.
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
        """The edges in one cell, in the order in which they are told of a page."""
        edges = (self.left, self.bottom, self.right, self.top)
        told = [f"{each:.10g}" for each in edges if each is not None]
        return "; ".join(told) or None


def place_of(state: State, marked: Marked, region: Region | None = None) -> PrintedPlace:
    """Give where a region is; of a passage, the page and the time that it begins on."""
    if region is None:
        page = next((line.page for line in state.printed(marked)), None)
        begin = state.documents[marked.document].time_in(marked.start, marked.end)
        return PrintedPlace(page, begin)
    left, first, right, last = region.box or (None, None, None, None)
    # A picture is measured from above: its box tells the top before the bottom.
    bottom, top = (last, first) if region.page is None else (first, last)
    return PrintedPlace(region.page, region.begin, region.end, left, bottom, right, top)
