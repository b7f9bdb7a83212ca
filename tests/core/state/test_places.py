"""Where a coding is on paper, in a picture or in a recording."""

import pytest

from qualog.decisions.codings import Region
from qualog.state.places import PrintedPlace, place_of


@pytest.fixture
def coding(project):
    return project.codings.apply("trust", "talk", quote="I trust")


def test_a_page_is_measured_from_below(project, coding):
    place = place_of(project.state, coding, Region(page=2, box=(10, 20, 30.5, 40)))
    assert place == PrintedPlace(2, None, left=10, bottom=20, right=30.5, top=40)
    assert place.box == "10; 20; 30.5; 40"


def test_a_picture_is_measured_from_above(project, coding):
    place = place_of(project.state, coding, Region(box=(1, 2, 3, 4)))
    assert (place.left, place.bottom, place.right, place.top) == (1, 4, 3, 2)


def test_a_stretch_of_a_recording_has_times_and_no_sides(project, coding):
    place = place_of(project.state, coding, Region(begin=100, end=2_500))
    assert place == PrintedPlace(None, 100, 2_500)
    assert place.box is None


def test_of_a_passage_in_a_text_alone_nothing_is_known(project, coding):
    assert place_of(project.state, coding) == PrintedPlace(None, None)
