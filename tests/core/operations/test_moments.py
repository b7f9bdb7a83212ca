"""Points in time that have a name."""


def test_the_present_gets_a_name_that_is_found_again(project, refused):
    moment = project.moments.name(" before ", why="to cite it")
    project.codes.rename("trust", "reliance")
    assert moment.name == "before"
    names = [each.name for each in project.at("before").state.codebook.live()]
    assert names == ["trust", "power"]
    refused("already a point in time “Before”", project.moments.name, "Before")
    refused("A point in time needs a name", project.moments.name, " ")
