"""Points in time that have a name."""

import pytest


def test_the_present_gets_a_name_that_is_found_again(project, refused):
    moment = project.moments.name(" before ", why="to cite it")
    project.codes.rename("trust", "reliance")
    assert moment.name == "before"
    names = [each.name for each in project.at("before").state.codebook.live()]
    assert names == ["trust", "power"]
    refused("already a point in time “Before”", project.moments.name, "Before")
    refused("A point in time needs a name", project.moments.name, " ")


@pytest.mark.parametrize(
    "name", ["now", "yesterday", "3 days ago", "2025-03-01", "20250301", "2025-03-01 14:00", "1.1"]
)
def test_a_name_that_says_another_time_would_never_be_found(project, refused, name):
    refused("by itself says a time or a decision", project.moments.name, name)
    moment = project.moments.name(f"{name}, first pass")
    assert project.at(f"{name}, first pass").moment.span.heads == moment.heads
