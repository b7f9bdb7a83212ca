"""Names: how they are shown, and a different one for each document."""

from qualog_plugins.importers.placing.names import DocumentNames, quoted, tidy


def test_white_space_in_a_name_is_one_space():
    assert tidy(" self \t\n love ") == "self love"


def test_names_are_listed_in_quotation_marks():
    assert str(quoted(["a, b", "c"])) == "“a, b” and “c”"
    assert str(quoted([])) == ""


def test_of_many_names_the_others_are_counted():
    assert str(quoted("abcd", most=2)) == "“a”, “b” and 2 more"
    assert str(quoted("abc", most=2)) == "“a”, “b” and one more"
    assert str(quoted("ab", most=2)) == "“a” and “b”"


def test_a_document_is_called_without_the_ending_of_a_text():
    names = DocumentNames()
    assert [names.free(name, "") for name in ("talk.DOCX", "map.png", "v1.2")] == [
        "talk", "map.png", "v1.2",
    ]  # fmt: skip
    assert names.dropped == []


def test_where_a_name_is_taken_the_ending_tells_two_documents_apart():
    names = DocumentNames()
    assert [names.free(name, "") for name in ("talk.txt", "Talk.pdf")] == ["talk", "Talk.pdf"]
    assert names.dropped == []


def test_a_number_tells_documents_apart_whose_names_do_not():
    names = DocumentNames()
    found = [names.free(name, "") for name in ("talk", "TALK", "talk", "talk (2)")]
    assert found == ["talk", "TALK (2)", "talk (3)", "talk (2) (2)"]
    assert list(map(str, names.dropped)) == [
        "the name of another document “TALK”: it is called “TALK (2)” here",
        "the name of another document “talk”: it is called “talk (3)” here",
        "the name of another document “talk (2)”: it is called “talk (2) (2)” here",
    ]


def test_a_document_without_a_name_is_called_otherwise():
    assert DocumentNames().free(" ", "file 3") == "file 3"
