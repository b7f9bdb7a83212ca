"""Coders: whom the file names, else who is named at the import, else who imports."""

from tests.core.importing.planning.taking import END, START, take

from qualog.material import ImportedCoding


def coders(project):
    return {
        project.state.author_names(each.made.authors) for each in project.state.codings.values()
    }


def coding(**how):
    return ImportedCoding("talk", START, END, "trust", **how)


def test_the_file_says_who_coded_before_the_importer_does(project):
    result = take(project, codings=(coding(author="Ann"), coding()), coder="Zoe")
    assert coders(project) == {"Ann", "Zoe"}
    assert result.authors == ("Ann", "Zoe")


def test_who_imports_is_the_coder_where_nobody_is_named(project):
    result = take(project, codings=(coding(), coding(author="ingrid")))
    assert coders(project) == {"Ingrid"}
    assert (result.authors, result.repeated) == ((), 1)


def test_an_author_is_added_once(project):
    result = take(project, codings=(coding(author="Ann"), coding(author="ANN")))
    assert (result.authors, result.repeated) == (("Ann",), 1)
    assert take(project, codings=(coding(author="ann"),)).authors == ()
