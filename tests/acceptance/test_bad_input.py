"""Bad input of every sort: a message that helps, exit code 2, and the log as it was."""

import shutil
import sqlite3
import stat

import pytest

TRANSCRIPT = "I: How was it?\nR: It was fine, I trust them.\nI: Why?\nR: They listen.\n"


@pytest.fixture
def study(shell):
    (shell.folder / "talk.txt").write_text(TRANSCRIPT, "utf-8")
    shell.qualog("init", "Study", "--author", "Ingrid", "--project", "s.qualog")
    shell.qualog("import", "talk.txt")
    shell.qualog("code", "add", "trust")
    return shell


@pytest.fixture
def unchanged(study):
    """Run the test, then see that the log is as it was."""
    before = study.qualog("verify", "--project", "s.qualog")
    yield study
    assert study.qualog("verify", "--project", "s.qualog") == before


def test_an_empty_file(unchanged):
    (unchanged.folder / "empty.txt").write_bytes(b"")
    assert "empty.txt is empty" in unchanged.fails("import", "empty.txt")


def test_a_binary_file(unchanged):
    (unchanged.folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64))
    assert "picture.txt" in unchanged.fails("import", "picture.txt")


def test_a_wrong_encoding(unchanged):
    (unchanged.folder / "latin.txt").write_bytes("Åsa: nej då\n".encode("cp1252"))
    told = unchanged.fails("import", "latin.txt", "-o", "encoding=utf-8")
    assert "latin.txt" in told
    assert "utf-8" in told
    assert "klingon" in unchanged.fails("import", "latin.txt", "-o", "encoding=klingon")


def test_a_word_file_cut_in_half(unchanged, shared):
    whole = (shared / "interop" / "docx" / "ms_Comment009.docx").read_bytes()
    (unchanged.folder / "half.docx").write_bytes(whole[: len(whole) // 2])
    assert "half.docx" in unchanged.fails("import", "half.docx")


def test_a_file_that_is_not_there(unchanged):
    assert "The file nothing.txt does not exist" in unchanged.fails("import", "nothing.txt")


def test_a_folder_of_nothing(unchanged):
    (unchanged.folder / "folder").mkdir()
    assert "folder holds no file that an importer is sure of" in unchanged.fails("import", "folder")


def test_an_unknown_code(unchanged):
    told = unchanged.fails("apply", "trsut", "talk", "--quote", "I trust them")
    assert "no code “trsut”" in told
    assert "Did you mean “trust”?" in told


def test_an_unknown_document(unchanged):
    assert "no document “tlak”" in unchanged.fails("apply", "trust", "tlak", "--turn", "1")


def test_a_quotation_that_is_not_there(unchanged):
    told = unchanged.fails("apply", "trust", "talk", "--quote", "It was fine, I trusted them")
    assert "does not occur in talk" in told
    assert "as far as “was fine, I”" in told


def test_a_quotation_that_is_there_twice(unchanged):
    told = unchanged.fails("apply", "trust", "talk", "--quote", "I")
    assert "times" in told
    assert "Quote a longer stretch" in told


def test_a_span_outside_of_the_text(unchanged):
    assert "lies outside" in unchanged.fails("apply", "trust", "talk", "--span", "10:4000")
    assert "is not a span" in unchanged.fails("apply", "trust", "talk", "--span", "abc")
    assert "there is no turn 9" in unchanged.fails("apply", "trust", "talk", "--turn", "9")


def test_nothing_said_of_the_passage(unchanged):
    assert "Which passage" in unchanged.fails("apply", "trust", "talk")


def test_an_unknown_moment(unchanged):
    assert "A point in time is a decision" in unchanged.fails("status", "--at", "the flood")


def test_an_unknown_author(unchanged):
    assert "no author “Ingird”" in unchanged.fails("code", "add", "x", "--author", "Ingird")


def test_an_unknown_option_of_an_importer(unchanged):
    told = unchanged.fails("import", "talk.txt", "-o", "speeker=yes")
    assert "no option “speeker”" in told


def test_the_same_document_twice(unchanged):
    assert "is already there with the same text" in unchanged.qualog("import", "talk.txt")


def test_another_document_of_the_same_name(unchanged):
    (unchanged.folder / "talk.txt").write_text(TRANSCRIPT.replace("fine", "bad"), "utf-8")
    told = unchanged.fails("import", "talk.txt")
    assert "There is already a document “talk”" in told
    assert "First difference, line 2" in told


def test_one_bad_file_among_good_ones(study):
    (study.folder / "more").mkdir()
    (study.folder / "more" / "a.txt").write_text("R: A.\n", "utf-8")
    (study.folder / "more" / "b.txt").write_bytes(b"")
    (study.folder / "more" / "c.txt").write_text("R: C.\n", "utf-8")
    answer = study.run("import", "more")
    assert answer.code == 2
    assert "Imported 2 of 3 files: 2 new documents." in answer.out
    assert answer.err.splitlines()[-1] == "Not imported: more/b.txt"
    assert "“a”" in answer.out
    assert "“c”" in answer.out


def test_two_ways_to_say_who_coded(unchanged):
    told = unchanged.fails("import", "talk.txt", "--coder", "Zoe", "--coder-from", "file")
    assert "not both" in told


def test_two_projects_in_one_folder(study):
    shutil.copy(study.folder / "s.qualog", study.folder / "t.qualog")
    told = study.fails("status")
    assert "several projects: s.qualog and t.qualog" in told
    assert "--project" in told


def test_no_project(shell):
    assert "There is no project here" in shell.fails("status")
    assert "The file nothing.qualog does not exist" in shell.fails(
        "status", "--project", "nothing.qualog"
    )


def test_a_file_that_is_no_project(shell):
    (shell.folder / "s.qualog").write_text("not a database, though long enough to be read" * 9)
    assert "s.qualog" in shell.fails("status")
    sqlite3.connect(shell.folder / "s2.qualog").executescript("CREATE TABLE t (x)").close()
    assert "is not a Qualog project" in shell.fails("status", "--project", "s2.qualog")


def test_a_read_only_project_is_read_and_not_written(study):
    for file in study.folder.iterdir():
        file.chmod(stat.S_IRUSR)
    study.folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        before = study.qualog("verify")
        assert "Study" in study.qualog("status")
        assert "is read-only" in study.fails("code", "add", "power")
        assert study.qualog("verify") == before
    finally:
        study.folder.chmod(stat.S_IRWXU)


def test_a_project_of_a_newer_version(study):
    database = sqlite3.connect(study.folder / "s.qualog")
    database.execute("PRAGMA user_version=99")
    database.close()
    assert "Study" in study.qualog("status")
    told = study.fails("code", "add", "late")
    assert "made by a newer version" in told
    assert "pip install --upgrade" in told


def test_a_project_of_a_much_newer_version(study):
    database = sqlite3.connect(study.folder / "s.qualog")
    database.execute("PRAGMA user_version=99")
    database.execute("UPDATE project SET readable_from=99")
    database.commit()
    database.close()
    told = study.fails("status")
    assert "made by a newer version" in told
    assert "pip install --upgrade" in told


def test_a_project_file_that_is_torn(study):
    whole = (study.folder / "s.qualog").read_bytes()
    (study.folder / "s.qualog").write_bytes(whole[: len(whole) // 2])
    for command in ("status", "verify", "log"):
        assert "s.qualog" in study.fails(command) or "damaged" in study.fails(command)
