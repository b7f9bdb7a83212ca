"""What a study is called, and what it asks."""


def test_the_study_is_renamed_and_described(project, refused):
    project.about.rename(" Trust at work ", why="the editor asked")
    project.about.describe("Whom do people trust?", by=["Samir"])
    assert (project.state.name, project.state.aim) == ("Trust at work", "Whom do people trust?")
    refused("A study needs a name", project.about.rename, " ")
    refused("Its aim cannot be empty", project.about.describe, "")
